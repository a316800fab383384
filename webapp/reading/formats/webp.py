"""WebP (RFC 9649): a RIFF file of chunks, each a kind, a length and data, padded to be even."""

import struct
from collections.abc import Iterator

from webapp.reading.errors import NotAnImage
from webapp.reading.formats.parts import DAMAGED, MOST_EXIF, Parts, check_count

_PIXELS = (b"VP8 ", b"VP8L")
# In front of the chunks in an animation's frame: its place, size, duration and flags.
_FRAME_HEAD = 16


def size(data: bytes) -> tuple[int, int]:
    """Read width and height from the first chunk (2.5 to 2.7).

    Raises:
        NotAnImage: it is none that can come first, or damaged.
    """
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        raise NotAnImage(DAMAGED)
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise NotAnImage(DAMAGED)


def needed(data: bytes) -> Parts:
    """Keep the pixels and their transparency; of an animation the first picture.

    Raises:
        NotAnImage: too many chunks.
    """
    kept: dict[bytes, bytes] = {}
    exif = b""
    for kind, body in _chunks(data, 12):
        if kind == b"EXIF":
            exif = exif or body[:MOST_EXIF]
        elif kind == b"ANMF":
            kept.setdefault(kind, body[:_FRAME_HEAD] + _pixels(body, _FRAME_HEAD))
        elif kind in (b"VP8X", b"ANIM", b"ALPH", *_PIXELS):
            kept.setdefault(kind, body)
    body = b"WEBP" + b"".join(_chunk(kind, body) for kind, body in kept.items())
    return Parts(_chunk(b"RIFF", body), exif)


def _pixels(frame: bytes, start: int) -> bytes:
    kept: dict[bytes, bytes] = {}
    for kind, body in _chunks(frame, start):
        if kind in (b"ALPH", *_PIXELS):
            kept.setdefault(kind, body)
    return b"".join(_chunk(kind, body) for kind, body in kept.items())


def _chunks(data: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    """Go through the chunks from a place on.

    Raises:
        NotAnImage: more than are counted.
    """
    count = 0
    while at + 8 <= len(data):
        count += 1
        check_count(count)
        kind, length = struct.unpack_from("<4sI", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
