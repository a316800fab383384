"""A picture's bytes to a Pillow image: limits first, and only the parts that it needs."""

import io

from PIL import Image

from webapp.reading.errors import NotAnImage, TooLarge, TooSmall
from webapp.reading.formats import format_of, needed_parts, picture_size
from webapp.reading.formats.parts import DAMAGED

MIN_SIDE = 8


def open_picture(data: bytes, max_pixels: int) -> tuple[Image.Image, bytes]:
    """Open a PNG, a JPEG or a WebP: nothing is inflated yet.

    Args:
        data: the file, at least 8x8 pixels; of an animation the first picture is taken.
        max_pixels: the largest width times height that is opened.

    Returns:
        The image, to be loaded, and its EXIF: see `webapp.reading.formats.orientation`.

    Raises:
        NotAnImage: no PNG, JPEG or WebP, or a damaged one.
        TooLarge: more than `max_pixels`; told from the header.
        TooSmall: a side under 8 pixels.
    """
    check_size(*picture_size(data), max_pixels)
    parts = needed_parts(data)
    try:
        image = Image.open(io.BytesIO(parts.data), formats=[format_of(data)])
    except Exception as error:
        # Every kind: on damaged files Pillow raises OSError, SyntaxError, ValueError,
        # struct.error, zlib.error, AssertionError (the fuzz tests met them all) and more.
        raise NotAnImage(DAMAGED) from error
    check_size(*image.size, max_pixels)  # the file may say it twice, and differ
    return image, parts.exif


def check_size(width: int, height: int, max_pixels: int) -> None:
    """Refuse what is too large to inflate, or too small to show anything.

    Raises:
        TooLarge: more than `max_pixels` in all.
        TooSmall: a side under 8 pixels.
    """
    if width * height > max_pixels:
        raise TooLarge(
            f"The picture has {width} x {height} pixels: send at most {max_pixels:,} in all."
        )
    if min(width, height) < MIN_SIDE:
        raise TooSmall(
            f"The picture has {width} x {height} pixels: send at least {MIN_SIDE} x {MIN_SIDE}."
        )


def check_sizes(pictures: list[bytes], max_pixels: int) -> None:
    """Refuse pictures that together are too large to inflate, before any of them is.

    Raises:
        NotAnImage: one is no PNG, JPEG or WebP.
        TooLarge: more than `max_pixels` in all.
    """
    sizes = [picture_size(data) for data in pictures]
    pixels = sum(width * height for width, height in sizes)
    if pixels > max_pixels:
        raise TooLarge(
            f"The pictures have {pixels:,} pixels together: send at most {max_pixels:,} in all."
        )
