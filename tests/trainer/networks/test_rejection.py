"""An eleventh class without a parameter: its loss, its verdict, its calibration."""

import keras
import numpy as np
import pytest

from trainer.data.batches import NO_DIGIT, targets
from trainer.networks import digit_networks, rejection

RANDOM = np.random.default_rng(5)


@pytest.fixture
def logits():
    return RANDOM.normal(0, 3, (200, 10)).astype(np.float32)


def eleven(logits):
    """The eleven probabilities, the slow way."""
    with_none = np.concatenate([logits, np.zeros((len(logits), 1))], axis=1).astype(float)
    powers = np.exp(with_none)
    return powers / powers.sum(axis=1, keepdims=True)


def test_the_loss_is_the_cross_entropy_over_eleven_classes(logits):
    labels = RANDOM.integers(0, NO_DIGIT + 1, len(logits))
    expected = -np.log(eleven(logits)[np.arange(len(labels)), labels])
    loss = rejection.digit_or_none_crossentropy(targets(labels), logits)
    np.testing.assert_allclose(keras.ops.convert_to_numpy(loss), expected, rtol=1e-4, atol=1e-6)


def test_accuracy(logits):
    """A digit is right where it is the likeliest of the ten, what is none where P(none) > 1/2."""
    best = logits.argmax(axis=1)
    right = keras.ops.convert_to_numpy(rejection.accuracy(targets(best), logits))
    assert right.all()
    wrong = keras.ops.convert_to_numpy(rejection.accuracy(targets((best + 1) % 10), logits))
    assert not wrong.any()
    low = logits - 5
    none = np.full(len(logits), NO_DIGIT)
    seen = keras.ops.convert_to_numpy(rejection.accuracy(targets(none), low))
    assert np.array_equal(seen == 1, eleven(low)[:, NO_DIGIT] > 0.5)
    assert 0 < seen.mean() < 1


def test_the_served_network_has_no_parameter_more_and_a_second_output(digits):
    network = rejection.without_softmax(digit_networks.lenet())
    images = digits.images[:20, :, :, None].astype(np.float32) / 255
    expected = eleven(network.predict(images, verbose=0) / 2)
    served = rejection.with_verdict(network, temperature=2.0)
    assert served.count_params() == 44_426
    probabilities, is_digit = served.predict(images, verbose=0)
    np.testing.assert_allclose(is_digit[:, 0], 1 - expected[:, NO_DIGIT], rtol=1e-4)
    np.testing.assert_allclose(probabilities * is_digit, expected[:, :10], atol=1e-5)


def test_the_temperature_is_found(logits):
    """Labels drawn from softmax(logits): divided by 2 they fit at 1/2, times 3 they fit at 3."""
    logits = RANDOM.normal(0, 2, (20_000, 10))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = (shares.cumsum(axis=1) > RANDOM.random((len(shares), 1))).argmax(axis=1)
    assert rejection.fit_temperature(logits / 2, labels) == pytest.approx(0.5, rel=0.05)
    assert rejection.fit_temperature(logits * 3, labels) == pytest.approx(3, rel=0.05)


def test_the_threshold_refuses_the_share_that_it_may():
    is_digit = RANDOM.random(10_000)
    threshold = rejection.fit_threshold(is_digit, refused=0.01)
    assert (is_digit < threshold).mean() == pytest.approx(0.01, abs=1e-3)
