"""The one drawing as each server under measurement takes it."""

import base64
import json
from dataclasses import dataclass

from benchmarks.classroom.drawings import growing_drawings


@dataclass(frozen=True)
class Question:
    """A request that is posted: where to, and what."""

    path: str
    body: bytes
    content_type: str


def drawing() -> bytes:
    """Return a PNG like the page's: a sample's strokes, 280x280, grey, black on white."""
    return growing_drawings(5)[-1][-1]


def as_png(png: bytes) -> Question:
    """Post the picture as it is."""
    return Question("/api/predict", png, "image/png")


def as_gradio(png: bytes) -> Question:
    """Post the picture as Gradio's interface wants it: base64 within JSON, answered at once."""
    address = "data:image/png;base64," + base64.b64encode(png).decode()
    image = {"url": address, "meta": {"_type": "gradio.FileData"}}
    body = json.dumps({"data": [image]}).encode()
    return Question("/gradio_api/run/predict", body, "application/json")
