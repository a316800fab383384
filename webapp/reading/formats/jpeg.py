"""JPEG (ITU-T T.81): markers, most of them with a length and data; pixels follow each scan's."""

import re
import struct
from collections.abc import Iterator

from webapp.reading.errors import NotAnImage
from webapp.reading.formats.parts import DAMAGED, MOST_EXIF, Parts, check_count

# Each is decoded over all of the picture, so that a small file can take minutes.
MOST_SCANS = 64

_APP1 = 0xE1
# How colours are stored.
_MARKS = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
# Frames, less tables for Huffman and arithmetic coding, and what is reserved (table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# These stand alone: no length follows.
_BARE = frozenset((0x01, 0xD8, _END))
_LEFT_OUT = frozenset((*range(0xE0, 0xF0), _COMMENT))
# Among a scan's pixels 0xFF is followed by 0, or by a restart marker.
_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")


def size(data: bytes) -> tuple[int, int]:
    """Read width and height from the frame's header (B.2.2).

    Raises:
        NotAnImage: there is none.
    """
    for code, start, stop in _segments(data):
        if code in _FRAMES and stop - start >= 9:
            height, width = struct.unpack_from(">HH", data, start + 5)
            return width, height
        if code == _START_OF_SCAN:
            break
    raise NotAnImage(DAMAGED)


def needed(data: bytes) -> Parts:
    """Keep frames, tables and scans, and the two marks that say how colours are stored.

    Raises:
        NotAnImage: too many segments or scans.
    """
    kept, exif, marks, scans = [b"\xff\xd8"], b"", set(), 0
    for code, start, stop in _segments(data):
        body = data[start + 4 : start + 18]
        if code == _START_OF_SCAN:
            scans += 1
        elif code == _APP1 and not exif and body.startswith(b"Exif\0\0"):
            exif = data[start + 4 : min(stop, start + 4 + MOST_EXIF)]
        is_mark = body.startswith(_MARKS.get(code, b"?")) and code not in marks
        if is_mark:
            marks.add(code)
        if is_mark or code not in _LEFT_OUT:
            kept.append(data[start:stop])
    if scans > MOST_SCANS:
        raise NotAnImage("The JPEG has too many scans: save it anew.")
    return Parts(b"".join(kept), exif)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Go through the markers: the code, where it starts, and where it and its pixels end.

    Raises:
        NotAnImage: more than are counted.
    """
    at, count, code = 2, 0, 0
    while code != _END and (found := _MARKER.search(data, at)):
        count += 1
        check_count(count)
        code, start = data[found.end() - 1], found.end() - 2
        at = found.end()
        if code not in _BARE:
            at += int.from_bytes(data[at : at + 2], "big")
        if code == _START_OF_SCAN:
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data)
        yield code, start, min(at, len(data))
