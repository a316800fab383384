"""How long an exported network takes for one image, on the machine that it was trained on."""

import statistics
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter

WARM_UP, RUNS = 200, 3000
LONGEST_S = 5.0


def microseconds(network: bytes) -> float:
    """Return the median time of one prediction: one image, one thread, as the server runs it."""
    interpreter = Interpreter(model_content=network, num_threads=1)
    interpreter.allocate_tensors()
    entry = interpreter.get_input_details()[0]
    outputs = [each["index"] for each in interpreter.get_output_details()]
    image = np.random.default_rng(0).random(entry["shape"], np.float32)
    times = []
    end = time.perf_counter() + LONGEST_S
    while len(times) < WARM_UP + RUNS and (len(times) <= WARM_UP or time.perf_counter() < end):
        start = time.perf_counter()
        interpreter.set_tensor(entry["index"], image)
        interpreter.invoke()
        for index in outputs:
            interpreter.get_tensor(index)
        times.append(time.perf_counter() - start)
    return round(statistics.median(times[WARM_UP:]) * 1e6, 1)
