"""A folder of images, one folder a class: `<class>/*.png`, or .jpg, .jpeg, .webp."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer.data.sources import DataError

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


def classes(folder: Path) -> list[str]:
    """Return the names of the folder's classes, sorted.

    Raises:
        DataError: there is no such folder, or none in it.
    """
    names = sorted(each.name for each in folder.glob("[!.]*/")) if folder.is_dir() else []
    if not names:
        raise DataError(f"There is no folder of images {folder}: put one folder a class there.")
    return names


def load(
    folder: Path, labels: Sequence[str], shape: tuple[int, ...]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Read every image, class by class in the order of `labels`, in each by its file's name.

    Args:
        folder: that holds the classes' folders.
        labels: their names.
        shape: (height, width) for grey, or (height, width, 3) for colour; an image of another
            size is scaled.

    Returns:
        images uint8 (N, *shape), and labels uint8 (N,).

    Raises:
        DataError: a class is missing or unknown, or an image is damaged.
    """
    found = classes(folder)
    if sorted(labels) != found:
        raise DataError(
            f"The classes in {folder} are {', '.join(found)}: they must be {', '.join(labels)}."
        )
    paths = [
        (path, number)
        for number, label in enumerate(labels)
        for path in sorted((folder / label).iterdir())
        if path.suffix.lower() in SUFFIXES
    ]
    if not paths:
        raise DataError(f"There is no image in {folder}: put files like CLASS/0001.png there.")
    images = np.stack([_read(path, shape) for path, _ in paths])
    return images, np.array([number for _, number in paths], np.uint8)


def _read(path: Path, shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    height, width = shape[:2]
    try:
        with Image.open(path) as image:
            plain = image.convert("RGB" if len(shape) == 3 else "L")
    except Exception as error:  # Pillow raises many kinds on damaged files
        raise DataError(f"The image {path} cannot be read ({error}): mend or remove it.") from error
    if plain.size != (width, height):
        plain = plain.resize((width, height), Image.Resampling.BOX)
    return np.asarray(plain)
