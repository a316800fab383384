"""The picture that the page posts is the one that the trainer draws of the same strokes."""

import io

import numpy as np
import pytest
from PIL import Image
from sheet import PREDICT, SAMPLES, prediction

from trainer.rendering import pen_width, render
from webapp.decoding import decode
from webapp.preprocessing import to_mnist

NO_COMPRESSION = "delete globalThis.CompressionStream"


def posted(sheet, index):
    """Let the page's own module render a sample and post it; return the PNG."""
    pictures = []

    def catch(route):
        pictures.append(route.request.post_data_buffer)
        route.fulfill(json=prediction(1))

    sheet.page.route(PREDICT, catch)
    sheet.page.evaluate(
        """async (strokes) => {
            const { Raster } = await import("/static/js/raster.js");
            const shaped = strokes.map(({ width, points }) => ({
                width,
                points: points.map(([x, y, pressure, t]) => ({ x, y, pressure, t })),
            }));
            const blob = await new Raster().toPng(shaped);
            await fetch("/api/predict", { method: "POST", body: blob });
        }""",
        SAMPLES[index]["strokes"],
    )
    return pictures[-1]


def drawn_by_the_trainer(index):
    strokes = [
        np.array([point[:2] for point in stroke["points"]]) for stroke in SAMPLES[index]["strokes"]
    ]
    return render(strokes, pen_width(strokes, SAMPLES[index]["strokes"][0]["width"]))


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
