"""What every layer made of a drawing, as an answer has it: few bytes, none that can be spared."""

from typing import Any

from webapp.explaining.encoding import quantised
from webapp.explaining.layers import Array, Layer

# Bytes of base64 that all layers together may take; an answer stays under 60 KB.
ROOM = 54_000
_NOTHING = {"values": None, "scale": 1.0, "zero": 0}


def layer_values(layers: tuple[Layer, ...], outputs: list[Array]) -> list[dict[str, Any]]:
    """Describe layers with their outputs, each without the batch's axis."""
    absent = left_out(layers, outputs)
    return [
        {
            "name": layer.name,
            "kind": layer.kind,
            "activation": layer.activation,
            "shape": list(values.shape),
            **(_NOTHING if number in absent else quantised(values)),
        }
        for number, (layer, values) in enumerate(zip(layers, outputs, strict=True))
    ]


def left_out(layers: tuple[Layer, ...], outputs: list[Array]) -> set[int]:
    """Return the numbers of the layers whose values have no room, or need none."""
    moved = {number for number, layer in enumerate(layers) if layer.kind == "Flatten"}
    order = sorted(
        set(range(len(layers))) - moved,
        key=lambda number: (layers[number].kind != "MaxPooling2D", -outputs[number].size),
    )
    kept = set(order)
    for number in order:
        if sum(outputs[each].size for each in kept) * 4 / 3 <= ROOM:
            break
        kept.remove(number)
    return set(range(len(layers))) - kept
