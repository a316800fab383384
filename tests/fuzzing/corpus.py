"""Small pictures to begin with: every colour type and depth that a PNG can have, and odd ones."""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

SIDE = 24
MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16")


def drawing() -> Image.Image:
    """Return a seven, black on white."""
    image = Image.new("L", (SIDE, SIDE), 255)
    ImageDraw.Draw(image).line([(6, 5), (18, 5), (11, 20)], fill=0, width=3)
    return image


def pictures() -> dict[str, bytes]:
    """Return PNG files by a name that says what is in them."""
    seven = drawing()
    found = {}
    for mode in MODES:
        found[mode.replace(";", "")] = _png(_in_mode(seven, mode))
    found["transparent"] = _png(seven.convert("P"), transparency=255)
    found["grey-transparent"] = _png(seven, transparency=255)
    found["uncompressed"] = _png(seven, compress_level=0)
    found["blank"] = _png(Image.new("L", (SIDE, SIDE), 255))
    found["with-text"] = _png(seven, dpi=(72, 72))
    return found


def write(folder: Path) -> None:
    """Put the pictures, and halves of them, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, png in pictures().items():
        (folder / f"{name}.png").write_bytes(png)
        (folder / f"{name}-half.png").write_bytes(png[: len(png) // 2])


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    if mode == "PA":
        return image.convert("P")
    return image.convert(mode)


def _png(image: Image.Image, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()
