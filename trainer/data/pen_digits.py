"""Digits written with a pen on a tablet, as strokes: UNIPEN train_r01_v07, category 1a."""

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from trainer.data.rendering import Strokes
from trainer.data.sources import DataError, checksum

FILE = "pen-digits.jsonl.gz"
CREDIT = (
    "UNIPEN train_r01_v07, category 1a, a selection (Guyon et al., ICPR 1994; "
    "doi 10.5281/zenodo.1195803; CC BY 4.0)"
)
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class PenDigits:
    """One split: the strokes of each digit, and its label. No writer is in two splits."""

    strokes: list[Strokes]
    labels: list[int]

    def __len__(self) -> int:
        return len(self.labels)


def load(folder: Path | None) -> dict[str, PenDigits] | None:
    """Load the pen digits by split, or return None where the folder has none.

    Raises:
        DataError: the file is damaged.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return None
    splits = {name: PenDigits([], []) for name in SPLITS}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                split = splits[row["split"]]
                split.strokes.append(row["strokes"])
                split.labels.append(int(row["label"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise DataError(
            f"The pen digits are damaged: {path} ({error}); get the file again."
        ) from error
    return splits


def file_checksum(folder: Path) -> str:
    """Return the sha256 of the file, for the record of a run."""
    import numpy as np

    return checksum(np.frombuffer((folder / FILE).read_bytes(), np.uint8))
