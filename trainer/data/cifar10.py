"""CIFAR-10 (Krizhevsky, 2009): 50,000 + 10,000 colour pictures of ten things, 32x32."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image

from trainer.data.sources import VARIABLE, Arrays, DataError, fetched

FILE = "cifar10-jpeg.zip"
CREDIT = (
    "CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009), "
    "a selection of the Tiny Images of A. Torralba, R. Fergus and W. T. Freeman"
)
# In the original's order, which is the alphabet's.
LABELS = [
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
]
SIDE = 32
COUNTS = {"train": 5000, "test": 1000}  # pictures of each class


@dataclass(frozen=True)
class Cifar10(Arrays):
    """Pictures uint8 (N, 32, 32, 3), red, green and blue; labels uint8 (N,)."""


def load(folder: Path | None) -> Cifar10:
    """Load CIFAR-10 from `cifar10-jpeg.zip` in the folder, or else through keras.datasets.

    The two differ in a few levels of some pixels: one is a JPEG copy of the other.

    Raises:
        DataError: it is missing, cannot be fetched, or is not CIFAR-10.
    """
    path = folder / FILE if folder else None
    pictures = _read(path) if path and path.is_file() else _fetch()
    check(pictures)
    return pictures


def check(pictures: Cifar10) -> None:
    """Compare shapes, dtypes and label counts with the original's.

    Raises:
        DataError: something differs; the message names it.
    """
    advice = f"delete the file and get {FILE} again, or CIFAR-10 by keras.datasets.cifar10"
    for split, count in COUNTS.items():
        images, labels = getattr(pictures, f"x_{split}"), getattr(pictures, f"y_{split}")
        expected = (count * len(LABELS), SIDE, SIDE, 3)
        if images.shape != expected or images.dtype != np.uint8:
            raise DataError(
                f"CIFAR-10 is damaged: x_{split} is {images.dtype} {images.shape}, "
                f"not uint8 {expected}; {advice}."
            )
        if labels.shape != expected[:1] or (np.bincount(labels, minlength=10) != count).any():
            raise DataError(
                f"CIFAR-10 is damaged: the labels of y_{split} do not add up; {advice}."
            )


def _read(path: Path) -> Cifar10:
    splits: dict[str, tuple[list[np.ndarray], list[int]]] = {name: ([], []) for name in COUNTS}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                parts = PurePosixPath(name).parts
                if len(parts) == 4 and parts[1] in splits and parts[2] in LABELS:
                    images, labels = splits[parts[1]]
                    images.append(_decoded(archive.read(name)))
                    labels.append(LABELS.index(parts[2]))
        arrays = {
            f"{kind}_{split}": np.array(values, np.uint8).reshape(-1, *shape)
            for split, pair in splits.items()
            for kind, values, shape in zip("xy", pair, ((SIDE, SIDE, 3), ()), strict=True)
        }
    except Exception as error:  # zipfile, zlib and Pillow raise kinds of their own
        raise DataError(
            f"CIFAR-10 is damaged: {path} cannot be read ({error}); get it again."
        ) from error
    return Cifar10(**arrays)


def _decoded(jpeg: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        return np.asarray(image.convert("RGB"))


def _fetch() -> Cifar10:
    import keras

    advice = (
        f"CIFAR-10 is missing and cannot be downloaded: put {FILE} "
        "(cifar10/train|test/CLASS/NNNN.jpg) into a folder and name that folder "
        f"(--data-dir or {VARIABLE})."
    )
    return Cifar10(**fetched(keras.datasets.cifar10.load_data, advice))
