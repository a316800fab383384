"""From a trained network to a folder that the server loads: converted, checked, swapped in."""

import hashlib
import io
import json
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from trainer.errors import TrainerError
from trainer.measuring.predictors import keras_predictor, litert_predictor
from trainer.training.recipes import Recipe
from trainer.training.runs import NETWORK_FILE, Run
from webapp.reading import preprocessing
from webapp.reading.model_card import InputCard, LayerCard, ModelCard, NetworkCard

TOLERANCE = 1e-5
PARITY_IMAGES = 1000
EXPORTED_FILE = "model.tflite"

log = logging.getLogger("trainer.publishing.exporting")


class ExportError(TrainerError):
    """The exported file does not do what the Keras model does."""


def convert(network: keras.Model) -> bytes:
    """Convert a Keras model to a LiteRT file, float32."""
    said = io.StringIO()  # Keras prints the specification of every tensor
    with redirect_stdout(said):
        exported: bytes = tf.lite.TFLiteConverter.from_keras_model(network).convert()
    log.info(said.getvalue().strip())
    return exported


def check_parity(network: keras.Model, exported: bytes, images: np.ndarray) -> float:
    """Compare the two on images uint8 (N, 28, 28) and return the largest difference.

    Raises:
        ExportError: it is over 1e-5.
    """
    difference = keras_predictor(network)(images) - litert_predictor(exported)(images)
    largest = float(np.abs(difference).max())
    if not largest <= TOLERANCE:
        raise ExportError(
            f"The exported file differs from Keras by {largest:.1e} on {len(images)} images, "
            f"and may by {TOLERANCE:.0e}: nothing was written."
        )
    return largest


def model_card(network: keras.Model, exported: bytes, run: Run, recipe: Recipe) -> ModelCard:
    """Return the model card, but for what is measured."""
    described = network_card(network, recipe)
    return {
        "name": described["name"],
        "summary": described["summary"],
        "task": described["task"],
        "labels": described["labels"],
        "parameters": described["parameters"],
        "layers": described["layers"],
        "input": described["input"],
        "preprocessing": preprocessing.VERSION if recipe.task == "digits" else None,
        "threshold": run.configuration.get("threshold", 0.0),
        "bytes": len(exported),
        "sha256": {EXPORTED_FILE: hashlib.sha256(exported).hexdigest()},
        "recipe": run.configuration,
        "seed": run.seed,
        "chosen_epoch": run.chosen_epoch,
        "training_seconds": run.seconds,
        "versions": run.versions,
        "data": run.data,
    }


def network_card(network: keras.Model, recipe: Recipe) -> NetworkCard:
    """Return the part of the model card that says what the network is."""
    taken: InputCard = {
        "shape": list(network.input_shape[1:]),
        "dtype": "float32",
        "range": [0, 1],
    }
    if recipe.task == "digits":
        taken["ink"] = 1
    return {
        "name": recipe.name,
        "summary": recipe.summary,
        "task": recipe.task,
        "labels": list(recipe.labels),
        "parameters": network.count_params(),
        "layers": [
            _layer_card(layer)
            for layer in network.layers
            if not isinstance(layer, keras.layers.InputLayer)
        ],
        "input": taken,
    }


def _layer_card(layer: keras.layers.Layer) -> LayerCard:
    settings = layer.get_config()
    window = settings.get("kernel_size") or settings.get("pool_size")
    activation = settings.get("activation")
    card: LayerCard = {
        "name": layer.name,
        "kind": type(layer).__name__,
        "output": list(layer.output.shape[1:]),
        "parameters": layer.count_params(),
    }
    if window:
        card["window"] = list(window)
    if isinstance(activation, str) and activation != "linear":
        card["activation"] = activation
    return card


def write_card(folder: Path, card: ModelCard) -> None:
    """Write model.json into a folder."""
    (folder / "model.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def write_model(
    folder: Path, network: keras.Model, exported: bytes, run: Run, card: ModelCard
) -> None:
    """Write model.keras, model.tflite, model.json and run.json into a folder."""
    network.save(folder / NETWORK_FILE)
    (folder / EXPORTED_FILE).write_bytes(exported)
    write_card(folder, card)
    run.save(folder)


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside `folder`, and put it in its place once all is written.

    An interruption leaves the old model as it was, and at most a folder with a dot in front,
    which the server does not read.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    draft.chmod(0o755)
    try:
        yield draft
        retired = draft.with_name(f"{draft.name}-old")
        if folder.exists():
            folder.rename(retired)
        draft.rename(folder)
        shutil.rmtree(retired, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
