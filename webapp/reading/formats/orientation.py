"""How a camera was held: the orientation in a picture's EXIF (CIPA DC-008, 4.6.4)."""

import struct

from PIL import Image

_TAG, _SHORT, _LONG = 0x0112, 3, 4
# Of the first directory. A decoder's own reader of EXIF copies what every entry points at.
_MOST_ENTRIES = 512

# How to turn a picture so that it stands upright, by the orientation that it was taken in.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(image: Image.Image, exif: bytes) -> Image.Image:
    """Return a picture turned as its EXIF says; as it is where that says nothing, or nonsense."""
    turn = UPRIGHT.get(_orientation(exif)) if exif else None
    return image if turn is None else image.transpose(turn)


def _orientation(exif: bytes) -> int:
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, at)
        for entry in range(at + 2, at + 2 + 12 * min(count, _MOST_ENTRIES), 12):
            tag, kind = struct.unpack_from(order + "HH", tiff, entry)
            if tag == _TAG and kind in (_SHORT, _LONG):
                value = order + ("H" if kind == _SHORT else "I")
                orientation: int = struct.unpack_from(value, tiff, entry + 8)[0]
                return orientation
    except struct.error:
        pass  # it is cut short
    return 1
