"""A trained network as a chain of numpy layers, read from the weights beside the served file."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import numpy as np

from webapp.explaining.layers import KINDS, Array, Layer

WEIGHTS_FILE = "model.weights.npz"
CHAIN = "chain"
NOTHING_OFF: Mapping[int, Iterable[int]] = MappingProxyType({})


class Network:
    """Layers in a row, from the picture to the probabilities."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Take the layers, a Softmax last, whose input are the logits."""
        self.layers = tuple(layers)

    def activations(
        self, images: Array, off: Mapping[int, Iterable[int]] = NOTHING_OFF
    ) -> list[Array]:
        """Return every layer's output on images float32 (N, 28, 28, 1).

        Units that are `off`, by their layer's place in the chain, put out 0.
        """
        values = images
        outputs = []
        for number, layer in enumerate(self.layers):
            values = silenced(layer.forward(values), off.get(number))
            outputs.append(values)
        return outputs

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """How many units, or maps, each layer puts out: asked of a blank picture, once."""
        blank = np.zeros((1, 28, 28, 1), np.float32)
        return tuple(values.shape[-1] for values in self.activations(blank))

    def logits(self, images: Array) -> Array:
        """Return the last layer's input on images float32 (N, 28, 28, 1): float32 (N, 10)."""
        values = images
        for layer in self.layers[:-1]:  # none kept: saliency asks for many images at once
            values = layer.forward(values)
        return values

    def input_gradient(self, images: Array, chosen: int, rival: int | None = None) -> Array:
        """Return the gradient of a class's lead in logits with respect to images.

        The lead over a rival is the logarithm of the ratio of their probabilities; without a
        rival it is that over the mean of all, since softmax does not see what is added to all.
        """
        values = self._values(images, self.layers[:-1])
        classes = values[-1].shape[1]
        gradient = np.full((len(images), classes), -1 / classes, np.float32)
        if rival is not None:
            gradient[:] = 0
            gradient[:, rival] = -1
        gradient[:, chosen] += 1
        for number in range(len(self.layers) - 2, -1, -1):
            gradient = self.layers[number].backward(gradient, values[number], values[number + 1])
        return gradient

    @staticmethod
    def _values(images: Array, layers: Sequence[Layer]) -> list[Array]:
        values = [images]
        for layer in layers:
            values.append(layer.forward(values[-1]))
        return values


def silenced(values: Array, units: Iterable[int] | None) -> Array:
    """Return a layer's output (N, ..., units) with some of its units, or maps, at 0."""
    if not units:
        return values
    values = values.copy()  # a Flatten's output is a view of its input
    values[..., list(units)] = 0
    return values


def read_network(file: bytes) -> Network:
    """Read what `trainer.publishing.numpy_export.chain_file` wrote.

    Raises:
        ValueError, KeyError, OSError: it is something else.
    """
    with np.load(io.BytesIO(file), allow_pickle=False) as arrays:
        chain = json.loads(arrays[CHAIN].tobytes())
        layers = [KINDS[about["kind"]](about, _weights(about["name"], arrays)) for about in chain]
    return Network(layers)


def _weights(name: str, arrays: np.lib.npyio.NpzFile) -> dict[str, Array]:
    return {key: arrays[f"{name}.{key}"] for key in ("kernel", "bias") if f"{name}.{key}" in arrays}
