"""PNG, JPEG and WebP as files: which one it is, how large, and the parts that a picture needs.

A file can be small and hold a million parts, or text and colour profiles that inflate without
end. So nothing is handed to a decoder but what the pixels need, and that is counted.
"""

from collections.abc import Callable
from typing import NamedTuple

from webapp.reading.errors import NotAnImage
from webapp.reading.formats import jpeg, png, webp
from webapp.reading.formats.parts import Parts


class _Format(NamedTuple):
    size: Callable[[bytes], tuple[int, int]]
    needed: Callable[[bytes], Parts]


_FORMATS = {
    "PNG": _Format(png.size, png.needed),
    "JPEG": _Format(jpeg.size, jpeg.needed),
    "WEBP": _Format(webp.size, webp.needed),
}


def format_of(data: bytes) -> str:
    """Return PNG, JPEG or WEBP, told from the first bytes.

    Raises:
        NotAnImage: none of them.
    """
    if data.startswith(png.SIGNATURE):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise NotAnImage("That is no picture that I can read: send a PNG, a JPEG or a WebP.")


def picture_size(data: bytes) -> tuple[int, int]:
    """Return a picture's width and height, told from its header: nothing is inflated.

    Raises:
        NotAnImage: no PNG, JPEG or WebP, or one whose header is damaged.
    """
    return _FORMATS[format_of(data)].size(data)


def needed_parts(data: bytes) -> Parts:
    """Return the file with nothing in it but what its pixels need, and its EXIF beside it.

    Raises:
        NotAnImage: no PNG, JPEG or WebP, or of more parts than `parts.MOST`.
    """
    return _FORMATS[format_of(data)].needed(data)
