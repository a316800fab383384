"""The model folders in `saved_models/`, as the trainer sees them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.training.runs import NETWORK_FILE, Run
from webapp.reading.model_card import ModelCard

if TYPE_CHECKING:
    import keras


class ModelFolderError(TrainerError):
    """A model is missing or damaged; the message is one line that says what to do."""


def load(folder: Path) -> "tuple[keras.Model, Run]":
    """Load a model folder's Keras model and the record of its run.

    Raises:
        ModelFolderError: either is missing or damaged.
    """
    import keras  # here, so that the list of models comes without TensorFlow

    import trainer.networks.test_time_augmentation  # noqa: F401  Keras finds its layers by this

    advice = f"train it: python -m trainer train {folder.name}"
    if not folder.is_dir():
        raise ModelFolderError(f"There is no model {folder.name!r} in {folder.parent}: {advice}")
    try:
        return keras.models.load_model(folder / NETWORK_FILE), Run.load(folder)
    except (OSError, ValueError, TypeError, KeyError) as error:
        reason = str(error).splitlines()[0]
        raise ModelFolderError(
            f"The model {folder.name!r} is damaged ({reason}); {advice}"
        ) from error


def cards(folder: Path) -> dict[str, ModelCard]:
    """Return each model card in the folder, by the model's name."""
    paths = sorted(folder.glob("[!.]*/model.json"))
    return {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in paths}
