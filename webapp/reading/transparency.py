"""What a person sees of a picture that is transparent: it lies on something."""

import numpy as np
from PIL import Image

Colour = tuple[int, int, int]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def laid_on(image: Image.Image, colour: Colour) -> Image.Image:
    """Return a picture in RGBA as it looks on a ground of one colour, in RGB."""
    ground = Image.new("RGBA", image.size, (*colour, 255))
    return Image.alpha_composite(ground, image).convert("RGB")


def likely_grounds(image: Image.Image) -> list[Colour]:
    """Return what a picture in RGBA may lie on, the likeliest first.

    That is white, as paper and pages are, and black for white ink. A picture that is opaque for
    the greater part is a card with see-through corners, say, or a white page with a digit cut
    out: its ground is the card's own colour.
    """
    *bands, alpha = (np.asarray(band) for band in image.split())
    opaque = alpha > 127
    if np.count_nonzero(opaque) * 2 <= alpha.size:
        return [WHITE, BLACK]
    red, green, blue = (int(np.median(band[opaque])) for band in bands)
    return [(red, green, blue), WHITE, BLACK]
