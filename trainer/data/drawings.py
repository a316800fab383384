"""Drawings as a browser posts them, and what the server's preprocessing makes of them."""

import io
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer.data.rendering import Placement, Strokes, place, render, render_as_page
from webapp.reading.decoding import decode
from webapp.reading.errors import BlankDrawing
from webapp.reading.preprocessing import SIDE, to_mnist

PAD = 280

Placed = list[npt.NDArray[np.float64]]


def png(ink: npt.NDArray[np.uint8]) -> bytes:
    """Encode ink as the page does: black on white, PNG."""
    file = io.BytesIO()
    Image.fromarray(255 - ink).save(file, "PNG", compress_level=1)
    return file.getvalue()


def served(pngs: Iterable[bytes]) -> npt.NDArray[np.uint8]:
    """Send PNGs the server's way, to uint8 (N, 28, 28); one with nothing in it comes out empty."""
    digits = []
    for file in pngs:
        try:
            digits.append(to_mnist(decode(file)))
        except BlankDrawing:
            digits.append(np.zeros((SIDE, SIDE), np.uint8))
    return np.stack(digits)


def drawn(strokes: Strokes, placement: Placement | None = None) -> bytes:
    """Draw strokes on the pad and encode the picture as the page does."""
    placement = placement or Placement()
    return png(render_as_page(place(strokes, placement), placement.pen))


def drawn_anyhow(strokes: Strokes, random: np.random.Generator) -> bytes:
    """Draw strokes anywhere on the pad, in any size and either polarity.

    The pen is 4 to 18 % as wide as the drawing is high; the page's own rule is left out.
    """
    size = random.uniform(0.2, 0.8)
    middle = random.uniform(0.55 * size, 1 - 0.55 * size, 2)
    placed = place(strokes, Placement(size, *middle))
    ink = render(placed, random.uniform(0.04, 0.18) * height(placed))
    return png(ink if random.random() < 0.5 else 255 - ink)


def drawn_turned(strokes: Strokes, degrees: float) -> bytes:
    """Draw strokes as the page does, turned about their middle."""
    return png(render_as_page(turned(place(strokes), degrees)))


def turned(placed: Placed, degrees: float) -> Placed:
    """Turn placed strokes about the middle of the pad."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[cosine, sine], [-sine, cosine]])
    return [(stroke - 0.5) @ turn + 0.5 for stroke in placed]


def height(placed: Placed) -> float:
    """Return the height of placed strokes in pad units; of a flat one, its width."""
    wide, high = np.ptp(np.concatenate(placed), axis=0)
    return float(high if high > wide / 4 else wide)


def enlarged(images: npt.NDArray[np.uint8], seed: int = 0) -> Iterable[bytes]:
    """Put 28x28 digits on a pad: enlarged 3 to 9 times, moved about, every other one inverted."""
    random = np.random.default_rng(seed)
    for number, image in enumerate(images):
        side = int(random.integers(3 * SIDE, 9 * SIDE))
        large = np.asarray(Image.fromarray(image).resize((side, side), Image.Resampling.BICUBIC))
        pad = np.zeros((PAD, PAD), np.uint8)
        top, left = random.integers(0, PAD - side + 1, 2)
        pad[top : top + side, left : left + side] = large
        yield png(pad if number % 2 else 255 - pad)
