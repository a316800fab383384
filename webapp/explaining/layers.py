"""The few kinds of layer that the digit networks are made of, forwards and backwards, in numpy.

The served runtime answers with probabilities alone; what happens on the way, and the gradient of
an answer with respect to the picture, are computed here from the same weights. Arrays are float32,
the batch first: (N, H, W, C) or (N, units).
"""

from collections.abc import Callable, Sequence
from typing import NotRequired, Protocol, TypedDict

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class Geometry(TypedDict, total=False):
    """What decides what a unit looks at, in the kinds of layer that have it."""

    strides: list[int]
    padding: str  # `same` or `valid`
    pool_size: list[int]


class LayerDescription(Geometry):
    """One layer of a chain, as model.weights.npz has it, beside its weights."""

    name: str
    kind: str
    # The layer of the Keras model whose output it has, if any.
    keras: str | None
    activation: NotRequired[str]
    output: NotRequired[list[int]]


class Layer(Protocol):
    """One step of a chain: `forward`, and from its input and output back to a gradient."""

    name: str
    kind: str
    activation: str
    weights: dict[str, Array]
    geometry: Geometry

    def forward(self, inputs: Array) -> Array:
        """Return the layer's output."""
        ...

    def backward(self, gradient: Array, inputs: Array, outputs: Array) -> Array:
        """Return the gradient with respect to the inputs, of that with respect to the outputs."""
        ...


class _Weightless:
    activation = "linear"

    def __init__(self, about: LayerDescription, _: dict[str, Array]) -> None:
        self.name = about["name"]
        self.weights: dict[str, Array] = {}
        self.geometry: Geometry = {}


class Convolution:
    """Conv2D, with or without a bias, its ReLU included where it has one."""

    kind = "Conv2D"

    def __init__(self, about: LayerDescription, weights: dict[str, Array]) -> None:
        """Take kernel (height, width, inputs, filters) and bias (filters,)."""
        self.name, self.activation = about["name"], about["activation"]
        self.weights = weights
        self.geometry: Geometry = {"strides": about["strides"], "padding": about["padding"]}
        down, across = about["strides"]
        self._strides = (down, across)
        self._same = about["padding"] == "same"
        self._relu = self.activation == "relu"

    def forward(self, inputs: Array) -> Array:
        """Slide the kernel over (N, H, W, inputs)."""
        size = self.weights["kernel"].shape[:2]
        padding = _padding(inputs.shape, size, self._strides, self._same)
        patches = _patches(_padded(inputs, padding), size, self._strides)
        rows = patches.reshape(-1, self._flat_kernel.shape[0])
        sums = rows @ self._flat_kernel + self.weights["bias"]
        outputs = sums.reshape(*patches.shape[:3], -1)
        return np.maximum(outputs, 0, out=outputs) if self._relu else outputs

    def backward(self, gradient: Array, inputs: Array, outputs: Array) -> Array:
        """Spread the gradient over each unit's receptive field."""
        if self._relu:
            gradient = gradient * (outputs > 0)
        kernel = self.weights["kernel"]
        height, width, channels, _ = kernel.shape
        padding = _padding(inputs.shape, (height, width), self._strides, self._same)
        spread = _padded(np.zeros((len(gradient), *inputs.shape[1:]), np.float32), padding)
        _, rows, columns, filters = gradient.shape
        shares = gradient.reshape(-1, filters) @ self._flat_kernel.T
        shares = shares.reshape(-1, rows, columns, height, width, channels)
        down, across = self._strides
        for i, j in np.ndindex(height, width):
            spread[:, i : i + down * rows : down, j : j + across * columns : across] += shares[
                :, :, :, i, j
            ]
        (top, _), (left, _) = padding
        return spread[:, top : top + inputs.shape[1], left : left + inputs.shape[2]]

    @property
    def _flat_kernel(self) -> Array:
        return self.weights["kernel"].reshape(-1, self.weights["kernel"].shape[-1])


