"""The gunicorn worker: threads for whole requests only, connections shared between workers."""

import errno
import selectors
import socket
from collections import deque
from concurrent.futures import Future
from functools import partial
from typing import Any

from gunicorn import util
from gunicorn.config import Config
from gunicorn.errors import ConfigError
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from webapp.intake import Arrival, ClientSocket, now
from webapp.settings import from_environment

HEAD_S = 10.0
REQUEST_S = 30.0  # all of it: 4 MB at 140 kB a second
LINGER_S = 2.0
# So long without a free thread, and it is not chance that no other worker took who knocks.
PATIENCE_S = 0.1
# Of all requests that are not whole yet, in a worker.
MOST_HELD = 32 * 1024 * 1024
_PASSING = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED, errno.EMFILE, errno.ENFILE)


class Connection(TConn):
    """A client's connection, and since when its request has been arriving."""

    begun: float | None = None
    linger: Any = None

    def close(self, graceful: bool = False) -> None:
        """Close; gracefully by way of the worker's poller."""
        if not (graceful and self.linger and self.linger(self)):
            util.close(self.sock)


class BalancedWorker(ThreadWorker):
    """A threaded worker that waits for clients without a thread, and takes no more than its share.

    gunicorn's own takes every connection that it sees first. With connections that are kept
    alive, one worker can so end up with all clients, and the others idle: measured, 8 clients
    then get half the answers a second (`make bench`). This one takes new connections only while
    a thread is free, or when none has been for a while: under more load than all workers can
    bear, those who are connected would otherwise keep new clients out (`make load`).
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.largest_body = from_environment()["MAX_CONTENT_LENGTH"]
        self.lingering: deque[Connection] = deque()
        self._last_free = now()

    @property
    def worker_connections(self) -> int:
        """How many connections may be open now: the waiting ones, and one a thread."""
        waiting = len(self.keepalived_conns) + len(self.pending_conns)
        if self.nr_conns - waiting < self.cfg.threads:
            self._last_free = now()
        elif now() - self._last_free > PATIENCE_S:
            return self.cfg.worker_connections
        return min(self.cfg.worker_connections, waiting + self.cfg.threads)

    @worker_connections.setter
    def worker_connections(self, _: int) -> None:
        """Ignore what gunicorn's constructor sets: it is counted anew each time."""

    @classmethod
    def check_config(cls, cfg: Config, log: Logger) -> None:
        """Refuse to speak TLS: a request is looked at as it arrives, so a proxy must end TLS."""
        if cfg.is_ssl:
            raise ConfigError("this worker speaks no TLS: put a proxy in front")
        super().check_config(cfg, log)

    def init_process(self) -> None:
        """Have the kernel keep new connections to itself until they say something."""
        for listener in self.sockets:
            is_tcp = listener.sock.family in (socket.AF_INET, socket.AF_INET6)
            if is_tcp and hasattr(socket, "TCP_DEFER_ACCEPT"):  # Linux
                defer = socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, int(HEAD_S)
                listener.sock.setsockopt(*defer)
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, and begin to collect its request."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in _PASSING:
                return
            raise
        self.nr_conns += 1
        sock = ClientSocket(client, self.largest_body)
        conn = Connection(self.cfg, sock, address, listener.getsockname())
        conn.linger = self._linger
        self.enqueue_req(conn)

    def enqueue_req(self, conn: Connection) -> None:
        """Give a whole request to a thread; wait for the rest of any other without one."""
        misread = conn.parser is not None and conn.parser.unreader.buf.getvalue()
        arrival = Arrival.GONE if misread else conn.sock.collect()
        if arrival is Arrival.WHOLE:
            conn.begun, conn.data_ready = None, True
            super().enqueue_req(conn)
        elif arrival is Arrival.GONE:
            self._drop(conn)
        else:
            self._wait_for_rest(conn, arrival)

    def _wait_for_rest(self, conn: Connection, arrival: Arrival) -> None:
        conn.begun = conn.begun or now()
        conn.timeout = conn.begun + (REQUEST_S if arrival is Arrival.BODY_MISSING else HEAD_S)
        if conn.timeout <= now():
            self._refuse(conn, 408, "Request Timeout", "The request came too slowly.")
        elif len(conn.sock.arrived) > MOST_HELD // 64 and self._held() > MOST_HELD:
            self._refuse(conn, 503, "Service Unavailable", "Too many requests at once.")
        else:
            conn.sock.setblocking(False)
            self.pending_conns.append(conn)
            readable = partial(self.on_pending_socket_readable, conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def _held(self) -> int:
        return sum(len(conn.sock.arrived) for conn in self.pending_conns)

    def finish_request(self, conn: Connection, fs: Future) -> None:
        """Go on with the client's next request, if it is there already."""
        super().finish_request(conn, fs)
        if conn.sock.arrived and conn in self.keepalived_conns:
            self.poller.unregister(conn.sock)
            self.keepalived_conns.remove(conn)
            # A client that asks on and on and reads no answer would fill the threads.
            if conn.sock.is_read():
                self.enqueue_req(conn)
            else:
                self._drop(conn)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        """Whether the connection can be used again: not after a request that is not all there."""
        return conn.sock.is_all and super()._keepalive_after(conn, keepalive)

    def murder_pending(self) -> None:
        """Close what has been arriving for too long, and the oldest of a crowd."""
        for conn in [conn for conn in self.pending_conns if self._is_late(conn)]:
            self._give_up(conn)
        while len(self.pending_conns) + len(self.keepalived_conns) > self._most_waiting():
            self._make_room()
        while self.lingering and self.lingering[0].timeout <= now():
            self._end_linger(self.lingering[0])

    def _is_late(self, conn: Connection) -> bool:
        if not self.alive and not conn.sock.arrived:
            conn.timeout = min(conn.timeout, now() + STOP_KEEPALIVE_LINGER)
        return conn.timeout <= now()

    def _most_waiting(self) -> int:
        return max(1, self.cfg.worker_connections - 2 * self.cfg.threads)

    def _make_room(self) -> None:
        if self.keepalived_conns:
            conn = self.keepalived_conns.popleft()
            self.poller.unregister(conn.sock)
            self._drop(conn)
        else:
            self._give_up(self.pending_conns[0])

    def _give_up(self, conn: Connection) -> None:
        self.pending_conns.remove(conn)
        self.poller.unregister(conn.sock)
        if conn.sock.arrived:
            self._refuse(conn, 408, "Request Timeout", "The request came too slowly.")
        else:
            self._drop(conn)

    def _refuse(self, conn: Connection, status: int, reason: str, message: str) -> None:
        try:
            util.write_error(conn.sock, status, reason, message)
        except OSError:
            self.log.debug("the client has gone")
        self.nr_conns -= 1
        conn.close(graceful=True)

    def _drop(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def _linger(self, conn: Connection) -> bool:
        """Let the client read its last answer before the connection goes (RFC 9112, 9.6).

        gunicorn's own waits for that in the loop that all connections depend on, two seconds
        for each client that keeps its end open.
        """
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            return False
        if not conn.sock.discard() or len(self.lingering) >= self.cfg.worker_connections:
            return False
        conn.timeout = now() + LINGER_S
        self.lingering.append(conn)
        over = partial(self._on_lingering, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, over)
        return True

    def _on_lingering(self, conn: Connection, _: socket.socket) -> None:
        if not conn.sock.discard():
            self._end_linger(conn)

    def _end_linger(self, conn: Connection) -> None:
        self.lingering.remove(conn)
        self.poller.unregister(conn.sock)
        util.close(conn.sock)
