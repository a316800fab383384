"""Learning to say "no digit" with ten logits: an eleventh class whose logit is always 0.

The softmax over the ten logits z and that 0 gives P(no digit) = 1 / (1 + sum(exp z)), so that
P(digit) = sigmoid(logsumexp(z)): the energy score of Liu et al. (NeurIPS 2020), trained on
examples of what is no digit (outlier exposure: Hendrycks et al., ICLR 2019) and without a single
parameter more. Given that it is a digit, which one is the plain softmax of the ten.
"""

import keras
import numpy as np
from keras import layers, ops


def digit_or_none_crossentropy(targets: keras.KerasTensor, logits: keras.KerasTensor) -> object:
    """Cross-entropy over the ten digits and "no digit".

    Args:
        targets: float (N, 10), each row sums to P(digit): one-hot, or zeros for no digit.
        logits: float (N, 10).

    Returns:
        float (N,), in nats.
    """
    return _log_total(logits) - ops.sum(targets * logits, axis=-1)


def accuracy(targets: keras.KerasTensor, logits: keras.KerasTensor) -> object:
    """Tell which answers are right: float (N,), 0 or 1.

    Of a digit, that its logit is the largest of the ten; of what is none, that P(digit) < 1/2.
    """
    is_digit = ops.sum(targets, axis=-1) > 0.5
    named = ops.equal(ops.argmax(targets, -1), ops.argmax(logits, -1))
    none = ops.logsumexp(logits, axis=-1) < 0
    return ops.cast(ops.where(is_digit, named, none), "float32")


def without_softmax(network: keras.Model) -> keras.Model:
    """Let a network end in its logits instead of their softmax, and return it."""
    network.layers[-1].activation = keras.activations.linear
    return network


def with_verdict(network: keras.Model, temperature: float) -> keras.Model:
    """Make the network that is served, of one that ends in logits.

    The temperature (Guo et al., ICML 2017) is folded into the last weights.

    Returns:
        a model with two outputs: probabilities float32 (N, 10), and P(digit) float32 (N, 1).
    """
    last = next(layer for layer in reversed(network.layers) if layer.weights)
    last.set_weights([array / temperature for array in last.get_weights()])
    logits = network.outputs[0]
    probabilities = layers.Softmax(name="softmax")(logits)
    log_sum = ops.logsumexp(logits, axis=-1, keepdims=True)
    is_digit = layers.Activation("sigmoid", name="is_digit")(log_sum)
    return keras.Model(network.inputs, [probabilities, is_digit], name=network.name)


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """Find the temperature at which logits float (N, 10) fit labels (N,) best, by golden section.

    It minimises the mean cross-entropy of softmax(logits / temperature), which has one minimum.
    """
    low, high = np.log(0.25), np.log(4.0)
    golden = (np.sqrt(5) - 1) / 2
    for _ in range(40):
        a, b = high - golden * (high - low), low + golden * (high - low)
        if _loss(logits / np.exp(a), labels) < _loss(logits / np.exp(b), labels):
            high = b
        else:
            low = a
    return float(np.exp((low + high) / 2))


def fit_threshold(is_digit: np.ndarray, refused: float) -> float:
    """Return the P(digit) under which lies the given share of real digits, float (N,)."""
    return float(np.quantile(is_digit, refused))


def _loss(logits: np.ndarray, labels: np.ndarray) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    right = shifted[np.arange(len(labels)), labels]
    return float((np.log(np.exp(shifted).sum(axis=1)) - right).mean())


def _log_total(logits: keras.KerasTensor) -> object:
    none = ops.zeros_like(logits[:, :1])
    return ops.logsumexp(ops.concatenate([logits, none], axis=-1), axis=-1)
