"""Keras models and exported files as callables of one shape, for `trainer.measuring.evaluation`."""

import keras
import numpy as np
from ai_edge_litert.interpreter import Interpreter

from trainer.data.batches import as_input
from trainer.measuring.evaluation import Predict
from webapp.reading.preprocessing import to_input

BATCH = 1000


def keras_predictor(model: keras.Model) -> Predict:
    """Return a callable that runs a Keras model on uint8 (N, 28, 28), or (N, H, W, channels)."""

    def predict(images: np.ndarray) -> np.ndarray:
        answer: np.ndarray | list[np.ndarray] = model.predict(
            as_input(images), batch_size=BATCH, verbose=0
        )
        return answer[0] if isinstance(answer, list) else answer

    return predict


def keras_scorer(model: keras.Model) -> Predict:
    """Return a callable from uint8 (N, 28, 28) to P(digit), float32 (N,), of a Keras model."""
    return lambda images: model.predict(to_input(images), batch_size=BATCH, verbose=0)[1][:, 0]


def litert_scorer(network: bytes) -> Predict:
    """Return a callable from uint8 (N, 28, 28) to P(digit), float32 (N,), of an exported file.

    Raises:
        ValueError: the network has no such output.
    """
    run = _runner(network, width=1)
    return lambda images: run(images)[:, 0]


def litert_predictor(network: bytes) -> Predict:
    """Return a callable that runs an exported file on uint8 images, as the server does."""
    return _runner(network, width=10)


def _runner(network: bytes, width: int) -> Predict:
    interpreter = Interpreter(model_content=network, num_threads=2)
    entry = interpreter.get_input_details()[0]["index"]
    outputs = [o["index"] for o in interpreter.get_output_details() if o["shape"][-1] == width]
    if not outputs:
        raise ValueError(f"The network has no output of width {width}.")

    def run(images: np.ndarray) -> np.ndarray:
        batch = as_input(images)
        interpreter.resize_tensor_input(entry, batch.shape)
        interpreter.allocate_tensors()
        interpreter.set_tensor(entry, batch)
        interpreter.invoke()
        answer: np.ndarray = interpreter.get_tensor(outputs[0])
        return answer

    def predict(images: np.ndarray) -> np.ndarray:
        starts = range(0, len(images), BATCH)
        return np.concatenate([run(images[start : start + BATCH]) for start in starts])

    return predict
