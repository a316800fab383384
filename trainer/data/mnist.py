"""MNIST (LeCun, Cortes, Burges): 60,000 + 10,000 handwritten digits, 28x28."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.data.sources import VARIABLE, Arrays, DataError, fetched

CREDIT = (
    "MNIST (Y. LeCun, C. Cortes, C. J. C. Burges), derived from NIST's Special Databases 1 and 3"
)
LABELS = [str(digit) for digit in range(10)]
# Of the arrays' raw bytes, in the original order: what keras.datasets.mnist gives, too.
CHECKSUMS = {
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
SHAPES = {
    "x_train": (60000, 28, 28),
    "y_train": (60000,),
    "x_test": (10000, 28, 28),
    "y_test": (10000,),
}
LABEL_COUNTS = {
    "y_train": [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    "y_test": [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
}


@dataclass(frozen=True)
class Mnist(Arrays):
    """Images uint8 (N, 28, 28), light ink on dark; labels uint8 (N,)."""


def load(folder: Path | None) -> Mnist:
    """Load MNIST from `mnist.npz` in the folder, or else through keras.datasets, and check it.

    Raises:
        DataError: it is missing, cannot be fetched, or is not MNIST.
    """
    path = folder / "mnist.npz" if folder else None
    mnist = _read(path) if path and path.is_file() else _fetch()
    check(mnist)
    return mnist


def check(mnist: Mnist) -> None:
    """Compare shapes, dtypes, label counts and checksums with the original's.

    Raises:
        DataError: something differs; the message names it.
    """
    advice = "delete the file and get MNIST again (keras.datasets.mnist)"
    for name, expected in SHAPES.items():
        array = getattr(mnist, name)
        if array.shape != expected or array.dtype != np.uint8:
            raise DataError(
                f"MNIST is damaged: {name} is {array.dtype} {array.shape}, "
                f"not uint8 {expected}; {advice}."
            )
    for name, counts in LABEL_COUNTS.items():
        if np.bincount(getattr(mnist, name), minlength=10).tolist() != counts:
            raise DataError(f"MNIST is damaged: the labels of {name} do not add up; {advice}.")
    for name, digest in mnist.checksums().items():
        if digest != CHECKSUMS[name]:
            raise DataError(f"MNIST is damaged: the checksum of {name} differs; {advice}.")


def _read(path: Path) -> Mnist:
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            return Mnist(**{name: arrays[name] for name in CHECKSUMS})
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise DataError(
            f"MNIST is damaged: {path} cannot be read ({error}); get it again."
        ) from error
    except Exception as error:  # zipfile and zlib raise kinds of their own
        raise DataError(
            f"MNIST is damaged: {path} is no archive ({error}); get it again."
        ) from error


def _fetch() -> Mnist:
    import keras

    advice = (
        "MNIST is missing and cannot be downloaded: put mnist.npz (arrays x_train, y_train, "
        f"x_test, y_test) into a folder and name that folder (--data-dir or {VARIABLE})."
    )
    return Mnist(**fetched(keras.datasets.mnist.load_data, advice))
