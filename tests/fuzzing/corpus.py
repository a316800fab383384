"""Small pictures to begin with: every colour type and depth that a PNG can have, JPEGs, WebPs."""

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
    """Return files by a name that says what is in them; it ends as the file's name would."""
    seven = drawing()
    found = {}
    for mode in MODES:
        found[mode.replace(";", "") + ".png"] = _saved(_in_mode(seven, mode))
    found["transparent.png"] = _saved(seven.convert("P"), transparency=255)
    found["grey-transparent.png"] = _saved(seven, transparency=255)
    found["uncompressed.png"] = _saved(seven, compress_level=0)
    found["blank.png"] = _saved(Image.new("L", (SIDE, SIDE), 255))
    found["with-text.png"] = _saved(seven, dpi=(72, 72))
    upright = Image.Exif()
    upright[0x0112] = 1
    found["exif.png"] = _saved(seven, exif=upright)
    found["animation.png"] = _saved(seven, save_all=True, append_images=[seven.rotate(90)])
    found["grey.jpeg"] = _saved(seven, "JPEG", exif=upright)
    found["colour.jpeg"] = _saved(seven.convert("RGB"), "JPEG", progressive=True)
    found["cmyk.jpeg"] = _saved(seven.convert("CMYK"), "JPEG")
    found["lossy.webp"] = _saved(seven, "WEBP", exif=upright)
    found["lossless.webp"] = _saved(seven.convert("RGBA"), "WEBP", lossless=True)
    found["animation.webp"] = _saved(
        seven, "WEBP", save_all=True, append_images=[seven.rotate(90)], lossless=True
    )
    return found


def write(folder: Path) -> None:
    """Put the pictures, and halves of them, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in pictures().items():
        (folder / name).write_bytes(data)
        (folder / f"half-{name}").write_bytes(data[: len(data) // 2])


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    if mode == "PA":
        return image.convert("P")
    return image.convert(mode)


def _saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
