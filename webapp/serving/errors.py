"""The answer to a request that gunicorn refuses before the app hears of it."""

from http import HTTPStatus
from typing import Protocol

from webapp.serving.problems import CODE_OF, problem
from webapp.serving.security_headers import WITH_ANSWERS


class Connection(Protocol):
    """What an answer can be sent on: a socket, or a `Client`."""

    def sendall(self, data: bytes, /) -> None:
        """Send all of it."""
        ...


def write_error(sock: Connection, status_int: int, reason: str, mesg: str) -> None:
    """Send an error as the app does, headers too; the connection is to be closed then.

    Takes the place of `gunicorn.util.write_error`, and its arguments: the status, its phrase,
    and what is wrong.

    Raises:
        OSError: the client has gone, or does not read.
    """
    status = HTTPStatus(status_int)
    code = CODE_OF.get(status, status.name.lower().replace("_", "-"))
    answer = problem(code, status, mesg or status.description)
    answer.headers.extend([*WITH_ANSWERS, ("Cache-Control", "no-store"), ("Connection", "close")])
    head = f"HTTP/1.1 {status_int} {reason}\r\n{answer.headers}"
    sock.sendall(head.encode("latin-1", "replace") + answer.get_data())
