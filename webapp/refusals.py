"""The reasons for which a drawing is turned away: each with a stable code and a sentence."""


class Refusal(ValueError):
    """Say why a drawing cannot be read, and what to do about it.

    `code` is part of the HTTP contract; `str(refusal)` is the sentence for a person.
    """

    code = "refused"


class NotAnImage(Refusal):
    """The bytes are no PNG, JPEG or WebP, or a damaged one."""

    code = "not-an-image"


class TooLarge(Refusal):
    """The picture, or all of a series, has more bytes or pixels than the server reads."""

    code = "too-large"


class TooSmall(Refusal):
    """The picture has too few pixels to hold a digit."""

    code = "too-small"


class BlankDrawing(Refusal):
    """The picture holds no ink, or no more than a speck of dust."""

    code = "blank-drawing"
