"""PNG bytes to ink: any mode, any polarity, opaque or transparent, limits first."""

import functools
import io
import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from webapp.refusals import NotAnImage, TooLarge, TooSmall

MIN_SIDE = 8
MAX_PIXELS = 2048 * 2048

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DAMAGED = "The PNG is damaged: send it again, or save it anew."

Ink = npt.NDArray[np.uint8]


def decode(png: bytes, max_pixels: int = MAX_PIXELS) -> Ink:
    """Read a PNG and return its ink.

    Ink is distance from the ground, in whichever colour channel it is largest: so dark on
    light, light on dark and yellow on white all come out alike, and no polarity is guessed.
    The ground is the median colour along the border, or transparency where most of the
    picture is transparent.

    Args:
        png: the file, at least 8x8 pixels, of any PNG colour type and depth.
        max_pixels: the largest width times height that is decoded.

    Returns:
        uint8 (H, W), 0 = ground, 255 = as far from the ground as a colour can be.

    Raises:
        NotAnImage: no PNG, or a damaged one.
        TooLarge: more than `max_pixels`; told from the header, before anything is inflated.
        TooSmall: a side under 8 pixels.
    """
    _check_header(png, max_pixels)
    try:
        image = _in_a_plain_mode(Image.open(io.BytesIO(png), formats=["PNG"]))
    except Exception as error:
        # Every kind: on damaged files Pillow raises OSError, SyntaxError, ValueError,
        # struct.error, zlib.error, AssertionError (the fuzz tests met them all) and more.
        raise NotAnImage(_DAMAGED) from error
    return _ink(image)


def _check_header(png: bytes, max_pixels: int) -> None:
    if not png.startswith(_SIGNATURE):
        raise NotAnImage("That is not a PNG picture: send the drawing as image/png.")
    check_size(*_header_size(png), max_pixels)


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


def _header_size(png: bytes) -> tuple[int, int]:
    """Read width and height from the IHDR chunk, which PNG (ISO 15948, 11.2.2) puts first."""
    if len(png) < 33 or png[12:16] != b"IHDR":
        raise NotAnImage(_DAMAGED)
    width, height = struct.unpack(">II", png[16:24])
    return width, height


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
    return _furthest([_distance(band, _ground(band)) for band in _planes(image.split())])


def _ink_of_16_bits(image: Image.Image) -> Ink:
    values = np.asarray(image).astype(np.int32)
    distance = np.abs(values - int(np.median(_border(values))))
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        distance[values == transparent] = 0
    return (np.minimum(distance, 65535) // 257).astype(np.uint8)


def _ink_over_transparency(image: Image.Image) -> Ink:
    *bands, alpha_band = image.split()
    lowest, highest = alpha_band.getextrema()
    if highest == 0:
        return np.zeros((image.height, image.width), np.uint8)
    colours = _planes(bands)
    if lowest == highest:
        return _furthest([_distance(plane, _ground(plane)) for plane in colours])
    alpha: Ink = np.asarray(alpha_band)
    opaque = alpha > 127
    if np.count_nonzero(opaque) * 2 > alpha.size:
        # A card with see-through corners, say: the ground is the card, not what is behind it.
        ink = _furthest([_distance(plane, int(np.median(plane[opaque]))) for plane in colours])
        ink = (ink.astype(np.uint16) * alpha // 255).astype(np.uint8)
        if ink.any():
            return ink
    return alpha


def _planes(bands: Sequence[Image.Image]) -> list[Ink]:
    """Return bands as arrays, those that repeat another left out: grey is one plane."""
    planes: list[bytes] = []
    for band in bands:
        plane = band.tobytes()
        if plane not in planes:
            planes.append(plane)
    shape = bands[0].height, bands[0].width
    return [np.frombuffer(plane, np.uint8).reshape(shape) for plane in planes]


def _ground(band: Ink) -> int:
    border = _border(band)
    middle = len(border) // 2
    return int(np.partition(border, middle)[middle])


def _border(plane: np.ndarray) -> np.ndarray:
    return np.concatenate([plane[0], plane[-1], plane[:, 0], plane[:, -1]])


def _distance(band: Ink, ground: int) -> Ink:
    # An array of the one level: numpy's SIMD loops take two arrays, not an array and a scalar.
    level = np.full_like(band, ground)
    return np.maximum(band, level) - np.minimum(band, level)


def _furthest(distances: list[Ink]) -> Ink:
    return functools.reduce(np.maximum, distances)
