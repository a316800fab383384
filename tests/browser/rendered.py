"""A sample's picture as the page posts it, and as the trainer draws it."""

import numpy as np
from pad_page import PREDICT, SAMPLES, prediction

from trainer.data.rendering import pen_width, render


def posted(sheet, index):
    """Let the page's own module render a sample and post it; return the PNG."""
    pictures = []

    def catch(route):
        pictures.append(route.request.post_data_buffer)
        route.fulfill(json=prediction(1))

    sheet.page.route(PREDICT, catch)
    sheet.page.evaluate(
        """async (strokes) => {
            const { Raster } = await import("/static/js/pad/raster.js");
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
