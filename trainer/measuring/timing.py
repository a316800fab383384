"""How long an exported network takes for one image, on the machine that it was trained on."""

import statistics
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter

WARM_UP, BLOCKS, RUNS = 200, 8, 500
LONGEST_S = 1.0  # of a block


def microseconds(network: bytes) -> float:
    """Return the median time of one prediction: one image, one thread, as the server runs it.

    It is that of the quickest of several blocks of runs: what else the machine does only slows.
    """
    interpreter = Interpreter(model_content=network, num_threads=1)
    interpreter.allocate_tensors()
    _block(interpreter, WARM_UP)
    medians = [statistics.median(_block(interpreter, RUNS)) for _ in range(BLOCKS)]
    return round(min(medians) * 1e6, 1)


def _block(interpreter: Interpreter, runs: int) -> list[float]:
    """Return the seconds of each of up to so many predictions."""
    entry = interpreter.get_input_details()[0]
    outputs = [each["index"] for each in interpreter.get_output_details()]
    image = np.random.default_rng(0).random(entry["shape"], np.float32)
    times: list[float] = []
    end = time.perf_counter() + LONGEST_S
    while len(times) < runs and (not times or time.perf_counter() < end):
        start = time.perf_counter()
        interpreter.set_tensor(entry["index"], image)
        interpreter.invoke()
        for index in outputs:
            interpreter.get_tensor(index)
        times.append(time.perf_counter() - start)
    return times
