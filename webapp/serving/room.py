"""The room that a worker has for its clients: for so many, and for so much of what they send."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

import gevent
from gevent.lock import Semaphore

if TYPE_CHECKING:
    from webapp.serving.clients import Client


@dataclass(frozen=True)
class Patience:
    """For how many seconds a client is waited for, all pauses of a part together."""

    idle: float  # between two requests
    head: float
    body: float
    answer: float  # until it has been taken


class Room:
    """All clients of a worker, in the order in which each began its request, or its pause."""

    def __init__(self, clients: int, body: int, held: int, patience: Patience) -> None:
        """Have room for so many clients, and for so many bytes of what is under way.

        `body` is how many bytes of a request the app takes at most.
        """
        self.patience = patience
        # In chunks of a byte each, a body takes six times its bytes on its way.
        self.largest = 2 * body + 64 * 1024
        self.held = 0
        self._most_clients, self._most_held = clients, held
        self._clients: dict[Client, None] = {}
        self._slow_lane = Semaphore()

    @contextmanager
    def taking(self, client: "Client") -> Iterator[None]:
        """Have a client in; where the room is full, one that is waited for is dropped.

        That is the oldest of those that have never been answered, if there are any: who draws
        stays connected through a flood of connections that ask for nothing.
        """
        if len(self._clients) >= self._most_clients and (waiting := self._waiting()):
            min(waiting, key=attrgetter("is_answered")).drop()
        self._clients[client] = None
        try:
            yield
        finally:
            del self._clients[client]

    def renew(self, client: "Client") -> None:
        """Put a client last: it has just begun something."""
        del self._clients[client]
        self._clients[client] = None

    def hold(self, client: "Client", size: int) -> None:
        """Count bytes that are held for a client; if there are too many, drop who is slowest."""
        client.held += size
        self.held += size
        if self.held > self._most_held:
            waiting = [other for other in self._waiting() if other.held]
            left = self.held - sum(other.held for other in self._clients if other.is_dropped)
            while waiting and left > self._most_held:
                left -= waiting[0].held
                waiting.pop(0).drop()

    def wait_for_space(self, client: "Client") -> None:
        """Wait until the bytes of those that have been dropped are no longer held."""
        while self.held > self._most_held and not client.is_dropped:
            gevent.sleep(0.001)

    def let_others_go_first(self) -> None:
        """Let all others go on; of those that ask for it, one at a time comes back."""
        gevent.sleep(0)  # or else the one that has just come back would be the next again
        with self._slow_lane:
            # sleep(0) comes back up to fifty times before it looks for what has arrived.
            gevent.idle(priority=1)

    def drop_idle(self) -> None:
        """Drop every client that has no request under way."""
        for client in self._waiting():
            if not client.held:
                client.drop()

    def _waiting(self) -> list["Client"]:
        return [client for client in self._clients if client.waits and not client.is_dropped]
