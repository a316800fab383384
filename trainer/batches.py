"""Training batches: shuffled and distorted anew each epoch, the same for the same seed."""

import keras
import numpy as np
import tensorflow as tf

from trainer.augmentation import Augmentation


class Batches(keras.utils.PyDataset):
    """Batches of images float32 (N, 28, 28, 1) and one-hot labels float32 (N, classes).

    The order and the distortions of an epoch depend on the seed and the epoch's number alone, so
    that a training that was interrupted goes on exactly as it would have.
    """

    def __init__(
        self,
        images: np.ndarray,
        labels: np.ndarray,
        batch_size: int,
        seed: int,
        augmentation: Augmentation | None = None,
    ) -> None:
        """Take images uint8 (N, 28, 28) and labels (N,)."""
        super().__init__()
        self._images, self._labels = images, keras.utils.to_categorical(labels, 10)
        self._batch_size, self._seed, self._epoch = batch_size, seed, 0
        self._augment = tf.function(augmentation) if augmentation else None
        self.start_epoch(0)

    def __len__(self) -> int:
        return -(-len(self._images) // self._batch_size)

    def __getitem__(self, index: int) -> tuple[tf.Tensor, np.ndarray]:
        chosen = self._order[index * self._batch_size : (index + 1) * self._batch_size]
        images = tf.constant(self._images[chosen, :, :, None], tf.float32) / 255
        if self._augment:
            step = self._epoch * len(self) + index
            images = self._augment(images, tf.constant([self._seed, step], tf.int32))
        return images, self._labels[chosen]

    def on_epoch_end(self) -> None:
        """Shuffle for the next epoch; Keras calls this."""
        self.start_epoch(self._epoch + 1)

    def start_epoch(self, epoch: int) -> None:
        """Shuffle for the given epoch, counted from 0."""
        self._epoch = epoch
        self._order = np.random.default_rng([self._seed, epoch]).permutation(len(self._images))
