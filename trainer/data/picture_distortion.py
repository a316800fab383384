"""Distortions of colour pictures: each batch anew, from a seed, in TensorFlow."""

import tensorflow as tf

from trainer.data.augmentation import PictureAugmentation


def distorted(
    images: tf.Tensor,
    limits: PictureAugmentation,
    seed: tf.Tensor,
    strength: tf.Tensor | float = 1.0,
) -> tf.Tensor:
    """Change float32 (N, H, W, C) in 0..1; the same seed, int32 (2,), gives the same again.

    `strength`, a number or float32 (N,), is the share of these limits that an image gets:
    0 leaves it as it is.
    """
    strength = tf.broadcast_to(tf.cast(strength, tf.float32), tf.shape(images)[:1])
    seeds = tf.random.experimental.stateless_split(seed, 3)
    if limits.flip:
        images = _flipped(images, seeds[0], strength)
    if limits.shift:
        images = _shifted(images, limits, seeds[1], strength)
    if limits.cutout:
        images = _blotted(images, limits, seeds[2], strength)
    return images


def _shifted(
    images: tf.Tensor, limits: PictureAugmentation, seed: tf.Tensor, strength: tf.Tensor
) -> tf.Tensor:
    rim = [limits.shift, limits.shift]
    framed = tf.pad(images, [[0, 0], rim, rim, [0, 0]], "REFLECT")
    draw = tf.random.stateless_uniform((2, tf.shape(images)[0]), seed, -1.0, 1.0)
    start = limits.shift + tf.cast(tf.round(draw * strength * limits.shift), tf.int32)
    rows = start[0][:, None] + tf.range(images.shape[1])
    columns = start[1][:, None] + tf.range(images.shape[2])
    return tf.gather(tf.gather(framed, rows, batch_dims=1), columns, axis=2, batch_dims=1)


def _blotted(
    images: tf.Tensor, limits: PictureAugmentation, seed: tf.Tensor, strength: tf.Tensor
) -> tf.Tensor:
    height, width = images.shape[1], images.shape[2]
    draw = tf.random.stateless_uniform((2, tf.shape(images)[0]), seed)
    centre = draw * tf.constant([[height], [width]], tf.float32)
    reach = (limits.cutout / 2 * strength)[:, None]
    rows = tf.abs(tf.range(height, dtype=tf.float32) + 0.5 - centre[0][:, None]) < reach
    columns = tf.abs(tf.range(width, dtype=tf.float32) + 0.5 - centre[1][:, None]) < reach
    blot = (rows[:, :, None] & columns[:, None, :])[..., None]
    return tf.where(blot, tf.reduce_mean(images, axis=(1, 2), keepdims=True), images)


def _flipped(images: tf.Tensor, seed: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:
    swapped = tf.random.stateless_uniform(tf.shape(images)[:1], seed) < 0.5 * strength
    return tf.where(swapped[:, None, None, None], images[:, :, ::-1], images)
