"""What a person sees of a picture that is transparent: it lies on something."""

import numpy as np
from PIL import Image

from webapp.reading.ground import Plane, distinct

Colour = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
STRIP = 128  # rows


def laid_on(image: Image.Image, colour: Colour) -> Image.Image:
    """Return a picture in RGBA as it looks on a ground of one colour, in RGB."""
    ground = Image.new("RGBA", image.size, (*colour, 255))
    return Image.alpha_composite(ground, image).convert("RGB")


def planes_on(image: Image.Image, colour: Colour) -> list[Plane]:
    """Return the colour channels of a picture in RGBA as it looks on a ground of one colour.

    It is laid on the ground in strips, for a large picture is held in memory as it is.

    Returns:
        uint8 (H, W) each: red, green and blue, those that repeat another left out.
    """
    width, height = image.size
    planes = [np.empty((height, width), np.uint8) for _ in colour]
    for top in range(0, height, STRIP):
        rows = slice(top, min(top + STRIP, height))
        strip = laid_on(image.crop((0, rows.start, width, rows.stop)), colour)
        for plane, band in zip(planes, strip.split(), strict=True):
            plane[rows] = np.asarray(band)
    return distinct(planes)


def likely_grounds(image: Image.Image) -> list[Colour]:
    """Return what a picture in RGBA may lie on, the likeliest first.

    That is white, as paper and pages are, and black for white ink. A picture that is opaque for
    the greater part is a card with see-through corners, say, or a white page with a digit cut
    out: its ground is the card's own colour.
    """
    opaque = np.asarray(image.getchannel("A")) > 127
    if np.count_nonzero(opaque) * 2 <= opaque.size:
        return [WHITE, BLACK]
    red, green, blue = (
        int(np.median(np.asarray(image.getchannel(band))[opaque])) for band in "RGB"
    )
    return [(red, green, blue), WHITE, BLACK]
