"""Digits written with a pen on a tablet, as strokes: UNIPEN's, and 30 people's of Istanbul."""

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

from trainer.data.rendering import Strokes
from trainer.data.sources import DataError

FILE = "pen-digits.jsonl.gz"
CREDIT = (
    "UNIPEN train_r01_v07, category 1a, a selection (Guyon et al., ICPR 1994; "
    "doi 10.5281/zenodo.1195803; CC BY 4.0)"
)
ISTANBUL_FILE = "pen-digits-uci.jsonl.gz"
ISTANBUL_CREDIT = (
    "Pen-Based Recognition of Handwritten Digits, the part to train on "
    "(E. Alpaydin, F. Alimoglu, 1998; UCI dataset 81; CC BY 4.0)"
)
SPLITS = ("train", "validation", "test")
# The name under which Istanbul's writers are kept who are not trained on.
ISTANBUL = "istanbul"


@dataclass(frozen=True)
class PenDigits:
    """One split: the strokes of each digit, and its label. No writer is in two splits."""

    strokes: list[Strokes]
    labels: list[int]

    def __len__(self) -> int:
        return len(self.labels)

    def __add__(self, other: "PenDigits") -> "PenDigits":
        return PenDigits([*self.strokes, *other.strokes], [*self.labels, *other.labels])


def load(folder: Path | None) -> dict[str, PenDigits] | None:
    """Load the pen digits by split, or return None where the folder has none.

    Beside UNIPEN's splits there is `istanbul`: four writers of Istanbul to choose by. The other 26
    are in `train`; without their file, nobody of Istanbul is in either.

    Raises:
        DataError: a file is damaged.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return None
    splits = _read(path)
    more = path.with_name(ISTANBUL_FILE)
    istanbul = _read(more) if more.is_file() else {}
    splits["train"] += istanbul.get("train", PenDigits([], []))
    return splits | {ISTANBUL: istanbul.get("validation", PenDigits([], []))}


def credits(splits: dict[str, PenDigits]) -> list[str]:
    """Return whom the digits are owed to."""
    return [CREDIT, ISTANBUL_CREDIT] if splits.get(ISTANBUL) else [CREDIT]


def _read(path: Path) -> dict[str, PenDigits]:
    """Read the rows of a file into its splits.

    Raises:
        DataError: the file is damaged.
    """
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
