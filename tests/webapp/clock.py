"""A clock that stands still until a test moves it."""

import time as real

import pytest


class Clock:
    """Stands in for the module `time` where a window is counted."""

    def __init__(self):
        self.now = real.time()

    def time(self):
        return self.now

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Have the windows of `limits` in memory go by a clock of the test's own."""
    stopped = Clock()
    monkeypatch.setattr("limits.storage.memory.time", stopped)
    monkeypatch.setattr("webapp.serving.limits.time", stopped)
    return stopped
