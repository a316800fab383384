"""Keras models and exported files as callables of one shape, for `trainer.evaluation`."""

import keras
import numpy as np
from ai_edge_litert.interpreter import Interpreter

from trainer.evaluation import Predict
from webapp.preprocessing import to_input

BATCH = 1000


def keras_predictor(model: keras.Model) -> Predict:
    """Return a callable that runs a Keras model on uint8 (N, 28, 28)."""

    def predict(images: np.ndarray) -> np.ndarray:
        return model.predict(to_input(images), batch_size=BATCH, verbose=0)

    return predict


def litert_predictor(network: bytes) -> Predict:
    """Return a callable that runs an exported file on uint8 (N, 28, 28), as the server does."""
    interpreter = Interpreter(model_content=network, num_threads=2)
    entry = interpreter.get_input_details()[0]["index"]
    result = interpreter.get_output_details()[0]["index"]

    def run(images: np.ndarray) -> np.ndarray:
        interpreter.resize_tensor_input(entry, (len(images), 28, 28, 1))
        interpreter.allocate_tensors()
        interpreter.set_tensor(entry, to_input(images))
        interpreter.invoke()
        return interpreter.get_tensor(result)

    def predict(images: np.ndarray) -> np.ndarray:
        starts = range(0, len(images), BATCH)
        return np.concatenate([run(images[start : start + BATCH]) for start in starts])

    return predict
