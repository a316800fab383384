"""A network with units off, over HTTP: what the query switches off, and the answer without it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from flask import abort, request

from webapp.explaining.ablation import Off, breakable, weakest
from webapp.explaining.choices import choice
from webapp.explaining.explainer import Explained
from webapp.explaining.layers import Array
from webapp.explaining.network import Network
from webapp.openapi import parameter
from webapp.reading.classifier import UNSURE
from webapp.reading.preprocessing import to_input

FINDS = ("nothing", "weakest")
BREAKING = [
    parameter(
        "off",
        "What is switched off: `LAYER.UNIT`, or `LAYER` for all of it, separated by commas. Layers "
        "count from 0 as in `layers`, units and maps from 0. The classes' own cannot be.",
        {"type": "string", "pattern": r"^\d+(\.\d+)?(,\d+(\.\d+)?)*$"},
    ),
    parameter(
        "find",
        "`weakest` looks for the unit that says least and whose loss alone changes the answer.",
        {"enum": list(FINDS), "default": FINDS[0]},
    ),
]


@dataclass(frozen=True)
class Breaking:
    """What is switched off, and whether the weakest of the others is looked for."""

    off: Off
    finds_weakest: bool


def asked_breaking(network: Network) -> Breaking:
    """Read the query; what cannot be switched off is refused."""
    finds = choice("find", FINDS) == "weakest"
    text = request.args.get("off")
    if not text:
        return Breaking({}, finds)
    counts = breakable(network)
    off: dict[int, set[int]] = {}
    for part in text.split(","):
        layer, units = _part(part, counts)
        off.setdefault(layer, set()).update(units)
    return Breaking({layer: frozenset(units) for layer, units in off.items()}, finds)


def broken_answer(
    explained: Explained, digit: npt.NDArray[np.uint8], breaking: Breaking, probabilities: Array
) -> dict[str, Any]:
    """Describe what the first look reads with units off, `probabilities`, and the weakest unit."""
    broken = None
    if breaking.off:
        whole = explained.activations(digit)[-1]
        off = [[layer, unit] for layer, units in breaking.off.items() for unit in sorted(units)]
        broken = {"off": off, "whole": _read(whole)} | _read(probabilities)
    return {"broken": broken, "weakest": _weakest(explained, digit, breaking)}


def _weakest(
    explained: Explained, digit: npt.NDArray[np.uint8], breaking: Breaking
) -> dict[str, Any] | None:
    if not breaking.finds_weakest:
        return None
    loss = weakest(explained.network, to_input(digit), breaking.off)
    if loss is None:
        return None
    about = {"layer": loss.layer, "unit": loss.unit, "share": loss.share, "changes": loss.changes}
    return about | _read(loss.probabilities)


def _read(probabilities: Array) -> dict[str, Any]:
    return {
        "digit": int(probabilities.argmax()),
        "probabilities": [round(float(each), 6) for each in probabilities],
        "verdict": "digit" if probabilities.max() >= UNSURE else "unsure",
    }


def _part(text: str, counts: dict[int, int]) -> tuple[int, range]:
    """Return a layer and which of its units `LAYER` or `LAYER.UNIT` names."""
    layer, dot, unit = text.partition(".")
    number = _below(layer, max(counts) + 1)
    if number not in counts:
        _refuse(text)
    if not dot:
        return number, range(counts[number])
    chosen = _below(unit, counts[number])
    return number, range(chosen, chosen + 1)


def _below(text: str, count: int) -> int:
    if text not in map(str, range(count)):
        _refuse(text)
    return int(text)


def _refuse(text: str) -> None:
    abort(400, description=f"off: {text[:20]!r} is no layer or unit that can be switched off.")
