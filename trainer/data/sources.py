"""Where the training data is, and whether it is what it should be."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.errors import TrainerError

VARIABLE = "TRAZO_DATA_DIR"


# Images and their labels.
Examples = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]

ARRAYS = ("x_train", "y_train", "x_test", "y_test")


class DataError(TrainerError):
    """Training data is missing or damaged; the message is one line that says what to do."""


@dataclass(frozen=True)
class Arrays:
    """Images uint8 (N, ...) and labels uint8 (N,), to train on and to measure with."""

    x_train: npt.NDArray[np.uint8]
    y_train: npt.NDArray[np.uint8]
    x_test: npt.NDArray[np.uint8]
    y_test: npt.NDArray[np.uint8]

    def checksums(self) -> dict[str, str]:
        """Return the sha256 of each array's raw bytes."""
        return {name: checksum(getattr(self, name)) for name in ARRAYS}


def fetched(
    load: Callable[[], tuple[Examples, Examples]], advice: str
) -> dict[str, npt.NDArray[np.uint8]]:
    """Return what one of `keras.datasets` loads, as the arrays' names and values.

    Raises:
        DataError: it cannot be downloaded; the message is the advice.
    """
    try:
        (x_train, y_train), (x_test, y_test) = load()
    except Exception as error:  # the downloader raises bare Exception
        raise DataError(advice) from error
    return dict(zip(ARRAYS, (x_train, y_train.ravel(), x_test, y_test.ravel()), strict=True))


def data_folder(asked: str | Path | None) -> Path | None:
    """Return the folder to look for data in: `asked`, or TRAZO_DATA_DIR, or none.

    Raises:
        DataError: a folder is named and is not there.
    """
    named = asked or os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise DataError(
            f"There is no data folder {folder}: name another (--data-dir or {VARIABLE})."
        )
    return folder


def checksum(array: np.ndarray) -> str:
    """Return the sha256 of an array's raw bytes, as hexadecimal digits."""
    return hashlib.sha256(np.ascontiguousarray(array).data).hexdigest()
