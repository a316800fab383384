"""Pictures made for the tests: drawn lines as ink, and ink as PNG."""

import io

import numpy as np
from PIL import Image, ImageDraw

SEVEN = [[(0.3, 0.25), (0.7, 0.25), (0.45, 0.8)]]


def draw(shape, size=(280, 280), width=20):
    """Draw lines, each a list of (x, y) in 0..1, as ink: uint8 (H, W), 255 = ink."""
    wide, high = size[1], size[0]
    canvas = Image.new("L", (wide * 4, high * 4))
    pen = ImageDraw.Draw(canvas)
    for line in shape:
        points = [(x * wide * 4, y * high * 4) for x, y in line]
        pen.line(points, fill=255, width=width * 4, joint="curve")
        r = width * 2
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
    return np.asarray(canvas.resize((wide, high), Image.Resampling.BOX))


def encode(image, **options):
    """Encode a Pillow picture or an array as PNG bytes."""
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image)
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()
