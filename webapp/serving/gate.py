"""A gate before costly work: one piece at a time, few who wait, and never all of them one client.

Under gevent, where one thread serves everybody, the work is done in another one meanwhile.
"""

import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from typing import NoReturn, TypeVar

from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

T = TypeVar("T")

# Fewer than the four threads that waitress and gunicorn's threaded worker have by default: under
# them, who waits holds a thread, and one is left for everybody else. A greenlet costs nothing.
OF_THREADS, OF_ONE_IN_THREADS = 3, 2
RETRY_AFTER_S = 1


class Gate:
    """Lets work through, a piece at a time, in the order in which it was asked for."""

    def __init__(self, places: int, of_one: int) -> None:
        """Take how many may be inside under gevent, working and waiting, and of them one client."""
        self._places, self._of_one = places, of_one
        # Held for a few lines without a wait: the same under threads and under greenlets.
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()
        self._waiting: deque[threading.Event] = deque()
        self._busy = False

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """Keep a place for a client.

        Raises:
            ServiceUnavailable: all places are taken.
            TooManyRequests: the client has its share of them.
        """
        self._take_place(client)
        try:
            yield
        finally:
            with self._lock:
                self._inside[client] -= 1
                self._inside += Counter()  # forgets those who are gone

    def in_turn(self, work: Callable[[], T]) -> T:
        """Do a piece of work when it is its turn, and return or raise what it does.

        It sees the current request as its caller does.
        """
        self._wait()
        if not _are_greenlets():
            try:
                return work()
            finally:
                self._next()
        return _aside(work, self._next)

    def _take_place(self, client: str) -> None:
        places, of_one = self._places, self._of_one
        if not _are_greenlets():
            places, of_one = min(places, OF_THREADS), min(of_one, OF_ONE_IN_THREADS)
        with self._lock:
            if self._inside[client] >= of_one:
                raise TooManyRequests(retry_after=RETRY_AFTER_S)
            if self._inside.total() >= places:
                raise ServiceUnavailable(
                    "Others' costly requests are waiting: send it again as Retry-After says.",
                    retry_after=RETRY_AFTER_S,
                )
            self._inside[client] += 1

    def _wait(self) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        try:
            turn.wait()
        except BaseException:  # its request has been given up
            with self._lock:
                has_waited = turn not in self._waiting
                if not has_waited:
                    self._waiting.remove(turn)
            if has_waited:
                self._next()
            raise

    def _next(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._busy = False


def breathe() -> None:
    """Let others in between two pieces of work; threads need no asking."""
    if _are_greenlets():
        import gevent

        gevent.sleep(0)


def _are_greenlets() -> bool:
    """Whether gevent has put greenlets in the place of threads."""
    monkey = sys.modules.get("gevent.monkey")
    return monkey is not None and monkey.is_module_patched("threading")


def _aside(work: Callable[[], T], done: Callable[[], None]) -> T:
    """Do work in a real thread; `done` is called after it, even if nobody waits for it any more."""
    import gevent

    try:
        job = gevent.get_hub().threadpool.spawn(_outcome, copy_context().run, work)
    except BaseException:  # no thread is to be had
        done()
        raise
    job.rawlink(lambda _: done())
    come_of_it = job.get()
    if come_of_it is None:  # gevent's hint has it; no thread of its pool ends so
        raise ServiceUnavailable
    return come_of_it()


def _outcome(run: Callable[[Callable[[], T]], T], work: Callable[[], T]) -> Callable[[], T]:
    """Do work, and return what gives its result or raises its error: gevent would print that."""
    try:
        result = run(work)
    except Exception as error:
        return partial(_raise, error)
    return lambda: result


def _raise(error: Exception) -> NoReturn:
    raise error
