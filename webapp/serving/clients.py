"""A client's connection: how long it is waited for, and how much is held for it meanwhile.

gunicorn's gevent worker gives each connection a greenlet, so that who is slow keeps nobody else
waiting; but it waits for ever, and with all that it holds. Here both have bounds. HTTP itself is
gunicorn's affair: this looks at no byte of it.
"""

import contextlib
import errno
import socket
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import gevent
import gevent.socket
from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.http.message import Request

from webapp.serving.errors import write_error
from webapp.serving.room import Room

LARGEST_HEAD = 64 * 1024
LINGER_S = 2.0
# Of a body that the app did not read, so much is read to come to the next request; and for so
# much of a request there is always space.
SMALL = 16 * 1024
# Whose request takes more of the processor to read or to answer has all others go first.
SLICE_S = 0.005
# gunicorn looks at all of a head again with each piece of it, and there are clients that send
# byte by byte: from the fourth small piece on, more of them are waited for.
CRUMB, FEW = 512, 3
PAUSE_S, LONGEST_PAUSE_S = 0.01, 0.5
# What follows an answer's head goes out with it, in one piece, unless it is longer.
TOGETHER = 64 * 1024
_PIECE = 64 * 1024


class Client:
    """A connection: to gunicorn, the socket that it reads from and writes to."""

    def __init__(self, connection: socket.socket, room: Room) -> None:
        """Take an accepted connection, a socket of gevent's."""
        self._socket, self.room = connection, room
        self.waits = False  # for the client to send or to read
        self.is_answered = False  # once at least
        self.held = 0  # bytes of its request and of its answer
        self._request: Request | None = None  # as soon as its head is there
        self._arrived = self._crumbs = 0  # its bytes; how often they were few
        self._left = room.patience.head  # seconds
        self._working = 0.0
        # By the thread's clock and by the wall's: when it last had something from the client.
        self.since, self.since_by_the_wall = time.thread_time(), time.monotonic()
        self._is_head_next, self._head = False, b""  # of its answer
        self.is_dropped = self._has_gone = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def begin(self, request: Request) -> None:
        """Have a request's head, and go on to its body."""
        self._request, self._is_head_next = request, True
        self._left = self.room.patience.body
        if not self._arrived:  # it came along with the one before
            gevent.sleep(0)

    def finish(self) -> bool:
        """Be done with a request; return whether another one can follow.

        Raises:
            OSError: as `sendall`.
        """
        self._send_head()
        self._left = LINGER_S
        try:
            is_read = self._request is not None and len(self._request.body.read(SMALL)) < SMALL
        except Exception:  # of whatever kind: gunicorn has many for what is no HTTP
            is_read = False
        self.release()
        self._request, self._arrived, self._crumbs, self._working = None, 0, 0, 0.0
        self.is_answered, self._left = True, self.room.patience.idle
        self.room.renew(self)
        return is_read and not self.is_dropped

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Return what the client sends next; nothing, if it may not go on with a head.

        Raises:
            LimitRequestHeaders: its head is too large.
            OSError: it may not go on with a body; the app says so.
        """
        self.waits, data = True, b""
        try:
            self._take_turns()
            if not self.is_dropped:
                if not self._arrived:
                    self._wait(self._come_round)
                data = self._wait(self._socket.recv, min(size, _PIECE), flags)
                self._has_gone = not data
        except TimeoutError:
            self._give_up()
        except OSError:
            if not self.is_dropped:
                raise
        finally:
            self.waits = False
        self.since, self.since_by_the_wall = time.thread_time(), time.monotonic()
        if data:
            self._count(len(data))
        if not self.is_dropped:
            return data
        if self._request:
            self._request.force_close()
            raise ConnectionResetError(errno.ECONNRESET, "the client is not waited for")
        return b""

    def _take_turns(self) -> None:
        if self._arrived:
            self._working += time.thread_time() - self.since
        if self._working > SLICE_S:
            self._working = 0.0
            self.room.let_others_go_first()
        if self._crumbs > FEW:
            pause = min(self._crumbs * PAUSE_S, LONGEST_PAUSE_S)
            self._left -= pause
            gevent.sleep(pause)
        if self.held > SMALL:
            self.room.wait_for_space(self)

    def _come_round(self) -> None:
        """Wait for a request as all do, even if it is there: each of them has its turn."""
        gevent.socket.wait_read(self._socket.fileno(), self._left)

    def _count(self, size: int) -> None:
        if not self._arrived and not self._request:
            self._left = self.room.patience.head
            self.room.renew(self)
        self._arrived += size
        self._crumbs += size < CRUMB
        if not self._request and self._arrived > LARGEST_HEAD:
            raise LimitRequestHeaders("too large")
        if self._arrived > self.room.largest:
            self.drop()
        else:
            self.room.hold(self, size)

    def _give_up(self) -> None:
        self.is_dropped = True
        if self._arrived and not self._request:
            status = HTTPStatus.REQUEST_TIMEOUT
            write_error(self, status, status.phrase, "The request came too slowly: send it again.")

    def has_worked_long(self) -> bool:
        """Whether what the client has sent has taken a while of the processor since."""
        # To ask for the thread's time is a system call: never more of it passes than of the wall's.
        has_passed = time.monotonic() - self.since_by_the_wall > SLICE_S
        return has_passed and time.thread_time() - self.since > SLICE_S

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send a piece of an answer; its head waits for what follows, if only for its end.

        Two pieces would have the system, and whoever reads them, do most of the work twice.

        Raises:
            OSError: the client has gone, or has been waited for too long.
        """
        if self._is_head_next:
            self._is_head_next, self._head = False, bytes(data)
            return
        if self._head and len(data) > TOGETHER:
            self._send_head()
        head, self._head = self._head, b""
        self._send(head + data if head else data, flags)

    def _send_head(self) -> None:
        self._is_head_next = False
        if self._head:
            head, self._head = self._head, b""
            self._send(head)

    def _send(self, data: Any, flags: int = 0) -> None:
        rest, self._left = memoryview(data), self.room.patience.answer
        self.room.hold(self, len(data))
        self.waits = True
        try:
            while rest:
                rest = rest[self._wait(self._socket.send, rest, flags) :]
        except OSError as error:
            self.drop()
            raise ConnectionResetError(errno.ECONNRESET, "the answer is not read") from error
        finally:
            self.waits = False
            self.release(len(data))

    def _wait(self, operation: Callable[..., Any], *args: Any) -> Any:
        """Return what came of an operation on the socket, and take its time off what is left.

        Raises:
            TimeoutError: none is left.
            OSError: the client has gone.
        """
        if self._left <= 0:
            raise TimeoutError
        begun = time.monotonic()
        self._socket.settimeout(self._left)
        try:
            return operation(*args)
        finally:
            self._left -= time.monotonic() - begun

    def drop(self) -> None:
        """Wait for this client no longer: its greenlet comes to its end."""
        self.is_dropped = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def release(self, most: int | None = None) -> None:
        """Hold no longer what is held for this client, or so many bytes of it."""
        size = self.held if most is None else min(most, self.held)
        self.held -= size
        self.room.held -= size

    def close(self) -> None:
        """Close, once the client has had the time to read its last answer (RFC 9112, 9.6)."""
        self.release()
        if not self.is_dropped and not self._has_gone:
            with contextlib.suppress(OSError):
                self._send_head()
                self._socket.shutdown(socket.SHUT_WR)
                self._drain()
        self._socket.close()

    def _drain(self) -> None:
        self.waits, self._left, most = True, LINGER_S, self.room.largest
        while most > 0 and (data := self._wait(self._socket.recv, _PIECE)):
            most -= len(data)
            self.room.let_others_go_first()
