"""Every explainable model's network, and the explanation of one drawing by one of them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import numpy as np
import numpy.typing as npt
from flask import Flask

from webapp.explaining.layers import Array
from webapp.explaining.network import NOTHING_OFF, WEIGHTS_FILE, Network, read_network
from webapp.explaining.saliency import COSTLY, integrated_gradients, occlusion
from webapp.reading.classifier import UnknownModel
from webapp.reading.interpreters import Runner
from webapp.reading.models import Model, ModelError
from webapp.reading.preprocessing import SIDE, to_input

# So many occluded pictures go through the network at once: more take more memory, and no less time.
BATCH = 8


class NotExplainable(LookupError):
    """The model is served without the weights from which it would be explained."""

    code = "not-explainable"
    status = HTTPStatus.CONFLICT

    def __str__(self) -> str:
        return f"The model {self.args[0]!r} is served without the weights to explain it from."


@dataclass(frozen=True)
class Explained:
    """A model with its chain of layers."""

    model: Model
    network: Network
    costly: bool

    @property
    def sha256(self) -> str:
        """The checksum of the weights, by which they are cached."""
        return self.model.card["sha256"][WEIGHTS_FILE]

    def activations(
        self, digit: npt.NDArray[np.uint8], off: Mapping[int, Iterable[int]] = NOTHING_OFF
    ) -> list[Array]:
        """Return each layer's output, without the batch's axis, on a uint8 (28, 28) image.

        Units that are `off`, by their layer's place, put out 0.
        """
        return [values[0] for values in self.network.activations(to_input(digit), off)]

    def saliency(
        self, way: str, digit: npt.NDArray[np.uint8], chosen: int, rival: int
    ) -> tuple[Array, float | None]:
        """Return float32 (28, 28), what speaks for a class against another, and the lead before.

        `way` is `occlusion`, where there is no such lead, or `gradient`; see
        `webapp.explaining.saliency`.
        """
        if way == "occlusion":
            return occlusion(digit, chosen, rival, self.costly, self._probabilities), None
        return integrated_gradients(digit, chosen, rival, self.costly, self.network)

    def _probabilities(self, images: Array) -> Array:
        """Run the served file on float32 (N, 28, 28, 1), in batches of one size.

        It is several times as fast as the chain, and the interpreter is gone again afterwards:
        its room for a batch is not kept for each thread and model.
        """
        runner, answers = Runner(self.model.network, BATCH), []
        for start in range(0, len(images), BATCH):
            some = images[start : start + BATCH]
            batch = np.zeros((BATCH, SIDE, SIDE, 1), np.float32)
            batch[: len(some)] = some
            answers.append(runner.run(batch)[0][: len(some)])
        return np.concatenate(answers)


class Explainer:
    """Every digit model that can be explained, by its name."""

    def __init__(self, models: Mapping[str, Model], folder: Path) -> None:
        """Read the weights of the models that have them.

        Raises:
            ModelError: weights are damaged, or of another training than the served file.
        """
        self._names = tuple(models)
        found = {name: _read(model, folder / name / WEIGHTS_FILE) for name, model in models.items()}
        self.explained = {name: each for name, each in found.items() if each}

    def find(self, name: str | None) -> Explained:
        """Return the model `name`, or the default one.

        Raises:
            UnknownModel: no model of that name is served.
            NotExplainable: it is served without its weights.
        """
        name = name or self._names[0]
        if name not in self._names:
            raise UnknownModel(name, self._names)
        if name not in self.explained:
            raise NotExplainable(name)
        return self.explained[name]


def init_app(app: Flask) -> None:
    """Read the weights before the first request; `app.extensions["explainer"]` holds them.

    Raises:
        ModelError: see `Explainer`.
    """
    models = app.extensions["classifier"].digit_models
    app.extensions["explainer"] = Explainer(models, app.config["MODELS_DIR"])


def _read(model: Model, path: Path) -> Explained | None:
    if WEIGHTS_FILE not in model.card["sha256"]:
        return None
    try:
        file = path.read_bytes()
        if hashlib.sha256(file).hexdigest() != model.card["sha256"][WEIGHTS_FILE]:
            raise ValueError("its files do not belong together")
        network = read_network(file)
        cost = _multiply_adds(network)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The weights of the model {model.name!r} in {path.parent} are damaged: {error}. "
            f"Write them anew: python -m trainer weights {model.name}."
        ) from error
    return Explained(model, network, cost >= COSTLY)


def _multiply_adds(network: Network) -> int:
    """Count the multiply-adds of one image."""
    blank = np.zeros((1, SIDE, SIDE, 1), np.float32)
    places = [values[0, ..., 0].size for values in network.activations(blank)]
    kernels = [layer.weights["kernel"] if layer.weights else None for layer in network.layers]
    return sum(
        kernel.size * (count if kernel.ndim == 4 else 1)
        for kernel, count in zip(kernels, places, strict=True)
        if kernel is not None
    )
