"""Interpreters of one network: no two threads run the same one at a time."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
from ai_edge_litert.interpreter import Interpreter

# Of each network in a process: each holds the weights once more, and more would only share the
# cores. A thread that finds none waits for a fraction of a millisecond.
POOL_SIZE = 2


class Runner:
    """One interpreter of a network, its tensors allocated: for one thread at a time."""

    def __init__(self, network: bytes, batch: int = 1) -> None:
        """Read a network that is to be run on so many images at once.

        Raises:
            ValueError, RuntimeError: it is none that LiteRT can run.
        """
        self._interpreter = Interpreter(model_content=network, num_threads=1)
        entry = self._interpreter.get_input_details()[0]
        self._input = entry["index"]
        if batch > 1:
            self._interpreter.resize_tensor_input(self._input, (batch, *entry["shape"][1:]))
        self._interpreter.allocate_tensors()
        # Their order in the file is the converter's: the one with a number a class comes first.
        outputs = self._interpreter.get_output_details()
        outputs.sort(key=lambda output: int(np.prod(output["shape"])), reverse=True)
        self._outputs = [output["index"] for output in outputs]

    def run(self, images: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], float | None]:
        """Run the network on a batch.

        Returns:
            probabilities float32 (batch, classes), and of the first image P(digit), where there
            is such an output.

        Raises:
            ValueError, RuntimeError: the images are not of the shape that the network takes.
        """
        self._interpreter.set_tensor(self._input, images)
        self._interpreter.invoke()
        answers = [self._interpreter.get_tensor(output) for output in self._outputs]
        return answers[0], float(answers[1][0, 0]) if len(answers) > 1 else None


class InterpreterPool:
    """Up to two interpreters, made when they are first needed and lent to one thread at a time."""

    def __init__(self, network: bytes) -> None:
        self._network = network
        self._idle: queue.SimpleQueue[Runner] = queue.SimpleQueue()
        self._room = threading.Semaphore(POOL_SIZE)

    @contextmanager
    def acquire(self) -> Iterator[Runner]:
        """Lend an interpreter.

        Raises:
            ValueError, RuntimeError: the network is none that LiteRT can run.
        """
        with self._room:
            try:
                runner = self._idle.get_nowait()
            except queue.Empty:
                runner = Runner(self._network)
            try:
                yield runner
            finally:
                self._idle.put(runner)
