"""The reports that the trainer leaves beside the models, and which of their files are served."""

import json
from pathlib import Path
from typing import Any

# What a page may ask for; nothing else leaves a model's folder.
FILES = {
    "report.json": "application/json",
    "robustness.json": "application/json",
    "cells.png": "image/png",
    "cells.webp": "image/webp",
    "notebook.ipynb": "application/x-ipynb+json",
    "cuaderno.ipynb": "application/x-ipynb+json",
}
# By language: a notebook that trains the model and measures it.
NOTEBOOKS = {"en": "notebook.ipynb", "es": "cuaderno.ipynb"}


def read_file(folder: Path, name: str, file: str) -> bytes | None:
    """Return a file of the report of a model that is served; None for any other, or a missing one.

    Both names are looked up, never taken from an address as a path.
    """
    path = folder / name / "report" / file
    return path.read_bytes() if file in FILES and path.is_file() else None


def notebook_of(folder: Path, name: str, language: str) -> str | None:
    """Return the file's name of a model's notebook in a language; None where there is none."""
    file = NOTEBOOKS.get(language, NOTEBOOKS["en"])
    return file if (folder / name / "report" / file).is_file() else None


def read_report(folder: Path, name: str) -> dict[str, Any]:
    """Return a model's report.json, or an empty one where the model has none."""
    return _read(folder / name / "report" / "report.json") or {}


def read_robustness(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return a model's robustness curves, or none."""
    return _read(folder / name / "report" / "robustness.json") or []


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # the page shows what there is
