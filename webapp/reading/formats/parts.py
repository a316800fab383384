"""What the three formats have in common: a file is a row of parts, and they are counted."""

from typing import NamedTuple

from webapp.reading.errors import NotAnImage

# In one file, those that are left out too. A photo of 4 MB has 500, in chunks of 8 KB.
MOST = 4096
# Of EXIF, from its start: a JPEG can hold no more in one part.
MOST_EXIF = 65536

DAMAGED = "The picture is damaged: send it again, or save it anew."


class Parts(NamedTuple):
    """A picture's file without what its pixels do not need, and its EXIF (empty: none)."""

    data: bytes
    exif: bytes


def check_count(count: int) -> None:
    """Refuse a file of too many parts.

    Raises:
        NotAnImage: more than `MOST`.
    """
    if count > MOST:
        raise NotAnImage(f"The file has more than {MOST} parts: save the picture anew.")
