"""PNG, JPEG or WebP bytes to the small square that a picture model takes; limits first."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from webapp.reading.errors import NotAnImage
from webapp.reading.formats.orientation import upright
from webapp.reading.formats.parts import DAMAGED
from webapp.reading.opening import open_picture
from webapp.reading.transparency import WHITE, laid_on

Picture = npt.NDArray[np.uint8]


def decode_picture(data: bytes, max_pixels: int, side: int) -> Picture:
    """Read a picture and cut the square in its middle down to `side` x `side`.

    It is turned as its camera says, and laid on white where it is transparent.

    Args:
        data: the file, at least 8x8 pixels; of an animation the first picture is taken.
        max_pixels: the largest width times height that is decoded.
        side: of the result.

    Returns:
        uint8 (side, side, 3): red, green, blue.

    Raises:
        NotAnImage: no PNG, JPEG or WebP, or a damaged one.
        TooLarge: more than `max_pixels`; told from the header, before anything is inflated.
        TooSmall: a side under 8 pixels.
    """
    image, exif = open_picture(data, max_pixels)
    try:
        return np.asarray(upright(_square(image, side), exif))
    except Exception as error:  # of many kinds, see open_picture
        raise NotAnImage(DAMAGED) from error


def _square(image: Image.Image, side: int) -> Image.Image:
    image.draft("RGB", (8 * side, 8 * side))  # a JPEG is decoded no larger than is needed
    return ImageOps.fit(_in_colour(image), (side, side), Image.Resampling.HAMMING)


def _in_colour(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode.startswith("I"):
        values = np.asarray(image).astype(np.int32)
        return Image.fromarray((np.clip(values, 0, 65535) // 257).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        return laid_on(image.convert("RGBA"), WHITE)
    return image.convert("RGB")
