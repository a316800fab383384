"""gunicorn's gevent worker, with bounds on what its clients may keep it waiting for."""

import resource
import socket
import time
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

import gevent
from gevent.server import StreamServer
from gunicorn import util
from gunicorn.config import Config
from gunicorn.errors import ConfigError
from gunicorn.glogging import Logger
from gunicorn.http import wsgi
from gunicorn.http.message import Request
from gunicorn.workers.ggevent import GeventWorker

from webapp.serving.clients import LINGER_S, Client
from webapp.serving.errors import write_error
from webapp.serving.room import Patience, Room
from webapp.settings import from_environment

# Of the files that a process may open, so many are not for clients; and for as many clients
# there is room beside those that are just being dropped.
SPARE = 40
# Of many that connect at once, the first worker to hear of it would else take nearly all.
PAUSE_S = 0.001

# gunicorn has no settings for these two, and looks them up here at each answer.
wsgi.SERVER = "trazo"
util.write_error = write_error


class Worker(GeventWorker):
    """A gevent worker: its own methods, with a `Room` around them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.worker_connections: int = min(self.cfg.worker_connections, most_files() - SPARE)
        self.server_class = partial(Listener, self.handle)
        settings = from_environment()
        patience = Patience(
            self.cfg.keepalive,
            settings["HEAD_SECONDS"],
            settings["BODY_SECONDS"],
            settings["ANSWER_SECONDS"],
        )
        clients = max(1, self.worker_connections - SPARE)
        self.room = Room(clients, settings["MAX_CONTENT_LENGTH"], settings["HELD_BYTES"], patience)

    @classmethod
    def check_config(cls, cfg: Config, log: Logger) -> None:
        """Refuse to speak TLS, which a proxy is to end."""
        if cfg.is_ssl:
            raise ConfigError("this worker speaks no TLS: put a proxy in front")

    def timeout_ctx(self) -> AbstractContextManager[None]:
        """Set no time for a request's head: `Client` does."""
        return nullcontext()

    def handle(self, listener: Any, client: socket.socket, addr: Any) -> None:
        """Serve a connection, in a greenlet of its own."""
        guest = Client(client, self.room)
        with self.room.taking(guest):
            super().handle(listener, guest, addr)

    def handle_request(self, listener_name: Any, req: Request, sock: Client, addr: Any) -> None:
        """Serve a request; after one that took long, let other connections go first.

        Raises:
            StopIteration: the connection is to be closed.
        """
        sock.begin(req)
        super().handle_request(listener_name, req, sock, addr)
        has_worked_long = sock.has_worked_long()
        if not sock.finish():
            raise StopIteration
        if has_worked_long:
            self.room.let_others_go_first()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """End: answer what is under way, and part from those that ask for nothing more."""
        super().handle_exit(sig, frame)
        gevent.spawn(self._part)

    def _part(self) -> None:
        while True:
            gevent.sleep(LINGER_S)  # a request may be on its way
            self.room.drop_idle()


class Listener(StreamServer):
    """What accepts connections, a few at a time: the other workers listen to the same socket."""

    max_accept = 1

    def __init__(self, handle: Any, listener: socket.socket, spawn: Any, **_: Any) -> None:
        """Take of gunicorn's arguments those that are no affair of gevent's own WSGI server."""
        super().__init__(listener, partial(handle, self), spawn=spawn)
        self._pauses_since: float | None = None

    def getsockname(self) -> Any:
        """Return where it listens, or has listened."""
        return self.address

    def do_handle(self, *args: Any) -> None:
        """Serve a connection; the next one is more likely to be another worker's."""
        super().do_handle(*args)
        if self._pauses_since is None:
            self._pauses_since = time.monotonic()
            self.stop_accepting()
            gevent.spawn_later(PAUSE_S, self._go_on, self._pauses_since)

    def _go_on(self, since: float) -> None:
        # For who comes while all are at work the pause was longer: they are not to wait for more.
        self.max_accept = max(1, int((time.monotonic() - since) / PAUSE_S))
        self._pauses_since = None
        if self.started:
            self.start_accepting()

    def close(self) -> None:
        """Take in who has already connected, and listen no more.

        Whom the kernel has connected and nobody has accepted is reset as the socket closes.
        """
        self.stop_accepting()
        while not self.closed and self.started and (accepted := self.do_read()):
            self.do_handle(*accepted)
        super().close()


def most_files() -> int:
    """Return how many files the process may open; as many as it may ask for, up to 65,536."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most
