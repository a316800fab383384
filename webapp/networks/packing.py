"""A model's weights in the one file that the network in the page reads.

The file: uint32 (little-endian), the length of what follows it; JSON in UTF-8, blanks at its end up
to a multiple of four bytes; then the numbers of all arrays in the JSON's order, row by row,
little-endian. `static/js/network/network-file.js` reads it.
"""

import io
import json
from typing import Any

import numpy as np
import numpy.typing as npt

from webapp.reading.classifier import UNSURE
from webapp.reading.model_card import ModelCard

WEIGHTS_FILE = "model.weights.npz"
FLOAT16, FLOAT32 = "float16", "float32"


def packed(about: dict[str, Any], numbers: bytes) -> bytes:
    """Put a description and what it describes into one file."""
    text = json.dumps(about, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + numbers


def packed_network(card: ModelCard, weights: bytes, dtype: str) -> bytes:
    """Pack a digit model.

    Args:
        card: of the model.
        weights: the content of its model.weights.npz.
        dtype: `float16` or `float32`.

    Raises:
        ValueError, KeyError, OSError: the weights are something else.
    """
    with np.load(io.BytesIO(weights), allow_pickle=False) as file:
        layers = json.loads(file["chain"].tobytes())
        arrays = {name: file[name] for name in file.files if name != "chain"}
    about = described(card) | {
        "dtype": dtype,
        "layers": [_without_keras(layer) for layer in layers],
        "arrays": [{"name": name, "shape": list(each.shape)} for name, each in arrays.items()],
    }
    return packed(about, b"".join(_little_endian(each, dtype) for each in arrays.values()))


def described(card: ModelCard) -> dict[str, Any]:
    """Return what the network does besides its layers, from what the card has of Keras's layers."""
    kinds = [layer["kind"] for layer in card["layers"]]
    return {
        "model": card["name"],
        "sha256": card["sha256"][WEIGHTS_FILE],
        "input": card["input"]["shape"],
        "views": card["recipe"]["views"] if "Views" in kinds else [],
        "averaged": "logits" if "Softmax" in kinds[_average(kinds) :] else "probabilities",
        "rejects": any(layer["name"] == "is_digit" for layer in card["layers"]),
        "threshold": card.get("threshold", 0.0),
        "unsure": UNSURE,
    }


def _average(kinds: list[str]) -> int:
    """Return where the average over the views comes; without one, it is the last thing done."""
    return kinds.index("Average") if "Average" in kinds else len(kinds)


def _without_keras(layer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in layer.items() if key != "keras"}


def _little_endian(array: npt.NDArray[np.float32], dtype: str) -> bytes:
    return array.astype(np.dtype(dtype).newbyteorder("<")).tobytes()
