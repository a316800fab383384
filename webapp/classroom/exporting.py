"""A class to take home: pictures and labels in MNIST's form, strokes, or a table."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from webapp.classroom.rendering import rendered
from webapp.serving.gate import breathe

# Of each seat, every third drawing is held back: what learns from the class never sees it.
THIRD = 3
TABLE = ("number", "seat", "label", "read", "confidence", "verdict", "held_back")
MEDIA_TYPES = {
    "npz": "application/x-npz",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
}


def exported(rows: Iterable[Any], form: str) -> bytes:
    """Return a class's drawings, rows of their table, as a file of one of `MEDIA_TYPES`."""
    return WRITERS[form](_entries(rows))


def _entries(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Give one after the other; its strokes are JSON, which takes a fifth of what they would."""
    drawn: Counter[int] = Counter()
    for row in rows:
        drawn[row.seat] += 1
        of_row = {name: getattr(row, name) for name in TABLE if name != "held_back"}
        held_back = drawn[row.seat] % THIRD == 0
        yield of_row | {"held_back": held_back, "strokes": row.strokes}


def _npz(entries: Iterable[dict[str, Any]]) -> bytes:
    pictures, about = [], []
    for entry in entries:
        pictures.append(rendered(json.loads(entry["strokes"])))
        about.append((entry["label"], entry["seat"], entry["held_back"]))
        breathe()
    y, seat, held_back = np.array(about, np.uint8).reshape(-1, 3).T
    x = np.array(pictures, np.uint8).reshape(-1, 28, 28)
    file = io.BytesIO()
    np.savez_compressed(file, x=x, y=y, seat=seat, held_back=held_back.astype(bool))
    return file.getvalue()


def _ndjson(entries: Iterable[dict[str, Any]]) -> bytes:
    lines = []
    for entry in entries:
        strokes = entry.pop("strokes")
        lines.append(json.dumps(entry).removesuffix("}") + f', "strokes": {strokes}}}\n')
    return "".join(lines).encode()


def _csv(entries: Iterable[dict[str, Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, TABLE, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(entry | {"held_back": int(entry["held_back"])} for entry in entries)
    return file.getvalue().encode()


WRITERS: dict[str, Callable[[Iterable[dict[str, Any]]], bytes]] = {
    "npz": _npz,
    "ndjson": _ndjson,
    "csv": _csv,
}
