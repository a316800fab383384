"""Counts a window, in this process's memory, by a clock that nobody can set."""

import threading
import time

from limits.storage import Storage

# Windows that are over are swept out when there are this many: room for a crowd, 1 MB at most.
CROWD = 10_000


class SteadyMemory(Storage):
    """The memory of a rate limit, for the fixed windows of `limits`.

    Its own goes by the time of day: where that is set back an hour, a client that was refused
    stays refused for an hour. This one goes by the monotonic clock, and starts no threads.
    """

    STORAGE_SCHEME: list[str] | None = ["steady"]  # noqa: RUF012

    def __init__(self, uri: str | None = None, **options: bool) -> None:
        super().__init__(uri, **options)
        self._windows: dict[str, tuple[float, int]] = {}  # by key: its end, and the count
        self._lock = threading.Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong: nothing of its own."""
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a window's count, opening one of `expiry` seconds where none is open."""
        now = time.monotonic()
        with self._lock:
            end, count = self._windows.get(key, (0.0, 0))
            if end <= now:
                self._sweep(now)
                end, count = now + expiry, 0
            self._windows[key] = end, count + amount
            return count + amount

    def get(self, key: str) -> int:
        """Return the count of the open window, 0 where there is none."""
        end, count = self._windows.get(key, (0.0, 0))
        return count if end > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, as the time of day that it is now."""
        end, _ = self._windows.get(key, (0.0, 0))
        return time.time() + max(0.0, end - time.monotonic())

    def check(self) -> bool:
        """Say that it can count."""
        return True

    def reset(self) -> int:
        """Forget every window and return how many there were."""
        with self._lock:
            count = len(self._windows)
            self._windows.clear()
            return count

    def clear(self, key: str) -> None:
        """Forget one window."""
        with self._lock:
            self._windows.pop(key, None)

    def _sweep(self, now: float) -> None:
        if len(self._windows) < CROWD:
            return
        self._windows = {key: window for key, window in self._windows.items() if window[0] > now}
        if len(self._windows) >= CROWD:  # all of them open: a flood from everywhere
            self._windows.clear()
