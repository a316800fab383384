"""What it costs to look for paper, frames and shadows: `python -m benchmarks.decoding`.

A drawing of the pad is decoded, and beside it the shortest way to the same ink: Pillow inflates
it, and each pixel's distance from the median along the edge is taken. Both alternate in one
process, so that whatever else the machine does falls on both.
"""

import io
import statistics
import time
from collections.abc import Callable

import numpy as np
from PIL import Image

from benchmarks.classroom.drawings import growing_drawings
from webapp.reading.decoding import Ink, decode

TURNS = 4000


def main() -> None:
    """Print the time of both and the ratio: what nine of ten calls take at least."""
    png = growing_drawings(5)[-1][-1]
    assert np.array_equal(decode(png), shortest(png)), "the ink is another"
    times = [(_microseconds(shortest, png), _microseconds(decode, png)) for _ in range(TURNS)]
    plain, whole = (statistics.quantiles(each, n=10)[0] for each in zip(*times, strict=True))
    print(f"shortest way {plain:.0f} us, decode {whole:.0f} us, ratio {whole / plain:.2f}")


def shortest(png: bytes) -> Ink:
    """Return the ink of a grey PNG on an even ground: uint8 (H, W); nothing is checked."""
    image = Image.open(io.BytesIO(png), formats=["PNG"])
    image.load()
    plane = np.frombuffer(image.split()[0].tobytes(), np.uint8).reshape(image.height, image.width)
    edge = np.concatenate([plane[0], plane[-1], plane[:, 0], plane[:, -1]])
    level = np.full_like(plane, np.partition(edge, len(edge) // 2)[len(edge) // 2])
    return np.maximum(plane, level) - np.minimum(plane, level)


def _microseconds(way: Callable[[bytes], Ink], png: bytes) -> float:
    start = time.perf_counter()
    way(png)
    return 1e6 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