class MaxPooling(_Weightless):
    """MaxPooling2D without overlap, incomplete windows at the edges left out."""

    kind = "MaxPooling2D"

    def __init__(self, about: LayerDescription, weights: dict[str, Array]) -> None:
        """Take the window's size."""
        super().__init__(about, weights)
        self.geometry = {"pool_size": about["pool_size"]}
        self._size = tuple(about["pool_size"])

    def forward(self, inputs: Array) -> Array:
        """Take the largest of each window of (N, H, W, C)."""
        largest: Array = self._windows(inputs).max(axis=(2, 4))
        return largest

    def backward(self, gradient: Array, inputs: Array, outputs: Array) -> Array:
        """Give each window's gradient to its largest value; equals share it."""
        largest = self._windows(inputs) == outputs[:, :, None, :, None]
        shares = (gradient / largest.sum(axis=(2, 4)))[:, :, None, :, None] * largest
        back = np.zeros((len(gradient), *inputs.shape[1:]), np.float32)
        height, width = self._covered(inputs)
        back[:, :height, :width] = shares.reshape(len(gradient), height, width, -1)
        return back

    def _covered(self, inputs: Array) -> tuple[int, int]:
        (_, height, width, _), (down, across) = inputs.shape, self._size
        return height // down * down, width // across * across

    def _windows(self, inputs: Array) -> Array:
        height, width = self._covered(inputs)
        down, across = self._size
        shape = (len(inputs), height // down, down, width // across, across, inputs.shape[3])
        return inputs[:, :height, :width].reshape(shape)


class Flatten(_Weightless):
    """Flatten, Reshape and what else moves values and changes none."""

    kind = "Flatten"

    def __init__(self, about: LayerDescription, weights: dict[str, Array]) -> None:
        """Take the shape of one output."""
        super().__init__(about, weights)
        self._shape = tuple(about["output"])

    def forward(self, inputs: Array) -> Array:
        """Put (N, ...) into another shape, row by row."""
        return inputs.reshape(len(inputs), *self._shape)

    def backward(self, gradient: Array, inputs: Array, outputs: Array) -> Array:
        """Put it back."""
        return gradient.reshape(len(gradient), *inputs.shape[1:])


class Dense:
    """A fully connected layer, its ReLU included where it has one."""

    kind = "Dense"

    def __init__(self, about: LayerDescription, weights: dict[str, Array]) -> None:
        """Take kernel (inputs, units) and bias (units,)."""
        self.name, self.activation = about["name"], about["activation"]
        self.weights = weights
        self.geometry: Geometry = {}
        self._relu = self.activation == "relu"

    def forward(self, inputs: Array) -> Array:
        """Weigh and add (N, inputs)."""
        sums = inputs @ self.weights["kernel"] + self.weights["bias"]
        return np.maximum(sums, 0, out=sums) if self._relu else sums

    def backward(self, gradient: Array, inputs: Array, outputs: Array) -> Array:
        """Weigh the gradient back."""
        if self._relu:
            gradient = gradient * (outputs > 0)
        return gradient @ self.weights["kernel"].T


class Softmax(_Weightless):
    """Logits (N, classes) to probabilities."""

    kind = "Softmax"
    activation = "softmax"

    def forward(self, inputs: Array) -> Array:
        """Return probabilities that sum to 1."""
        powers: Array = np.exp(inputs - inputs.max(axis=1, keepdims=True))
        total: Array = powers.sum(axis=1, keepdims=True)
        return powers / total

    def backward(self, gradient: Array, inputs: Array, outputs: Array) -> Array:
        """Multiply by the Jacobian, p_i (1 where i = j, else 0, minus p_j)."""
        mean: Array = (gradient * outputs).sum(axis=1, keepdims=True)
        return outputs * (gradient - mean)


# By the kind's name, what makes a layer of its description and its weights.
KINDS: dict[str, Callable[[LayerDescription, dict[str, Array]], Layer]] = {
    Convolution.kind: Convolution,
    MaxPooling.kind: MaxPooling,
    Flatten.kind: Flatten,
    Dense.kind: Dense,
    Softmax.kind: Softmax,
}


def _padding(
    shape: Sequence[int], size: tuple[int, int], strides: tuple[int, int], same: bool
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the zeros before and after, down and across, as TensorFlow puts them."""
    if not same:
        return (0, 0), (0, 0)
    pairs = []
    for length, extent, stride in zip(shape[1:3], size, strides, strict=True):
        total = max((-(-length // stride) - 1) * stride + extent - length, 0)
        pairs.append((total // 2, total - total // 2))
    return pairs[0], pairs[1]


def _padded(values: Array, padding: tuple[tuple[int, int], tuple[int, int]]) -> Array:
    if padding == ((0, 0), (0, 0)):
        return values
    return np.pad(values, ((0, 0), *padding, (0, 0)))


def _patches(values: Array, size: tuple[int, int], strides: tuple[int, int]) -> Array:
    """Return a view (N, rows, columns, height, width, C) of every place of a window."""
    windows = np.lib.stride_tricks.sliding_window_view(values, size, axis=(1, 2))
    windows = windows[:, :: strides[0], :: strides[1]]
    return windows.transpose(0, 1, 2, 4, 5, 3)
