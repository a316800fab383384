"""Coverage-guided fuzzing of the decoder and the preprocessing: `make fuzz`.

atheris (libFuzzer for Python) changes the pictures of a corpus so that they reach code that
none has reached before. Whatever comes in, the decoder must return ink or refuse: anything else
that is raised is a crash, which libFuzzer writes to a file and ends with.
"""

import struct
import sys
import zlib
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["webapp.reading", "PIL"]):
    from webapp.reading.data_urls import without_data_url
    from webapp.reading.decoding import decode
    from webapp.reading.preprocessing import to_mnist

from webapp.reading.errors import InvalidDrawing

# Of a fuzzed picture: memory is not what is looked for here.
MOST_PIXELS = 256 * 256


def with_right_checksums(png: bytes) -> bytes:
    """Give every chunk the checksum that it should have: else hardly any change gets past them."""
    out, at = bytearray(png[:8]), 8
    while at + 12 <= len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if at + 12 + length > len(png):
            break
        body = png[at + 4 : at + 8 + length]
        out += png[at : at + 4] + body + struct.pack(">I", zlib.crc32(body))
        at += 12 + length
    return bytes(out + png[at:])


def read_one(data: bytes) -> None:
    """Send one picture the way of a drawing."""
    for picture in (data, with_right_checksums(data)):
        try:
            ink = decode(without_data_url(picture), MOST_PIXELS)
            assert ink.ndim == 2
            digit = to_mnist(ink)
        except InvalidDrawing:
            continue
        assert digit.shape == (28, 28)
        assert digit.any()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    import corpus

    corpus.write(Path(sys.argv[-1]))
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
