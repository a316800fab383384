"""Distortions of training images: each batch anew, from a seed, in TensorFlow."""

import tensorflow as tf

from trainer.data.augmentation import Augmentation

# Control points along each side of the field of elastic displacements.
CONTROL = 5
DEGREE = 3.14159265 / 180


def distorted(
    images: tf.Tensor, limits: Augmentation, seed: tf.Tensor, strength: tf.Tensor | float = 1.0
) -> tf.Tensor:
    """Distort float32 (N, H, W, 1) in 0..1; the same seed, int32 (2,), gives the same again.

    `strength`, a number or float32 (N,), multiplies the limits: 0 leaves an image as it is.
    """
    strength = tf.broadcast_to(tf.cast(strength, tf.float32), tf.shape(images)[:1])
    seeds = tf.random.experimental.stateless_split(seed, 3)
    x, y = _moved(images, limits, seeds[0], strength)
    if limits.elastic:
        push = _pushed(images, limits, seeds[2], strength)
        x, y = x + push[..., 0], y + push[..., 1]
    return _thickened(_sampled(images, x, y), limits, seeds[1], strength)


def _moved(
    images: tf.Tensor, limits: Augmentation, seed: tf.Tensor, strength: tf.Tensor
) -> tuple[tf.Tensor, tf.Tensor]:
    """Return for each place of the result the place (x, y) it is taken from, (N, H, W)."""
    count, height, width = tf.shape(images)[0], images.shape[1], images.shape[2]
    draw = tf.random.stateless_uniform((6, count), seed, -1.0, 1.0) * strength
    draw = draw[:, :, None, None]
    turn, slant = draw[0] * (limits.rotation * DEGREE), tf.tan(draw[1] * (limits.shear * DEGREE))
    across, down = tf.exp(draw[2] * limits.scale), tf.exp(draw[3] * limits.scale)
    cosine, sine = tf.cos(turn), tf.sin(turn)
    column = tf.range(width, dtype=tf.float32)[None, None, :] - (width - 1) / 2
    row = tf.range(height, dtype=tf.float32)[None, :, None] - (height - 1) / 2
    # Rotation times slant times scale.
    x = cosine * across * column + (cosine * slant - sine) * down * row
    y = sine * across * column + (sine * slant + cosine) * down * row
    x += (width - 1) / 2 + draw[4] * limits.shift
    y += (height - 1) / 2 + draw[5] * limits.shift
    return x, y


def _pushed(
    images: tf.Tensor, limits: Augmentation, seed: tf.Tensor, strength: tf.Tensor
) -> tf.Tensor:
    """Return smooth random displacements in pixels, (N, H, W, 2)."""
    count = tf.shape(images)[0]
    seeds = tf.random.experimental.stateless_split(seed, 2)
    coarse = tf.random.stateless_normal((count, CONTROL, CONTROL, 2), seeds[0])
    amount = tf.random.stateless_uniform((count,), seeds[1]) * strength * limits.elastic
    smooth = tf.image.resize(coarse, images.shape[1:3], method="bicubic")
    return smooth * amount[:, None, None, None]


def _thickened(
    images: tf.Tensor, limits: Augmentation, seed: tf.Tensor, strength: tf.Tensor
) -> tf.Tensor:
    amount = tf.random.stateless_uniform(tf.shape(images)[:1], seed, -1.0, 1.0)
    amount = (amount * strength * limits.thickness)[:, None, None, None]
    wider = tf.nn.max_pool2d(images, 3, 1, "SAME")
    thinner = -tf.nn.max_pool2d(-images, 3, 1, "SAME")
    target = tf.where(amount > 0, wider, thinner)
    return images + tf.abs(amount) * (target - images)


def _sampled(images: tf.Tensor, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    """Take images (N, H, W, 1) at the places x, y (N, H, W), bilinearly; outside it is empty."""
    height, width = images.shape[1], images.shape[2]
    framed = tf.pad(images[..., 0], [[0, 0], [1, 1], [1, 1]])  # a rim of nothing
    flat = tf.reshape(framed, [-1, (height + 2) * (width + 2)])
    x = tf.clip_by_value(x + 1, 0.0, width + 0.999)
    y = tf.clip_by_value(y + 1, 0.0, height + 0.999)
    left, top = tf.floor(x), tf.floor(y)
    across, down = x - left, y - top
    place = tf.cast(top, tf.int32) * (width + 2) + tf.cast(left, tf.int32)
    place = tf.reshape(place, [-1, height * width])

    def at(step: int) -> tf.Tensor:
        found = tf.gather(flat, place + step, batch_dims=1)
        return tf.reshape(found, [-1, height, width])

    upper = at(0) * (1 - across) + at(1) * across
    lower = at(width + 2) * (1 - across) + at(width + 3) * across
    return (upper * (1 - down) + lower * down)[..., None]
