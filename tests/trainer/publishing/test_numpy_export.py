"""The chain from which the server explains a network is the network, layer by layer."""

import hashlib
import json

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from trainer import ROOT
from trainer.networks import digit_networks, rejection
from trainer.networks.test_time_augmentation import averaged
from trainer.publishing.numpy_export import (
    TOLERANCE,
    ChainError,
    chain,
    chain_differences,
    chain_file,
)
from webapp.explaining.network import WEIGHTS_FILE, read_network
from webapp.reading.preprocessing import to_input


def normalised():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(4, 5, strides=2, use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


KINDS = [
    normalised,
    digit_networks.lenet,
    digit_networks.cnn_16_36,
    digit_networks.convnet_32_64_64,
    digit_networks.fnn_32_16,
    digit_networks.teacher,
]


def built(make):
    keras.utils.set_random_seed(5)
    network = make()
    random = np.random.default_rng(5)
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights([random.uniform(0.5, 1.5, w.shape) for w in layer.get_weights()])
    return network


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_every_layer_of_every_recipe_agrees_with_keras(make, digits):
    network = built(make)
    differences = chain_differences(
        network, chain_file(network, digits.images[:9]), digits.images[:9]
    )
    assert max(differences.values()) <= TOLERANCE
    assert list(differences)[-1] == "probabilities"


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_gradients_agree_with_tensorflow(make):
    network = built(make)
    # Noise: where a picture is blank, equal values are pooled, and TensorFlow takes the first.
    noise = np.random.default_rng(0).integers(0, 256, (2, 28, 28)).astype(np.uint8)
    explained = read_network(chain_file(network, noise))
    images = tf.constant(to_input(noise))
    with tf.GradientTape() as tape:
        tape.watch(images)
        logits = tf.math.log(network(images))
        chosen = tf.reduce_sum(logits[:, 3] - tf.reduce_mean(logits, axis=1))
    expected = tape.gradient(chosen, images).numpy()
    gradient = explained.input_gradient(images.numpy(), 3)
    assert np.abs(gradient - expected).max() <= 1e-4 * max(1, np.abs(expected).max())


def test_the_chain_of_an_averaging_network_is_what_it_does_with_the_image_itself(digits):
    plain = rejection.without_softmax(built(digit_networks.lenet))
    served = rejection.with_verdict(averaged(plain, (2, -2)), temperature=1.0)
    images = digits.images[:70]
    file = chain_file(served, images)
    differences = chain_differences(served, file, images)
    assert list(differences)[-1] == "logits", "the averaged probabilities are not the image's own"
    logits = read_network(file).activations(to_input(images))[-2]
    np.testing.assert_allclose(logits, plain.predict(to_input(images), verbose=0), atol=1e-4)


def test_every_shipped_digit_model_agrees_with_keras(digits):
    folders = sorted(path.parent for path in (ROOT / "saved_models").glob("*/model.json"))
    checked = 0
    for folder in folders:
        about = json.loads((folder / "model.json").read_text())
        if about.get("task", "digits") != "digits":
            continue
        file = (folder / WEIGHTS_FILE).read_bytes()
        assert hashlib.sha256(file).hexdigest() == about["sha256"][WEIGHTS_FILE]
        network = keras.models.load_model(folder / "model.keras")
        differences = chain_differences(network, file, digits.images)
        assert max(differences.values()) <= TOLERANCE, folder.name
        assert len(differences) >= 3
        checked += 1
    assert checked >= 2


def test_the_last_two_layers_are_named_alike_in_every_network():
    for make in KINDS:
        steps, weights = chain(make())
        assert [step["name"] for step in steps[-2:]] == ["logits", "probabilities"]
        assert "logits.kernel" in weights


@pytest.mark.parametrize(
    "strange",
    [layers.Conv2D(4, 3, dilation_rate=2), layers.AveragePooling2D(2), layers.Dense(3, "tanh")],
    ids=["dilated", "average", "tanh"],
)
def test_what_the_server_cannot_do_is_refused(strange):
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            strange,
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    with pytest.raises(ChainError, match="cannot explain"):
        chain(network)


def test_no_softmax_no_chain():
    network = keras.Sequential([keras.Input((4,)), layers.Dense(2)])
    with pytest.raises(ChainError, match="softmax"):
        chain(network)
