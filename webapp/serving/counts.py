"""What each client has asked in its window, in this process's memory.

The store of `limits` starts a thread to look for windows that have ended, up to a hundred times a
second while there is something to count; here whoever counts looks, once a second.
"""

import time

from limits.storage import MemoryStorage

SWEEP_S = 1.0


class WindowCounts(MemoryStorage):
    """The store of `limits`; it starts no thread to count."""

    def __init__(self) -> None:
        super().__init__()
        self._swept = time.monotonic()

    def _MemoryStorage__schedule_expiry(self) -> None:  # noqa: N802  its name there, as Python has it
        """Forget the windows that have ended, where that was not done just now."""
        now = time.monotonic()
        if now - self._swept >= SWEEP_S:
            self._swept = now
            self._MemoryStorage__expire_events()  # type: ignore[attr-defined]
