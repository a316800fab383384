"""Arrays in a JSON answer: base64 of one byte a value, with the scale and the zero to read it."""

import base64
from typing import Any

import numpy as np
import numpy.typing as npt

HIGHEST = 255


def quantised(values: npt.NDArray[np.floating]) -> dict[str, Any]:
    """Encode an array so that value = scale * (byte - zero), exact to half a step of 255.

    The range always holds 0, which is kept exact: what did not fire is 0 on the other side too.
    """
    lowest, highest = min(0.0, float(values.min())), max(0.0, float(values.max()))
    scale = (highest - lowest) / HIGHEST or 1.0
    zero = round(-lowest / scale)
    steps = np.clip(np.rint(values / scale) + zero, 0, HIGHEST).astype(np.uint8)
    return {"values": base64.b64encode(steps).decode(), "scale": scale, "zero": zero}


def exact(values: npt.NDArray[np.floating]) -> dict[str, Any]:
    """Encode an array as base64 of little-endian float32, row by row, with its shape."""
    return {
        "shape": list(values.shape),
        "float32": base64.b64encode(values.astype("<f4").tobytes()).decode(),
    }
