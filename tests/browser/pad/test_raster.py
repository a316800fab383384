"""The picture that the page posts is the one that the trainer draws of the same strokes."""

import io

import numpy as np
import pytest
from pad_page import SAMPLES
from PIL import Image
from rendered import drawn_by_the_trainer, posted

from webapp.reading.decoding import decode
from webapp.reading.preprocessing import to_mnist

NO_COMPRESSION = "delete globalThis.CompressionStream"


@pytest.mark.parametrize("index", range(len(SAMPLES)))
def test_page_and_trainer_draw_alike(sheet, index):
    page, trainer = decode(posted(sheet, index)), drawn_by_the_trainer(index)
    assert page.shape == trainer.shape
    differing = np.abs(page.astype(int) - trainer) > 128
    assert differing.sum() < 0.02 * np.count_nonzero(trainer > 128)
    assert np.abs(to_mnist(page).astype(int) - to_mnist(trainer)).mean() < 4


def test_a_browser_that_cannot_compress_posts_the_canvas_own_png(open_sheet):
    sheet = open_sheet(init_script=NO_COMPRESSION)
    png = posted(sheet, 4)
    assert Image.open(io.BytesIO(png)).mode == "RGB"
    with_compression = drawn_by_the_trainer(4)
    assert np.abs(to_mnist(decode(png)).astype(int) - to_mnist(with_compression)).mean() < 4


def test_the_checksums_of_the_png_are_right(sheet):
    """Pillow checks each chunk's CRC, and the inflated size, when it is told to verify."""
    png = posted(sheet, 0)
    Image.open(io.BytesIO(png)).verify()
    picture = Image.open(io.BytesIO(png))
    assert (picture.mode, picture.size) == ("L", (280, 280))
    assert picture.getextrema() == (0, 255)
