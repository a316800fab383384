"""Distortions of training images: each batch anew, from a seed, in TensorFlow."""

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Augmentation:
    """How far an image may be distorted; every value is drawn evenly up to its limit.

    Attributes:
        rotation: degrees either way.
        shear: degrees of slant either way.
        scale: share by which either side may grow or shrink, the two drawn apart.
        shift: pixels in each direction.
        thickness: 1 = as far as a pen one pixel wider or thinner all round.
    """

    rotation: float = 12
    shear: float = 12
    scale: float = 0.12
    shift: float = 1.5
    thickness: float = 0.6

    def __call__(self, images: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """Distort float32 (N, H, W, 1) in 0..1; the same seed, int32 (2,), gives the same again."""
        seeds = tf.random.experimental.stateless_split(seed, 2)
        return self._thickened(self._moved(images, seeds[0]), seeds[1])

    def _moved(self, images: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        count, height, width = tf.shape(images)[0], images.shape[1], images.shape[2]
        draw = tf.random.stateless_uniform((6, count), seed, -1.0, 1.0)
        turn = draw[0] * (self.rotation * 3.14159265 / 180)
        slant = tf.tan(draw[1] * (self.shear * 3.14159265 / 180))
        across, down = tf.exp(draw[2] * self.scale), tf.exp(draw[3] * self.scale)
        cosine, sine = tf.cos(turn), tf.sin(turn)
        # Rotation times slant times scale, from places in the result to places in the source.
        a, b = cosine * across, (cosine * slant - sine) * down
        c, d = sine * across, (sine * slant + cosine) * down
        middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
        e = middle_x - a * middle_x - b * middle_y + draw[4] * self.shift
        f = middle_y - c * middle_x - d * middle_y + draw[5] * self.shift
        zero = tf.zeros_like(a)
        return tf.raw_ops.ImageProjectiveTransformV3(
            images=images,
            transforms=tf.stack([a, b, e, c, d, f, zero, zero], axis=1),
            output_shape=[height, width],
            fill_value=0.0,
            interpolation="BILINEAR",
            fill_mode="CONSTANT",
        )

    def _thickened(self, images: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        amount = tf.random.stateless_uniform((tf.shape(images)[0], 1, 1, 1), seed, -1.0, 1.0)
        amount *= self.thickness
        wider = tf.nn.max_pool2d(images, 3, 1, "SAME")
        thinner = -tf.nn.max_pool2d(-images, 3, 1, "SAME")
        target = tf.where(amount > 0, wider, thinner)
        return images + tf.abs(amount) * (target - images)
