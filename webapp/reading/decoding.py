"""A picture's bytes to ink: any mode, any polarity, opaque or transparent."""

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.reading.errors import NotAnImage
from webapp.reading.formats.orientation import upright
from webapp.reading.formats.parts import DAMAGED
from webapp.reading.ground import distance_from, distinct
from webapp.reading.opening import open_picture
from webapp.reading.paper import ink_on_paper, is_plain
from webapp.reading.transparency import likely_grounds, planes_on

MAX_PIXELS = 2048 * 2048

# Ink that is nearer to the ground, of 255, cannot be told from it.
_SEEN = 12

Ink = npt.NDArray[np.uint8]


def decode(data: bytes, max_pixels: int = MAX_PIXELS) -> Ink:
    """Read a PNG, a JPEG or a WebP and return its ink.

    Ink is distance from the ground, in whichever colour channel it is largest: so dark on
    light, light on dark and yellow on white all come out alike, and no polarity is guessed.
    The ground is the median colour along the border, and what is near where light falls unevenly;
    the paper's lines and frames are no ink: see `webapp.reading.paper`. What is transparent is
    seen on white, or on black where nothing is to be seen on white. The picture is turned as its
    camera says.

    Args:
        data: the file, at least 8x8 pixels, of any colour type and depth.
        max_pixels: the largest width times height that is decoded.

    Returns:
        uint8 (H, W), 0 = ground, 255 = as far from the ground as a colour can be.

    Raises:
        NotAnImage: no picture of these kinds, or a damaged one.
        TooLarge: more than `max_pixels`; told from the header, before anything is inflated.
        TooSmall: a side under 8 pixels.
    """
    return _ink(_opened(data, max_pixels))


def _opened(data: bytes, max_pixels: int) -> Image.Image:
    image, exif = open_picture(data, max_pixels)
    try:
        return upright(_in_a_plain_mode(image), exif)
    except Exception as error:  # of many kinds, see open_picture
        raise NotAnImage(DAMAGED) from error


def _in_a_plain_mode(image: Image.Image) -> Image.Image:
    """Inflate a picture and bring it to mode L, RGB, RGBA or a 16-bit one."""
    image.load()
    if image.mode.startswith("I"):
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _ink(image: Image.Image) -> Ink:
    if image.mode.startswith("I"):
        return _ink_of_16_bits(image)
    if image.mode == "RGBA":
        return _ink_over_transparency(image)
    return _ink_of(_planes([image] if image.mode == "L" else image.split()))


def _ink_of(planes: Sequence[Ink]) -> Ink:
    levels = [_ground(plane) for plane in planes]
    ink = functools.reduce(np.maximum, map(distance_from, planes, levels))
    return ink if is_plain(ink) else ink_on_paper(planes, levels, ink)


def _ink_of_16_bits(image: Image.Image) -> Ink:
    values = np.asarray(image).astype(np.int32)
    transparent = image.info.get("transparency")
    if not isinstance(transparent, int):
        return _distance_of_16_bits(values)
    ink = _no_ink(image)
    for ground in (65535, 0):
        ink = _distance_of_16_bits(np.where(values == transparent, ground, values))
        if ink.max() >= _SEEN:
            break
    return ink


def _distance_of_16_bits(values: npt.NDArray[np.int32]) -> Ink:
    distance = np.abs(values - int(np.median(_border(values))))
    return (np.minimum(distance, 65535) // 257).astype(np.uint8)


def _ink_over_transparency(image: Image.Image) -> Ink:
    lowest, highest = image.getchannel("A").getextrema()
    if lowest == highest:
        return _ink_of(_planes(image.split()[:3])) if highest else _no_ink(image)
    ink = _no_ink(image)
    for colour in likely_grounds(image):
        ink = _ink_of(planes_on(image, colour))
        if ink.max() >= _SEEN:
            break
    return ink


def _no_ink(image: Image.Image) -> Ink:
    return np.zeros((image.height, image.width), np.uint8)


def _planes(bands: Sequence[Image.Image]) -> list[Ink]:
    return distinct([np.asarray(band) for band in bands])


def _ground(band: Ink) -> int:
    border = _border(band)
    middle = len(border) // 2
    return int(np.partition(border, middle)[middle])


def _border(plane: np.ndarray) -> np.ndarray:
    return np.concatenate([plane[0], plane[-1], plane[:, 0], plane[:, -1]])
