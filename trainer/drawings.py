"""Drawings as a browser posts them, and what the server's preprocessing makes of them."""

import io
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer.rendering import Placement, Strokes, pen_width, place, render
from webapp.decoding import decode
from webapp.preprocessing import SIDE, to_mnist
from webapp.refusals import BlankDrawing

PAD = 280


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
    placed = place(strokes, placement or Placement())
    return png(render(placed, pen_width(placed, (placement or Placement()).pen)))


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
