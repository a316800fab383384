"""The picture in a request: raw in its body, or as a field of a form; in memory, never on disk."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from flask import Request, request
from werkzeug.exceptions import BadRequest, HTTPException

from webapp.refusals import NotAnImage


class MemoryRequest(Request):
    """A request whose uploaded files stay in memory; MAX_CONTENT_LENGTH bounds them."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        # Werkzeug's own would write what is over 500 kB to a temporary file.
        return io.BytesIO()


def posted_pngs(most: int) -> list[bytes]:
    """Return the bytes of every picture in the current request's form, at most so many.

    Raises:
        NotAnImage: there is none, or more than `most`.
        BadRequest: the body does not come as HTTP has it.
    """
    with _whole_body():
        files = request.files.getlist("image")
    if not 0 < len(files) <= most:
        raise NotAnImage(f"Send a form with 1 to {most} file fields called 'image', each a PNG.")
    return [file.read() for file in files]


def posted_png() -> bytes:
    """Return the bytes of the picture that the current request carries, whatever they are.

    Raises:
        NotAnImage: it is a form, and has no file field `image`.
        BadRequest: the body does not come as HTTP has it.
    """
    with _whole_body():
        if request.mimetype != "multipart/form-data":
            return request.get_data(cache=False)
        file = request.files.get("image")
    if file is None:
        raise NotAnImage("The form has no file field called 'image': put the PNG there.")
    content: bytes = file.read()
    return content


@contextmanager
def _whole_body() -> Iterator[None]:
    try:
        yield
    except HTTPException:
        raise
    except Exception as error:
        # gunicorn and waitress each raise errors of their own on a body in broken chunks.
        raise BadRequest("The body of the request is damaged: send it again.") from error
