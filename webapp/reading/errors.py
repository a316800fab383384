"""The reasons for which a drawing is turned away: each with a stable code and a sentence."""

from http import HTTPStatus


class InvalidDrawing(ValueError):
    """Say why a drawing cannot be read, and what to do about it.

    `code` and `status` are part of the HTTP contract; `str(error)` is the sentence for a person.
    """

    code = "refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotAnImage(InvalidDrawing):
    """The bytes are no PNG, JPEG or WebP, or a damaged one."""

    code = "not-an-image"
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class TooLarge(InvalidDrawing):
    """The picture, or all of a series, has more bytes or pixels than the server reads."""

    code = "too-large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TooSmall(InvalidDrawing):
    """The picture has too few pixels to hold a digit."""

    code = "too-small"


class BlankDrawing(InvalidDrawing):
    """The picture holds no ink, or no more than a speck of dust."""

    code = "blank-drawing"


ANSWERED = (NotAnImage, TooLarge, TooSmall, BlankDrawing)
