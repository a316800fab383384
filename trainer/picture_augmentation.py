"""Distortions of colour pictures: each batch anew, from a seed, in TensorFlow."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class PictureAugmentation:
    """How far a picture may be changed.

    Attributes:
        flip: left and right are swapped in half of the pictures.
        shift: pixels in each direction, the rim filled with the picture mirrored.
        cutout: side of a square that is blotted out with the picture's mean colour, in pixels
            (DeVries and Taylor, 2017); 0: none.
    """

    flip: bool = True
    shift: int = 4
    cutout: int = 0

    def __call__(
        self, images: tf.Tensor, seed: tf.Tensor, strength: tf.Tensor | float = 1.0
    ) -> tf.Tensor:
        """Change float32 (N, H, W, C) in 0..1; the same seed, int32 (2,), gives the same again.

        `strength`, a number or float32 (N,), is the share of these limits that an image gets:
        0 leaves it as it is.
        """
        strength = tf.broadcast_to(tf.cast(strength, tf.float32), tf.shape(images)[:1])
        seeds = tf.random.experimental.stateless_split(seed, 3)
        if self.flip:
            images = _flipped(images, seeds[0], strength)
        if self.shift:
            images = self._shifted(images, seeds[1], strength)
        if self.cutout:
            images = self._blotted(images, seeds[2], strength)
        return images

    def _shifted(self, images: tf.Tensor, seed: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:
        rim = [self.shift, self.shift]
        framed = tf.pad(images, [[0, 0], rim, rim, [0, 0]], "REFLECT")
        draw = tf.random.stateless_uniform((2, tf.shape(images)[0]), seed, -1.0, 1.0)
        start = self.shift + tf.cast(tf.round(draw * strength * self.shift), tf.int32)
        rows = start[0][:, None] + tf.range(images.shape[1])
        columns = start[1][:, None] + tf.range(images.shape[2])
        return tf.gather(tf.gather(framed, rows, batch_dims=1), columns, axis=2, batch_dims=1)

    def _blotted(self, images: tf.Tensor, seed: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:
        height, width = images.shape[1], images.shape[2]
        draw = tf.random.stateless_uniform((2, tf.shape(images)[0]), seed)
        centre = draw * tf.constant([[height], [width]], tf.float32)
        reach = (self.cutout / 2 * strength)[:, None]
        rows = tf.abs(tf.range(height, dtype=tf.float32) + 0.5 - centre[0][:, None]) < reach
        columns = tf.abs(tf.range(width, dtype=tf.float32) + 0.5 - centre[1][:, None]) < reach
        blot = (rows[:, :, None] & columns[:, None, :])[..., None]
        return tf.where(blot, tf.reduce_mean(images, axis=(1, 2), keepdims=True), images)


def _flipped(images: tf.Tensor, seed: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:
    swapped = tf.random.stateless_uniform(tf.shape(images)[:1], seed) < 0.5 * strength
    return tf.where(swapped[:, None, None, None], images[:, :, ::-1], images)
