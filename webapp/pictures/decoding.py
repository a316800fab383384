"""PNG, JPEG or WebP bytes to the small square that a picture model takes; limits first."""

import io
import struct

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from webapp.decoding import check_size
from webapp.refusals import NotAnImage, TooLarge

# Of a JPEG: each is decoded over all of the picture, so that a small file can take minutes.
MOST_SCANS = 64

_DAMAGED = "The picture is damaged: send it again, or save it anew."
_UNKNOWN = "That is no picture that I can read: send a PNG, a JPEG or a WebP."

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
    kind = _kind(data)
    if kind == "WEBP":  # Pillow makes room for all of it as it opens it
        check_size(*_webp_size(data), max_pixels)
    if kind == "JPEG" and data.count(b"\xff\xda") > MOST_SCANS:
        raise NotAnImage("The JPEG has too many scans: save it anew.")
    try:
        image = Image.open(io.BytesIO(data), formats=[kind])
    except Image.DecompressionBombError as error:
        raise TooLarge(f"The picture is too large: send at most {max_pixels:,} pixels.") from error
    except Exception as error:  # of many kinds, see webapp.decoding
        raise NotAnImage(_DAMAGED) from error
    check_size(*image.size, max_pixels)
    try:
        return _squared(image, side)
    except Exception as error:
        raise NotAnImage(_DAMAGED) from error


def _kind(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise NotAnImage(_UNKNOWN)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read width and height from the first chunk (RFC 9649, 2.5 to 2.7)."""
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise NotAnImage(_DAMAGED)
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise NotAnImage(_DAMAGED)


def _squared(image: Image.Image, side: int) -> Picture:
    image.draft("RGB", (8 * side, 8 * side))  # a JPEG is decoded no larger than is needed
    plain = _in_colour(image)
    small = ImageOps.fit(plain, (side, side), Image.Resampling.HAMMING)
    small.info["exif"] = image.info.get("exif", b"")
    return np.asarray(ImageOps.exif_transpose(small))


def _in_colour(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode.startswith("I"):
        values = np.asarray(image).astype(np.int32)
        return Image.fromarray((np.clip(values, 0, 65535) // 257).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    return image.convert("RGB")
