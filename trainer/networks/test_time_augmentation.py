"""Test-time averaging: a network answers for a few views of its image, smaller and larger, at once.

The views are resampled inside the exported network, so that whoever runs the file gets the
averaged answer. It has no parameter more.
"""

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers, ops


@keras.saving.register_keras_serializable("trazo")
class Views(layers.Layer):
    """Resize images: float32 (N, H, W, 1) to (views * N, H, W, 1).

    The images as they are come first, then all of them with the first border, and so on; so that
    for a single image the first row of every later layer's output is that of the plain network.

    Args:
        borders: pixels, one number a view: so many are added on each side before the image is
            brought back to its size, which makes the digit smaller; or cut off, where negative,
            which makes it larger.
    """

    def __init__(self, borders: Sequence[int], **options: object) -> None:
        super().__init__(**options)
        self.borders = tuple(borders)

    def call(self, images: keras.KerasTensor) -> keras.KerasTensor:
        """Return the plain images and their views."""
        return ops.concatenate([images, *(_framed(images, each) for each in self.borders)])

    def get_config(self) -> dict[str, Any]:
        """Return what makes the layer anew."""
        config: dict[str, Any] = super().get_config()
        return config | {"borders": list(self.borders)}


@keras.saving.register_keras_serializable("trazo")
class Average(layers.Layer):
    """Average the answers for the views: float32 (views * N, classes) to (N, classes)."""

    def __init__(self, count: int, **options: object) -> None:
        super().__init__(**options)
        self.count = count

    def call(self, answers: keras.KerasTensor) -> keras.KerasTensor:
        """Return the mean over the views."""
        apart = ops.reshape(answers, (self.count, -1, answers.shape[-1]))
        return ops.mean(apart, axis=0)

    def get_config(self) -> dict[str, Any]:
        """Return what makes the layer anew."""
        config: dict[str, Any] = super().get_config()
        return config | {"count": self.count}


def averaged(network: keras.Model, borders: Sequence[int]) -> keras.Model:
    """Let a chain of layers answer with the mean of its outputs for an image and its views.

    Without views it is returned as it is.
    """
    if not borders:
        return network
    image = keras.Input(network.input_shape[1:], name="image")
    answer = Views(borders, name="views")(image)
    for layer in network.layers:
        if not isinstance(layer, layers.InputLayer):
            answer = type(layer).from_config(layer.get_config())(answer)
    mean = Average(1 + len(borders), name="average")(answer)
    model = keras.Model(image, mean, name=network.name)
    model.set_weights(network.get_weights())
    return model


def _framed(images: keras.KerasTensor, border: int) -> keras.KerasTensor:
    height, width = images.shape[1:3]
    if border > 0:
        images = ops.pad(images, [[0, 0], [border, border], [border, border], [0, 0]])
    else:
        images = images[:, -border : height + border, -border : width + border]
    return ops.image.resize(images, (height, width), interpolation="bilinear")
