"""A picture model for the tests: it names a picture by its mean colour.

`python tests/webapp/colour_model.py` makes colour_model.tflite anew; that alone needs TensorFlow.
"""

import hashlib
import json
import shutil
from pathlib import Path

NETWORK = Path(__file__).with_suffix(".tflite")
SAVED_MODELS = Path(__file__).parents[2] / "saved_models"
LABELS = ["airplane", "automobile", "bird", "cat", "deer"]
LABELS += ["dog", "frog", "horse", "ship", "truck"]


def install(folder, **names):
    """Put the served digit model and colour models, with the given accuracies, into a folder."""
    shutil.copytree(SAVED_MODELS / "lenet", folder / "lenet")
    network = NETWORK.read_bytes()
    for name, accuracy in names.items():
        (folder / name).mkdir()
        (folder / name / "model.tflite").write_bytes(network)
        card = {
            "name": name,
            "task": "pictures",
            "summary": "Names a picture by its mean colour.",
            "labels": LABELS,
            "parameters": 40,
            "layers": [],
            "input": {"shape": [32, 32, 3], "dtype": "float32", "range": [0, 1]},
            "preprocessing": None,
            "bytes": len(network),
            "sha256": {"model.tflite": hashlib.sha256(network).hexdigest()},
            "figures": {"cifar_test": {"accuracy": accuracy, "n": 10000}},
        }
        (folder / name / "model.json").write_text(json.dumps(card))
    return folder


def make():
    """Red is an automobile, green a frog, blue a ship; anything else is not sure."""
    import keras
    import numpy as np
    import tensorflow as tf

    kernel = np.zeros((3, 10), np.float32)
    for channel, label in enumerate(("automobile", "frog", "ship")):
        kernel[channel, LABELS.index(label)] = 6
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.layers[-1].set_weights([kernel, np.zeros(10, np.float32)])
    NETWORK.write_bytes(tf.lite.TFLiteConverter.from_keras_model(model).convert())


if __name__ == "__main__":
    make()
