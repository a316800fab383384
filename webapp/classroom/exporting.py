"""A class to take home: pictures and labels in MNIST's form, strokes, or a table."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable
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


def _entries(rows: Iterable[Any]) -> list[dict[str, Any]]:
    drawn: Counter[int] = Counter()
    entries = []
    for row in rows:
        drawn[row.seat] += 1
        of_row = {name: getattr(row, name) for name in TABLE if name != "held_back"}
        held_back = drawn[row.seat] % THIRD == 0
        entries.append(of_row | {"held_back": held_back, "strokes": json.loads(row.strokes)})
    return entries


def _npz(entries: list[dict[str, Any]]) -> bytes:
    x = np.zeros((len(entries), 28, 28), np.uint8)
    for picture, entry in zip(x, entries, strict=True):
        picture[:] = rendered(entry["strokes"])
        breathe()
    file = io.BytesIO()
    np.savez_compressed(
        file,
        x=x,
        y=np.array([entry["label"] for entry in entries], np.uint8),
        seat=np.array([entry["seat"] for entry in entries], np.uint8),
        held_back=np.array([entry["held_back"] for entry in entries], bool),
    )
    return file.getvalue()


def _ndjson(entries: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(entry) + "\n" for entry in entries).encode()


def _csv(entries: list[dict[str, Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, TABLE, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(entry | {"held_back": int(entry["held_back"])} for entry in entries)
    return file.getvalue().encode()


WRITERS: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "npz": _npz,
    "ndjson": _ndjson,
    "csv": _csv,
}
