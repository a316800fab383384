"""Images to probabilities, on LiteRT, TensorFlow's runtime without TensorFlow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from operator import attrgetter

import numpy as np
import numpy.typing as npt
from flask import Flask

from webapp.reading.interpreters import InterpreterPool, Runner
from webapp.reading.models import DIGITS, PICTURES, Model, ModelError, load_models
from webapp.reading.preprocessing import SIDE, to_input
from webapp.serving import health

# The winner's probability under which the answer is called unsure.
UNSURE = 0.6


class UnknownModel(LookupError):
    """No model of that name does what is asked; `served` are the names of those that do."""

    code = "unknown-model"
    status = HTTPStatus.NOT_FOUND

    def __init__(self, name: str, served: Iterable[str]) -> None:
        super().__init__(name)
        self.served = tuple(served)

    def __str__(self) -> str:
        return f"No model of that name is served. Served: {', '.join(self.served) or 'none'}."


@dataclass(frozen=True)
class Prediction:
    """What one model makes of one drawing."""

    model: str
    probabilities: npt.NDArray[np.float32]
    # P(digit), where the model has that output, and the one under which it is called no digit.
    is_digit: float | None = None
    threshold: float = 0.0

    @property
    def digit(self) -> int:
        """The most probable class."""
        return int(self.probabilities.argmax())

    @property
    def verdict(self) -> str:
        """`not-a-digit`; or `digit`, or `unsure` where no class stands out."""
        if self.is_digit is not None and self.is_digit < self.threshold:
            return "not-a-digit"
        return "digit" if self.probabilities.max() >= UNSURE else "unsure"


class Classifier:
    """Every served model, each with interpreters that are lent to one thread at a time."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        """Take the models, the default one first, and run each once.

        Raises:
            ModelError: a network cannot be run, or does not answer with a probability a class.
        """
        self.models = models
        self.default = next(iter(models))
        for model in models.values():
            self._check(model)
        # Made anew where they are needed: those that checked belong to no worker.
        self._interpreters = {m.name: InterpreterPool(m.network) for m in models.values()}

    @property
    def digit_models(self) -> dict[str, Model]:
        """The models that read digits, by name, the default one first."""
        return {name: model for name, model in self.models.items() if model.task == DIGITS}

    @property
    def picture_models(self) -> dict[str, Model]:
        """The models that classify colour pictures, by name, the most accurate one first."""
        models = [model for model in self.models.values() if model.task == PICTURES]
        models.sort(key=attrgetter("accuracy"), reverse=True)
        return {model.name: model for model in models}

    def picture_model(self, name: str | None = None) -> Model:
        """Return the picture model `name`, by default the most accurate one.

        Raises:
            UnknownModel: no model of that name classifies pictures.
        """
        models = self.picture_models
        chosen = models.get(name or next(iter(models), ""))
        if chosen is None:
            raise UnknownModel(name or "", models)
        return chosen

    def classify_picture(self, picture: npt.NDArray[np.uint8], model: Model) -> Prediction:
        """Run a picture model on an image uint8 of its input's shape."""
        return self._predict(model, picture[None].astype(np.float32) / np.float32(255))

    def classify(self, digit: npt.NDArray[np.uint8], name: str | None = None) -> Prediction:
        """Run the digit model `name` (by default, the first) on a uint8 (28, 28) image.

        Raises:
            UnknownModel: no model of that name reads digits.
        """
        model = self.models.get(name or self.default)
        if model is None or model.task != DIGITS:
            raise UnknownModel(name or "", self.digit_models)
        return self._predict(model, to_input(digit))

    def compare(self, digit: npt.NDArray[np.uint8]) -> list[Prediction]:
        """Run every digit model, the default one first, on a uint8 (28, 28) image."""
        image = to_input(digit)
        return [self._predict(model, image) for model in self.digit_models.values()]

    def _predict(self, model: Model, image: npt.NDArray[np.float32]) -> Prediction:
        with self._interpreters[model.name].acquire() as runner:
            probabilities, is_digit = runner.run(image)
        threshold = model.card.get("threshold", 0.0)
        return Prediction(model.name, probabilities[0], is_digit, threshold)

    def _check(self, model: Model) -> None:
        try:
            image = np.zeros((1, *model.input_shape), np.float32)
            answer, _ = Runner(model.network).run(image)
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"The model {model.name!r} cannot be run: {error}.") from error
        if answer.shape != (1, len(model.card["labels"])) or abs(answer.sum() - 1) > 1e-3:
            raise ModelError(
                f"The model {model.name!r} does not answer with a probability a class."
            )


def init_app(app: Flask) -> None:
    """Load the models before the first request; `app.extensions["classifier"]` holds them.

    Raises:
        ModelError: see `load_models` and `Classifier`.
    """
    models = load_models(app.config["MODELS_DIR"], app.config["DEFAULT_MODEL"])
    classifier = app.extensions["classifier"] = Classifier(models)
    blank = np.zeros((SIDE, SIDE), np.uint8)
    health.add_check(app, "model", lambda: classifier.classify(blank))
