"""A client's connection: its request is collected whole before any thread spends time on it.

gunicorn hands a connection to a thread with its first byte, and the thread then waits for the
rest, for ever: eight clients that send one byte a second would be all that two workers with
four threads do. Here waiting costs no thread, only memory, and that is bounded.
"""

import errno
import fcntl
import re
import socket
import termios
import time
from enum import Enum, auto
from typing import Any, NamedTuple

# gunicorn refuses longer ones (limit_request_line, _fields and _field_size); it is told early.
LARGEST_HEAD = 64 * 1024
# Of a request that is whole, nothing is waited for: a parser that wants more was misled.
THREAD_WAIT_S = 1.0
SEND_S = 5.0
# An answer up to about half of this leaves the thread at once, however slowly it is read.
SEND_BUFFER = 512 * 1024
UNREAD = 64 * 1024

_PIECE = 64 * 1024
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f]{1,15}")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Arrival(Enum):
    """How much of a request is there."""

    NOTHING = auto()
    HEAD_MISSING = auto()
    BODY_MISSING = auto()
    WHOLE = auto()
    GONE = auto()  # the client has closed the connection


class Length(NamedTuple):
    """How many bytes of a request are there to be read, and whether that is all of them."""

    count: int
    is_all: bool


def request_length(data: bytes | bytearray, largest_body: int) -> Length | None:
    """Return the length of the first request in `data`, or None while it is worth waiting for more.

    Of what is malformed, or larger than is taken, nothing more is waited for: it is refused.
    """
    head = data.find(b"\r\n\r\n")
    if head < 0:
        return Length(len(data), False) if len(data) > LARGEST_HEAD else None
    fields = _fields(bytes(data[:head]))
    body = head + 4
    coding = fields.get(b"transfer-encoding")
    if coding is not None and coding.lower() != b"chunked":
        return Length(len(data), False)
    if coding is not None:
        return _chunked_length(data, body, largest_body)
    length = fields.get(b"content-length", b"0")
    if not length.isdigit() or len(length) > 15 or int(length) > largest_body:
        return Length(len(data), False)
    whole = body + int(length)
    return Length(whole, True) if len(data) >= whole else None


def _fields(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {name.lower(): value.strip(b" \t") for name, _, value in lines}


def _chunked_length(data: bytes | bytearray, at: int, largest_body: int) -> Length | None:
    """Return the length of a request whose chunked body (RFC 9112, 7.1) starts at `at`."""
    refused = Length(len(data), False)
    while at <= largest_body + LARGEST_HEAD:
        line = data.find(b"\r\n", at)
        if line < 0:
            return refused if len(data) - at > LARGEST_HEAD else None
        size = bytes(data[at:line]).partition(b";")[0].strip()
        if not _HEXADECIMAL.fullmatch(size):
            return refused
        if int(size, 16) == 0:
            end = data.find(b"\r\n\r\n", line)
            return Length(end + 4, True) if end >= 0 else None
        at = line + 2 + int(size, 16) + 2
        if data[at - 2 : at] not in (b"\r\n", b"\r", b""):
            return refused
    return refused


class ClientSocket(socket.socket):
    """A connection that holds what has arrived, and lends it to gunicorn request by request."""

    def __init__(self, accepted: socket.socket, largest_body: int) -> None:
        family, kind, protocol = accepted.family, accepted.type, accepted.proto
        super().__init__(family, kind, protocol, fileno=accepted.detach())
        self.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.setblocking(False)
        self.arrived = bytearray()
        self.largest_body = largest_body
        self._lent = 0  # of the request in hand, bytes that gunicorn has not read yet
        self.is_all = True  # of the request in hand
        self._continued = False

    def collect(self) -> Arrival:
        """Take in what the client has sent, without waiting, and say how much is there."""
        while (length := request_length(self.arrived, self.largest_body)) is None:
            try:
                piece = super().recv(_PIECE)
            except (BlockingIOError, InterruptedError):
                return self._so_far()
            except OSError:
                return Arrival.GONE
            if not piece:
                return Arrival.GONE
            self.arrived += piece
        (self._lent, self.is_all), self._continued = length, False
        return Arrival.WHOLE

    def _so_far(self) -> Arrival:
        if not self.arrived:
            return Arrival.NOTHING
        head = self.arrived.find(b"\r\n\r\n")
        if head < 0:
            return Arrival.HEAD_MISSING
        if not self._continued and b"100-continue" in self.arrived[:head].lower():
            self._continued = True
            try:
                self.send(_CONTINUE)
            except OSError:
                return Arrival.GONE
        return Arrival.BODY_MISSING

    def is_read(self) -> bool:
        """Whether the client takes its answers, rather than letting them pile up."""
        try:
            waiting = fcntl.ioctl(self.fileno(), termios.TIOCOUTQ, b"\0" * 4)
        except OSError:
            return False
        return int.from_bytes(waiting, "little") < UNREAD

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Lend the parser what has arrived; it is given no time to wait for more.

        Raises:
            ConnectionResetError: no more comes; gunicorn then closes without a word.
        """
        if self._lent:
            lent = bytes(self.arrived[: min(size, self._lent)])
            del self.arrived[: len(lent)]
            self._lent -= len(lent)
            return lent
        self.settimeout(THREAD_WAIT_S)
        try:
            return super().recv(size, flags)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "no more came") from error

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send an answer, in a bounded time.

        Raises:
            ConnectionResetError: the client does not read.
        """
        self.settimeout(SEND_S)
        try:
            super().sendall(data, flags)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the client does not read") from error

    def discard(self) -> bool:
        """Drop what has arrived, without waiting; say whether the client may still send."""
        self.setblocking(False)
        try:
            return bool(super().recv(_PIECE))
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:
            return False


def now() -> float:
    """Return the time that deadlines are counted in: nobody can set it."""
    return time.monotonic()
