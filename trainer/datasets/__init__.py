"""Where the training data is, and whether it is what it should be."""

import hashlib
import os
from pathlib import Path

import numpy as np

VARIABLE = "TRAZO_DATA_DIR"


class DataError(RuntimeError):
    """Training data is missing or damaged; the message is one line that says what to do."""


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
    return hashlib.sha256(np.ascontiguousarray(array)).hexdigest()
