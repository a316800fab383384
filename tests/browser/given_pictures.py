"""Pictures of digits as people have them: photographs, screenshots, stickers."""

from pathlib import Path

from pad_page import sample
from PIL import Image, ImageDraw

EXIF_ORIENTATION = 0x0112


def digit_picture(digit, size=(400, 400), ink=(28, 30, 40), paper=(250, 249, 245), mode="RGB"):
    """Draw a sample digit in the middle of a picture, as large as its shorter side."""
    image = Image.new(mode, size, paper)
    side = min(size)
    left, top = (size[0] - side) / 2, (size[1] - side) / 2
    pen, width = ImageDraw.Draw(image), max(2, round(0.06 * side))
    for stroke in sample(digit)["strokes"]:
        points = [(left + x * side, top + y * side) for x, y, *_ in stroke["points"]]
        pen.line(points, fill=ink, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ink)
    return image


def saved(image, path: Path, **options) -> Path:
    image.save(path, **options)
    return path


def turned_photograph(digit, path: Path, size=(3000, 2000)) -> Path:
    """Save a JPEG that lies on its side, as a phone held upright takes it (orientation 6)."""
    upright = digit_picture(digit, (size[1], size[0]))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    return saved(upright.transpose(Image.Transpose.ROTATE_90), path, exif=exif, quality=85)
