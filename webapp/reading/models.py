"""The trained models in `saved_models/`: read, checked and described before the first request."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from webapp.reading import preprocessing
from webapp.reading.model_card import Figures, ModelCard, figures_on

DIGITS, PICTURES = "digits", "pictures"
# The test set that a model of the task is first of all measured on.
MAIN_SET = {DIGITS: "mnist_test", PICTURES: "cifar_test"}


class ModelError(RuntimeError):
    """A model is missing or damaged; the message says which, and what to do."""


@dataclass(frozen=True)
class Model:
    """One trained model: what it is (`card`, the content of model.json) and its network."""

    name: str
    card: ModelCard
    network: bytes

    @property
    def task(self) -> str:
        """What it classifies: `digits`, or `pictures`."""
        return self.card["task"]

    @property
    def main_figures(self) -> Figures | None:
        """What was measured on the test set of its task, where it was."""
        return figures_on(self.card, MAIN_SET[self.task])

    @property
    def accuracy(self) -> float:
        """On the test set of its task, 0..1; 0 where it was not measured."""
        figures = self.main_figures
        return figures["accuracy"] if figures else 0.0

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Of one image: height, width, channels."""
        return tuple(self.card["input"]["shape"])


def load_models(folder: Path, default: str) -> dict[str, Model]:
    """Read every model folder under `folder`.

    Returns:
        the models by name, the default one first.

    Raises:
        ModelError: the default model is missing, or any model is damaged.
    """
    # A name with a dot in front is an export under way: see trainer.publishing.exporting.
    cards = sorted(folder.glob("[!.]*/model.json")) if folder.is_dir() else []
    models = {card.parent.name: _load(card) for card in cards}
    if default not in models:
        raise ModelError(
            f"No model {default!r} in {folder}: train it with `make train`, "
            "or name another in TRAZO_DEFAULT_MODEL."
        )
    if models[default].task != DIGITS:
        raise ModelError(
            f"The model {default!r} does not read digits: name another in TRAZO_DEFAULT_MODEL."
        )
    return {default: models.pop(default)} | models


def _load(card_path: Path) -> Model:
    name = card_path.parent.name
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
        network = (card_path.parent / "model.tflite").read_bytes()
        card.setdefault("task", DIGITS)
        expected = card["sha256"]["model.tflite"]
        version = card["preprocessing"] if card["task"] == DIGITS else preprocessing.VERSION
        well_formed = (
            card["name"] == name
            and card["task"] in (DIGITS, PICTURES)
            and isinstance(card["labels"], list)
            and all(isinstance(side, int) and side > 0 for side in card["input"]["shape"])
            and isinstance(card.get("threshold", 0.0), float)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"The model {name!r} in {card_path.parent} is damaged: {error}."
        ) from error
    if not well_formed or hashlib.sha256(network).hexdigest() != expected:
        raise ModelError(
            f"The model {name!r} in {card_path.parent} is damaged: its files do not belong "
            f"together. Restore the folder, or export it anew: python -m trainer export {name}."
        )
    if version != preprocessing.VERSION:
        raise ModelError(
            f"The model {name!r} learned from preprocessing version {version}, and this server "
            f"has version {preprocessing.VERSION}: train it anew."
        )
    return Model(name, card, network)
