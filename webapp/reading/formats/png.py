"""PNG (ISO 15948): chunks, each a length, a kind, data and a checksum."""

import struct

from webapp.reading.errors import NotAnImage
from webapp.reading.formats.parts import DAMAGED, MOST_EXIF, Parts, check_count

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_PIXELS = frozenset((b"IDAT", b"IEND"))
_ONCE = frozenset((b"IHDR", b"PLTE", b"tRNS", b"eXIf"))
_chunk_head = struct.Struct(">I4s").unpack_from


def size(data: bytes) -> tuple[int, int]:
    """Read width and height from the IHDR chunk, which comes first (11.2.2).

    Raises:
        NotAnImage: another chunk comes first, or none that is whole.
    """
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise NotAnImage(DAMAGED)
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def needed(data: bytes) -> Parts:
    """Keep header, palette, transparency and pixels; an animation's other pictures go too.

    Raises:
        NotAnImage: too many chunks.
    """
    kept, exif, seen, at, count = [], b"", set(), len(SIGNATURE), 0
    kind, end = b"", len(data)
    while at + 8 <= end and kind != b"IEND":
        length, kind = _chunk_head(data, at)
        start, at, count = at, at + length + 12, count + 1
        check_count(count)
        if kind in _PIXELS:
            kept.append((start, at))
        elif kind in _ONCE and kind not in seen:
            seen.add(kind)
            if kind == b"eXIf":
                exif = data[start + 8 : start + 8 + min(length, MOST_EXIF)]
            else:
                kept.append((start, at))
    if len(kept) == count:
        return Parts(data, exif)  # as the page's own: nothing to copy
    return Parts(SIGNATURE + b"".join(data[start:stop] for start, stop in kept), exif)
