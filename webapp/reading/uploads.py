"""The picture in a request: raw in its body, or as a field of a form; in memory, never on disk."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from flask import Request, request
from werkzeug.exceptions import BadRequest, HTTPException

from webapp.reading.data_urls import without_data_url
from webapp.reading.errors import NotAnImage

FORM = "multipart/form-data"
# Parts of a form: a series of pictures, and some fields that nobody asked for.
MOST_PARTS = 64


class MemoryRequest(Request):
    """A request whose uploaded files stay in memory; MAX_CONTENT_LENGTH bounds them."""

    max_form_parts = MOST_PARTS

    @property
    def want_form_data_parsed(self) -> bool:
        """Whether the body is a form that is read here: a list of a million pairs never is."""
        return self.mimetype == FORM

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        # Werkzeug's own would write what is over 500 kB to a temporary file.
        return io.BytesIO()


def posted_pictures(most: int) -> list[bytes]:
    """Return the bytes of every picture in the current request's form, at most so many.

    Raises:
        NotAnImage: there is none, or more than `most`, or it is no form with files.
        BadRequest: the body does not come as HTTP has it.
        RequestEntityTooLarge: the form has more than `MOST_PARTS` parts.
    """
    found = _in_form() if request.mimetype == FORM else []
    if not 0 < len(found) <= most:
        raise NotAnImage(
            f"Send a form ({FORM}) with 1 to {most} fields called 'image', each a picture."
        )
    return [without_data_url(data) for data in found]


def posted_picture() -> bytes:
    """Return the bytes of the picture that the current request carries, whatever they are.

    It is the body, or the field `image` of a form; either may be a data URL.

    Raises:
        NotAnImage: it is a form, and has no field `image`.
        BadRequest: the body does not come as HTTP has it.
        RequestEntityTooLarge: the form has more than `MOST_PARTS` parts.
    """
    if request.mimetype != FORM:
        with _whole_body():
            body = request.get_data(cache=False)
        return without_data_url(body)
    found = _in_form()
    if not found:
        raise NotAnImage("The form has no field called 'image': put the picture there.")
    return without_data_url(found[0])


def _in_form() -> list[bytes]:
    """Return the fields `image` of a form: its files, or else its texts (of a data URL)."""
    with _whole_body():
        files = request.files.getlist("image")
    if files:
        return [file.read() for file in files]
    return [text.encode() for text in request.form.getlist("image")]


@contextmanager
def _whole_body() -> Iterator[None]:
    try:
        yield
    except HTTPException:
        raise
    except Exception as error:
        # gunicorn and waitress each raise errors of their own on a body in broken chunks.
        raise BadRequest("The body of the request is damaged: send it again.") from error
