"""A network with units switched off, and the one unit without which it reads something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from webapp.explaining.layers import Array
from webapp.explaining.network import Network, silenced

# Units that are switched off, by their layer's place in the network.
Off = Mapping[int, frozenset[int]]
# So many broken networks are run at once: more take more memory, and no less time.
AT_ONCE = 8
FAINTEST = 1e-30


@dataclass(frozen=True)
class Loss:
    """One unit, or map, and what the network answers without it.

    Attributes:
        layer: its place in the network, from 0.
        unit: which of the layer's units or maps, from 0.
        share: what part of all that its layer puts out comes from it, 0..1.
        probabilities: of every class, without it.
        changes: whether another class is then the most probable one.
    """

    layer: int
    unit: int
    share: float
    probabilities: Array
    changes: bool


def breakable(network: Network) -> dict[int, int]:
    """Return how many units can be switched off, by layer: all but the classes' own."""
    last = len(network.layers) - 2  # whose units are the classes; after it there is the softmax
    return {
        number: network.widths[number]
        for number, layer in enumerate(network.layers[:last])
        if layer.kind != "Flatten"
    }


def weakest(network: Network, image: Array, off: Off) -> Loss | None:
    """Find the unit that says least and whose loss alone changes the answer.

    Where no single loss changes it, that which takes most from the answer's lead is returned.

    Args:
        network: with its softmax last.
        image: float32 (1, 28, 28, 1).
        off: what is switched off already.

    Returns:
        The unit; None where every unit is silent.
    """
    before = network.activations(image, off)
    answer = int(before[-1][0].argmax())
    # A pooling layer's maps are those of the convolution before it: losing one is losing both.
    layers = [each for each in breakable(network) if network.layers[each].kind != "MaxPooling2D"]
    losses = [loss for layer in layers for loss in _losses(network, before, layer, off)]
    changing = [loss for loss in losses if loss.changes]
    if changing:
        return min(changing, key=lambda loss: loss.share)
    return min(losses, key=lambda loss: _lead(loss.probabilities, answer), default=None)


def _losses(network: Network, before: list[Array], layer: int, off: Off) -> Iterator[Loss]:
    """Yield what each unit of a layer that says anything is worth."""
    values = before[layer]
    sizes = np.abs(values[0]).reshape(-1, values.shape[-1]).sum(axis=0, dtype=np.float64)
    units = np.flatnonzero(sizes)
    answer = before[-1][0].argmax()
    for start in range(0, len(units), AT_ONCE):
        some = units[start : start + AT_ONCE]
        broken = np.repeat(values, len(some), axis=0)
        for number, unit in enumerate(some):
            broken[number, ..., unit] = 0
        for unit, probabilities in zip(some, _rest(network, broken, layer, off), strict=True):
            changes = bool(probabilities.argmax() != answer)
            share = float(sizes[unit] / sizes.sum())
            yield Loss(layer, int(unit), share, probabilities, changes)


def _rest(network: Network, values: Array, layer: int, off: Off) -> Array:
    """Run the layers behind `layer` on its output."""
    for number in range(layer + 1, len(network.layers)):
        values = silenced(network.layers[number].forward(values), off.get(number))
    return values


def _lead(probabilities: npt.NDArray[np.floating], answer: int) -> float:
    """Return the logarithm of how many times as likely the answer is as the next class."""
    likely = np.log(np.maximum(probabilities.astype(np.float64), FAINTEST))
    return float(likely[answer] - np.delete(likely, answer).max())
