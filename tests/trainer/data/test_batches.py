import numpy as np
import pytest

from trainer.data.augmentation import Augmentation
from trainer.data.batches import NO_DIGIT, Batches, Pool


def everything(batches):
    images, labels = zip(*(batches[index] for index in range(len(batches))), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def test_an_epoch_has_every_example_once(digits):
    batches = Batches([Pool(digits.images, digits.labels)], 50, seed=1)
    images, labels = everything(batches)
    assert images.dtype == np.float32
    assert (images.min(), images.max()) == (0, 1)
    assert sorted(images.sum(axis=(1, 2, 3))) == pytest.approx(
        sorted(digits.images.sum(axis=(1, 2)) / 255), rel=1e-5
    )
    assert labels.sum(axis=0).tolist() == np.bincount(digits.labels).tolist()


def test_same_seed_same_batches(digits):
    one, same, other = (
        Batches([Pool(digits.images, digits.labels)], 64, seed, Augmentation())
        for seed in (1, 1, 2)
    )
    for batches in (one, same, other):
        batches.start_epoch(3)
    assert np.array_equal(everything(one)[0], everything(same)[0])
    assert not np.array_equal(everything(one)[0], everything(other)[0])


def test_every_epoch_is_another(digits):
    batches = Batches([Pool(digits.images, digits.labels)], 64, 1, Augmentation())
    first = everything(batches)[0]
    batches.on_epoch_end()
    assert not np.array_equal(first, everything(batches)[0])


def test_augmentation_keeps_the_digit_readable(digits):
    """Distorted, but not to another picture: most of the ink stays where it was."""
    import tensorflow as tf

    images = tf.constant(digits.images[:64, :, :, None], tf.float32) / 255
    distorted = Augmentation()(images, tf.constant([1, 2])).numpy()
    assert distorted.shape == images.shape
    assert distorted.min() >= 0
    assert distorted.max() <= 1
    overlap = (distorted * images.numpy()).sum() / (images.numpy() ** 2).sum()
    assert 0.4 < overlap < 0.98


def test_no_distortion_is_the_identity(digits):
    import tensorflow as tf

    images = tf.constant(digits.images[:8, :, :, None], tf.float32) / 255
    still = Augmentation(rotation=0, shear=0, scale=0, shift=0, thickness=0)
    np.testing.assert_allclose(still(images, tf.constant([1, 2])), images, atol=1e-5)


def test_thickness_makes_thinner_and_thicker(digits):
    import tensorflow as tf

    images = tf.constant(digits.images[:64, :, :, None], tf.float32) / 255
    only = Augmentation(rotation=0, shear=0, scale=0, shift=0, thickness=1)
    ratio = only(images, tf.constant([1, 2])).numpy().sum((1, 2, 3)) / images.numpy().sum((1, 2, 3))
    assert ratio.min() < 0.8
    assert ratio.max() > 1.3


def test_an_epoch_takes_of_each_pool_its_share(digits):
    none = np.full(len(digits), NO_DIGIT, np.uint8)
    pools = [Pool(digits.images, digits.labels), Pool(digits.images, none, samples_per_epoch=30)]
    batches = Batches(pools, 64, seed=1)
    _, targets = everything(batches)
    assert len(targets) == len(digits) + 30
    assert (targets.sum(axis=1) == 0).sum() == 30, "no digit: ten zeros"
    assert len(batches) == -(-(len(digits) + 30) // 64)


def test_other_examples_of_a_pool_in_another_epoch(digits):
    batches = Batches([Pool(digits.images, digits.labels, samples_per_epoch=30)], 30, seed=1)
    first = everything(batches)[0]
    batches.start_epoch(1)
    assert sorted(first.sum(axis=(1, 2, 3))) != sorted(everything(batches)[0].sum(axis=(1, 2, 3)))


def test_the_augmentation_is_as_strong_as_the_pool_says(digits):
    still = Pool(digits.images, digits.labels, strength=0.0)
    distorted, plain = (
        Batches([still], 64, 1, augmentation) for augmentation in (Augmentation(elastic=2), None)
    )
    np.testing.assert_allclose(everything(distorted)[0], everything(plain)[0], atol=1e-5)


def test_elastic_distortion_moves_ink(digits):
    import tensorflow as tf

    images = tf.constant(digits.images[:32, :, :, None], tf.float32) / 255
    elastic = Augmentation(rotation=0, shear=0, scale=0, shift=0, thickness=0, elastic=1.0)
    distorted = elastic(images, tf.constant([1, 2])).numpy()
    moved = np.abs(distorted - images.numpy()).mean(axis=(1, 2, 3))
    assert (moved > 0).all()
    assert distorted.sum() == pytest.approx(images.numpy().sum(), rel=0.1)


def test_the_teacher_has_its_share_in_the_targets(digits):
    import tensorflow as tf

    def teacher(images):
        return tf.fill((tf.shape(images)[0], 10), 0.1)

    batches = Batches(
        [Pool(digits.images, digits.labels)], 64, 1, None, teacher, distillation_weight=0.75
    )
    _, targets = batches[0]
    assert np.unique(np.round(targets, 4)).tolist() == pytest.approx([0.075, 0.325])


def test_the_teacher_has_no_say_in_what_is_no_digit(digits):
    import tensorflow as tf

    def teacher(images):
        return tf.fill((tf.shape(images)[0], 10), 0.1)

    nothing = np.full(len(digits.labels), NO_DIGIT, np.uint8)
    batches = Batches(
        [Pool(digits.images, nothing)], 64, 1, None, teacher, distillation_weight=0.75
    )
    _, targets = batches[0]
    assert not np.any(targets)
