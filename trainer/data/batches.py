"""Training batches: shuffled and distorted anew each epoch, the same for the same seed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from trainer.data.augmentation import Augmentation, PictureAugmentation
from webapp.reading.preprocessing import to_input

CLASSES = 10
# The label of what is no digit; its target is ten zeros.
NO_DIGIT = 10

Teacher = Callable[[tf.Tensor], tf.Tensor]
"""Images float32 (N, 28, 28, 1) to targets float32 (N, 10)."""


@dataclass(frozen=True)
class Pool:
    """Examples of one kind.

    Attributes:
        images: uint8 (N, 28, 28), or (N, 32, 32, 3).
        labels: (N,), 0..9 or NO_DIGIT.
        samples_per_epoch: how many of them an epoch takes, drawn by chance; 0: all.
        strength: of the augmentation; less for what was already written anew.
    """

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]
    samples_per_epoch: int = 0
    strength: float = 1.0

    def __len__(self) -> int:
        return min(self.samples_per_epoch or len(self.labels), len(self.labels))


def as_input(images: np.ndarray) -> np.ndarray:
    """Turn uint8 (N, 28, 28) or (N, H, W, channels) into a network's input: float32, 0..1."""
    if images.ndim == 3:
        return to_input(images)
    return images.astype(np.float32) / np.float32(255)


class Batches(keras.utils.PyDataset):
    """Batches of images float32 (N, 28, 28, 1) or (N, 32, 32, 3) and targets float32 (N, 10).

    The order and the distortions of an epoch depend on the seed and the epoch's number alone, so
    that a training that was interrupted goes on exactly as it would have.
    """

    def __init__(
        self,
        pools: Sequence[Pool],
        batch_size: int,
        seed: int,
        augmentation: Augmentation | PictureAugmentation | None = None,
        teacher: Teacher | None = None,
        distillation_weight: float = 0.0,
    ) -> None:
        """Take the pools; `distillation_weight` is the teacher's share in each target, 0..1."""
        super().__init__()
        self._pools = pools
        self._images = np.concatenate([pool.images for pool in pools])
        self._targets = targets(np.concatenate([pool.labels for pool in pools]))
        self._strengths = np.repeat(
            np.array([pool.strength for pool in pools], np.float32),
            [len(pool.labels) for pool in pools],
        )
        self._batch_size, self._seed, self._epoch = batch_size, seed, 0
        self._augment = tf.function(augmentation) if augmentation else None
        self._teacher, self._distillation_weight = (
            tf.function(teacher) if teacher else None,
            distillation_weight,
        )
        self.start_epoch(0)

    def __len__(self) -> int:
        return -(-sum(len(pool) for pool in self._pools) // self._batch_size)

    def __getitem__(self, index: int) -> tuple[tf.Tensor, tf.Tensor | np.ndarray]:
        chosen = self._chosen(index)
        images = tf.constant(as_input(self._images[chosen]))
        step = tf.constant(self._epoch * len(self) + index)
        return self._distorted(
            images, self._targets[chosen], step, tf.constant(self._strengths[chosen])
        )

    def _chosen(self, index: int) -> npt.NDArray[np.int64]:
        return self._order[index * self._batch_size : (index + 1) * self._batch_size]

    def _distorted(
        self, images: tf.Tensor, wanted: tf.Tensor, step: tf.Tensor, strengths: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        if self._augment:
            images = self._augment(images, tf.stack([self._seed, step]), strengths)
        if self._teacher:
            # What is no digit stays none: not every teacher knows that there is such a thing.
            weight = self._distillation_weight * tf.reduce_sum(wanted, axis=1, keepdims=True)
            wanted = wanted + weight * (self._teacher(images) - wanted)
        return images, wanted

    def as_pipeline(self) -> tf.data.Dataset:
        """Return the same batches as a `tf.data` pipeline, which prepares them ahead.

        Each time through it is the epoch that was started last.
        """
        images, wanted, strengths = map(tf.constant, (self._images, self._targets, self._strengths))

        def chosen() -> Iterator[tuple[np.ndarray, int]]:
            for index in range(len(self)):
                yield self._chosen(index), self._epoch * len(self) + index

        def batch(places: tf.Tensor, step: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            pixels = tf.cast(tf.gather(images, places), tf.float32) / 255
            if pixels.shape.rank == 3:
                pixels = pixels[..., None]
            return self._distorted(
                pixels, tf.gather(wanted, places), step, tf.gather(strengths, places)
            )

        signature = (tf.TensorSpec([None], tf.int64), tf.TensorSpec([], tf.int32))
        places = tf.data.Dataset.from_generator(chosen, output_signature=signature)
        places = places.apply(tf.data.experimental.assert_cardinality(len(self)))
        return places.map(batch).prefetch(2)

    def on_epoch_end(self) -> None:
        """Shuffle for the next epoch; Keras calls this."""
        self.start_epoch(self._epoch + 1)

    def start_epoch(self, epoch: int) -> None:
        """Choose and shuffle for the given epoch, counted from 0."""
        self._epoch = epoch
        random, chosen, start = np.random.default_rng([self._seed, epoch]), [], 0
        for pool in self._pools:
            chosen.append(start + random.permutation(len(pool.labels))[: len(pool)])
            start += len(pool.labels)
        self._order = random.permutation(np.concatenate(chosen))


def targets(labels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Return labels (N,) as float32 (N, 10): one-hot, or all zeros for NO_DIGIT."""
    return np.eye(NO_DIGIT + 1, dtype=np.float32)[labels][:, :CLASSES]
