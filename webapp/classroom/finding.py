"""The class that a request is about, and whether its teacher asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from webapp.classroom import codes, limits
from webapp.classroom.errors import NoSuchClass
from webapp.classroom.storage import store
from webapp.serving.limits import charge


def found(code: str) -> Any:
    """Return a class's row; whoever asks for many that there are not is soon told to wait."""
    with wrong_codes_charged():
        return store().find(known(code))


def known(text: str) -> str:
    """Return a code as it is kept.

    Raises:
        NoSuchClass: it can be none.
    """
    code = codes.normalised(text)
    if code is None:
        raise NoSuchClass
    return code


@contextmanager
def wrong_codes_charged() -> Iterator[None]:
    """Charge for a code of which there is no class."""
    try:
        yield
    except NoSuchClass:
        charge(limits.COST_OF_WRONG_CODE)
        raise


def found_by_teacher(code: str) -> Any:
    """Return the row of a class for its teacher alone.

    Raises:
        Unauthorized, NotTheTeacher: somebody else asks.
    """
    row = found(code)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized(
            "This needs the class's token, as `Authorization: Bearer TOKEN`.",
            www_authenticate=WWWAuthenticate("bearer", {"realm": "class"}),
        )
    store().check_teacher(row, token.strip())
    return row
