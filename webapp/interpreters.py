"""Interpreters of one network: no two threads run the same one at a time."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ai_edge_litert.interpreter import Interpreter

# Of each network in a process: each holds the weights once more, and more would only share the
# cores. A thread that finds none waits for a fraction of a millisecond.
MOST = 2


class Interpreters:
    """Up to two interpreters, made when they are first needed and lent to one thread at a time."""

    def __init__(self, network: bytes) -> None:
        self._network = network
        self._idle: queue.SimpleQueue[Interpreter] = queue.SimpleQueue()
        self._room = threading.Semaphore(MOST)

    @contextmanager
    def lent(self) -> Iterator[Interpreter]:
        """Lend an interpreter with its tensors allocated.

        Raises:
            ValueError, RuntimeError: the network is none that LiteRT can run.
        """
        with self._room:
            try:
                interpreter = self._idle.get_nowait()
            except queue.Empty:
                interpreter = Interpreter(model_content=self._network, num_threads=1)
                interpreter.allocate_tensors()
            try:
                yield interpreter
            finally:
                self._idle.put(interpreter)
