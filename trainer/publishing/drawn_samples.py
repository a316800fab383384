"""The sample pictures of the page /pictures: simple drawings of our own, made by this file.

    python -m trainer.publishing.drawn_samples

No photograph of any data set is in them, so that they may be shown anywhere.
"""

import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from trainer import ROOT

SIDE, FINE = 128, 4
FOLDER = ROOT / "static" / "samples" / "pictures"

Colour = tuple[int, int, int]
Points = list[tuple[float, float]]


class Sheet:
    """A square to draw on, in units of 0..100, four times as fine as what is kept."""

    def __init__(self, above: Colour, below: Colour, horizon: float = 100, seed: int = 0) -> None:
        self._scale = SIDE * FINE / 100
        self.image = Image.new("RGB", (SIDE * FINE, SIDE * FINE), above)
        self._pen = ImageDraw.Draw(self.image)
        for row in range(SIDE * FINE):  # the light falls off towards the edges
            share = row / (SIDE * FINE)
            near, shade = (above, 40) if share * 100 < horizon else (below, 50)
            light = round(shade * (share if near == above else 1 - share))
            self._pen.line([(0, row), (SIDE * FINE, row)], tuple(min(255, c + light) for c in near))
        self._random = random.Random(seed)

    def shape(self, points: Points, colour: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * self._scale, y * self._scale) for x, y in points], colour)

    def oval(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill an ellipse around (x, y)."""
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        self._pen.ellipse([each * self._scale for each in box], colour)

    def line(self, points: Points, colour: Colour, width: float) -> None:
        """Draw a line with round joints and ends."""
        placed = [(x * self._scale, y * self._scale) for x, y in points]
        self._pen.line(placed, colour, round(width * self._scale), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width, width, colour)

    def specks(self, colour: Colour, count: int, top: float, bottom: float) -> None:
        """Strew short strokes, as of grass or waves."""
        for _ in range(count):
            x, y = self._random.uniform(0, 100), self._random.uniform(top, bottom)
            self.line([(x, y), (x + self._random.uniform(2, 7), y)], colour, 0.7)

    def kept(self) -> Image.Image:
        """Return the picture in its own size, a little soft, as a lens is."""
        soft = self.image.filter(ImageFilter.GaussianBlur(FINE / 2))
        return soft.resize((SIDE, SIDE), Image.Resampling.BOX)


SKY, DUSK, GRASS, ROAD, SEA = (
    (120, 175, 225),
    (225, 165, 130),
    (85, 125, 55),
    (105, 105, 110),
    (35, 85, 125),
)
BROWN, DARK, WHITE, STEEL, RED = (
    (125, 85, 50),
    (40, 35, 35),
    (240, 240, 238),
    (195, 200, 210),
    (190, 40, 35),
)


def airplane() -> Sheet:
    """Draw an airliner in the sky."""
    sheet = Sheet(SKY, SKY)
    sheet.oval(25, 78, 50, 14, WHITE)
    _airliner(sheet, 0, STEEL)
    return sheet


def airplane_at_dusk() -> Sheet:
    """Draw the same lower down and in the evening."""
    sheet = Sheet(DUSK, GRASS, 86)
    _airliner(sheet, -6, (90, 80, 95))
    return sheet


def _darker(colour: Colour, share: float) -> Colour:
    red, green, blue = colour
    return round(red * share), round(green * share), round(blue * share)


def _airliner(sheet: Sheet, down: float, colour: Colour) -> None:
    shade = _darker(colour, 0.75)
    sheet.shape([(48, 48 - down), (60, 48 - down), (42, 20 - down), (36, 20 - down)], shade)
    sheet.shape([(14, 40 - down), (8, 20 - down), (16, 20 - down), (28, 42 - down)], shade)
    sheet.shape([(10, 46 - down), (20, 41 - down), (78, 41 - down), (92, 48 - down)], colour)
    sheet.shape([(10, 46 - down), (92, 48 - down), (80, 55 - down), (22, 53 - down)], colour)
    sheet.shape([(44, 51 - down), (62, 51 - down), (34, 80 - down), (28, 80 - down)], shade)
    sheet.oval(44, 64 - down, 11, 6, DARK)
    for x in range(26, 78, 6):
        sheet.oval(x, 46 - down, 2.4, 2.4, DARK)


def automobile() -> Sheet:
    """Draw a car on a road, from its side."""
    sheet = Sheet((190, 205, 215), ROAD, 66)
    sheet.shape([(24, 48), (36, 33), (64, 33), (78, 48)], RED)
    sheet.shape([(29, 47), (38, 36), (49, 36), (49, 47)], (190, 220, 235))
    sheet.shape([(52, 47), (52, 36), (63, 36), (72, 47)], (190, 220, 235))
    sheet.shape([(7, 52), (22, 47), (80, 47), (94, 53), (94, 68), (7, 68)], RED)
    for x in (26, 74):
        sheet.oval(x, 69, 19, 19, DARK)
        sheet.oval(x, 69, 9, 9, STEEL)
    sheet.oval(91, 56, 5, 5, (250, 235, 160))
    return sheet


def truck() -> Sheet:
    """Draw a lorry with a box, from its side."""
    sheet = Sheet((175, 200, 220), ROAD, 70)
    sheet.shape([(5, 22), (64, 22), (64, 66), (5, 66)], WHITE)
    sheet.shape([(5, 58), (64, 58), (64, 66), (5, 66)], (200, 200, 196))
    sheet.shape([(66, 36), (84, 36), (94, 52), (94, 69), (66, 69)], (30, 85, 150))
    sheet.shape([(72, 40), (82, 40), (89, 52), (72, 52)], (190, 220, 235))
    sheet.shape([(5, 66), (94, 66), (94, 71), (5, 71)], DARK)
    for x in (18, 34, 80):
        sheet.oval(x, 73, 15, 15, DARK)
        sheet.oval(x, 73, 6, 6, STEEL)
    return sheet


def ship() -> Sheet:
    """Draw a freighter at sea."""
    sheet = Sheet(SKY, SEA, 62)
    sheet.shape([(62, 32), (80, 32), (80, 54), (62, 54)], WHITE)
    sheet.shape([(67, 18), (75, 18), (75, 32), (67, 32)], RED)
    for x, colour in ((18, (200, 120, 40)), (32, (60, 110, 70)), (46, (60, 80, 150))):
        sheet.shape([(x, 43), (x + 12, 43), (x + 12, 54), (x, 54)], colour)
    sheet.shape([(4, 52), (96, 52), (86, 72), (14, 72)], (45, 45, 60))
    sheet.shape([(12, 67), (89, 67), (86, 72), (14, 72)], RED)
    sheet.specks((150, 185, 205), 40, 74, 98)
    return sheet


def sailing_boat() -> Sheet:
    """Draw a boat under sail."""
    sheet = Sheet((170, 205, 235), SEA, 66)
    sheet.line([(50, 10), (50, 70)], BROWN, 1.6)
    sheet.shape([(52, 10), (52, 62), (82, 62)], WHITE)
    sheet.shape([(48, 14), (48, 62), (24, 62)], (225, 225, 220))
    sheet.shape([(18, 67), (86, 67), (74, 80), (28, 80)], (120, 45, 30))
    sheet.specks((170, 200, 215), 40, 80, 98)
    return sheet


def bird() -> Sheet:
    """Draw a small bird on a branch."""
    sheet = Sheet((165, 195, 150), (165, 195, 150))
    sheet.line([(0, 80), (45, 76), (100, 82)], BROWN, 5)
    sheet.shape([(34, 62), (8, 78), (14, 84), (44, 70)], (70, 75, 95))
    sheet.oval(50, 54, 44, 34, (95, 105, 135))
    sheet.oval(56, 60, 30, 24, (205, 130, 80))
    sheet.oval(68, 37, 25, 24, (95, 105, 135))
    sheet.shape([(78, 34), (93, 39), (78, 42)], (225, 170, 50))
    sheet.oval(71, 34, 4, 4, DARK)
    sheet.shape([(34, 46), (60, 48), (26, 68)], (60, 65, 85))
    for x in (48, 57):
        sheet.line([(x, 69), (x + 1, 78)], DARK, 1.4)
    return sheet


def cat() -> Sheet:
    """Draw a cat's head from the front."""
    fur, stripe = (165, 140, 110), (100, 80, 60)
    sheet = Sheet((200, 190, 180), (150, 130, 115), 75)
    sheet.oval(50, 96, 72, 62, fur)
    for x, out in ((28, 18), (72, 82)):
        sheet.shape([(x - 12, 36), (out, 8), (x + 14, 26)], fur)
        sheet.shape([(x - 6, 33), (out + (2 if x < 50 else -2), 15), (x + 7, 27)], (205, 150, 145))
    sheet.oval(50, 48, 66, 56, fur)
    for x in (42, 50, 58):
        sheet.line([(x, 22), (50 + (x - 50) * 0.7, 33)], stripe, 2.4)
    for x in (36, 64):
        sheet.oval(x, 45, 14, 12, (150, 180, 70))
        sheet.oval(x, 45, 4, 11, DARK)
    sheet.oval(50, 63, 28, 18, (225, 215, 205))
    sheet.shape([(46, 56), (54, 56), (50, 61)], (200, 110, 110))
    sheet.line([(50, 61), (50, 65), (44, 68)], DARK, 1)
    sheet.line([(50, 65), (56, 68)], DARK, 1)
    for x in (-1, 1):
        for y in (58, 63, 68):
            sheet.line([(50 + 12 * x, y - 1), (50 + 40 * x, y - 4)], WHITE, 0.6)
    return sheet


def dog() -> Sheet:
    """Draw a dog's head from the front."""
    fur, ear = (190, 145, 90), (115, 75, 45)
    sheet = Sheet((160, 190, 210), GRASS, 70)
    sheet.oval(50, 100, 66, 56, fur)
    sheet.oval(50, 42, 54, 52, fur)
    for x in (21, 79):
        sheet.oval(x, 48, 20, 44, ear)
    sheet.oval(50, 60, 36, 34, (225, 195, 150))
    for x in (38, 62):
        sheet.oval(x, 38, 8, 9, DARK)
        sheet.oval(x + 1, 36, 2.4, 2.4, WHITE)
    sheet.oval(50, 53, 15, 10, DARK)
    sheet.line([(50, 58), (50, 66), (42, 70)], DARK, 1.4)
    sheet.line([(50, 66), (58, 70)], DARK, 1.4)
    sheet.oval(50, 74, 10, 13, (215, 110, 115))
    return sheet


def deer() -> Sheet:
    """Draw a stag on a meadow."""
    sheet = Sheet((175, 190, 160), (120, 140, 70), 62)
    _four_legs(sheet, BROWN, 60, (30, 37, 60, 67), 92)
    sheet.oval(48, 56, 50, 24, BROWN)
    sheet.shape([(62, 54), (72, 28), (81, 30), (73, 62)], BROWN)
    sheet.oval(81, 29, 22, 13, BROWN)
    sheet.shape([(72, 24), (66, 17), (76, 20)], BROWN)
    for lean in (-12, 4):
        sheet.line([(76, 23), (74 + lean, 12), (78 + lean, 3)], (215, 200, 165), 1.8)
        sheet.line([(74 + lean, 12), (67 + lean, 7)], (215, 200, 165), 1.5)
    sheet.oval(82, 27, 2.6, 2.6, DARK)
    sheet.oval(23, 53, 8, 8, WHITE)
    sheet.specks((150, 165, 85), 50, 82, 99)
    return sheet


def horse() -> Sheet:
    """Draw a horse on a meadow, from its side."""
    coat, mane = (115, 65, 35), (45, 30, 25)
    sheet = Sheet(SKY, GRASS, 60)
    _four_legs(sheet, coat, 58, (26, 34, 58, 66), 93)
    sheet.line([(22, 48), (13, 58), (12, 76)], mane, 5)
    sheet.oval(44, 52, 52, 27, coat)
    sheet.shape([(54, 50), (68, 20), (82, 24), (70, 60)], coat)
    sheet.shape([(68, 18), (80, 20), (96, 38), (90, 44), (72, 34)], coat)
    sheet.line([(56, 44), (66, 24), (70, 16)], mane, 5)
    sheet.shape([(70, 19), (72, 10), (77, 19)], coat)
    sheet.oval(80, 26, 2.8, 2.8, DARK)
    sheet.specks((120, 155, 80), 50, 84, 99)
    return sheet


def _four_legs(
    sheet: Sheet, colour: Colour, top: float, places: tuple[float, ...], bottom: float
) -> None:
    for number, x in enumerate(places):
        shade = _darker(colour, 0.8 if number % 2 else 1)
        sheet.line([(x, top), (x + 1, (top + bottom) / 2), (x, bottom)], shade, 4.4)


def frog() -> Sheet:
    """Draw a frog on wet leaves."""
    skin, dark = (95, 150, 50), (60, 105, 35)
    sheet = Sheet((75, 65, 45), (95, 85, 55), 50)
    sheet.specks((120, 100, 60), 60, 5, 98)
    for side in (-1, 1):
        sheet.oval(50 + 31 * side, 70, 30, 34, dark)
        sheet.line([(50 + 30 * side, 84), (50 + 44 * side, 90)], dark, 5)
        sheet.line([(50 + 14 * side, 72), (50 + 19 * side, 92), (50 + 26 * side, 94)], skin, 6)
    sheet.oval(50, 62, 60, 46, skin)
    sheet.oval(50, 74, 40, 22, (200, 205, 140))
    for side in (-1, 1):
        sheet.oval(50 + 18 * side, 38, 19, 19, skin)
        sheet.oval(50 + 19 * side, 37, 12, 12, (230, 200, 70))
        sheet.oval(50 + 19 * side, 37, 5, 7, DARK)
    sheet.line([(28, 58), (50, 65), (72, 58)], DARK, 1.4)
    return sheet


SAMPLES: dict[str, Callable[[], Sheet]] = {
    "airplane": airplane,
    "automobile": automobile,
    "bird": bird,
    "cat": cat,
    "deer": deer,
    "dog": dog,
    "frog": frog,
    "horse": horse,
    "ship": ship,
    "truck": truck,
    "ship-2": sailing_boat,
    "airplane-2": airplane_at_dusk,
}


def draw_all(folder: Path) -> None:
    """Write every sample as a small PNG into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in SAMPLES.items():
        draw().kept().quantize(64).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_all(FOLDER)
