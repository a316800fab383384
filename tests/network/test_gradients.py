"""Each layer, forwards and backwards, does what Keras's does, to 1e-4."""

import json

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from node import run_node

CASES = {
    "valid": (
        layers.Conv2D(5, (3, 2)),
        {"kind": "Conv2D", "strides": [1, 1], "padding": "valid"},
        (7, 8, 3),
    ),
    "same": (
        layers.Conv2D(4, 5, padding="same", activation="relu"),
        {"kind": "Conv2D", "strides": [1, 1], "padding": "same", "activation": "relu"},
        (6, 9, 2),
    ),
    "strides": (
        layers.Conv2D(3, 3, strides=(2, 3), padding="same"),
        {"kind": "Conv2D", "strides": [2, 3], "padding": "same"},
        (8, 10, 2),
    ),
    "strides, valid": (
        layers.Conv2D(3, 4, strides=2),
        {"kind": "Conv2D", "strides": [2, 2], "padding": "valid"},
        (9, 8, 1),
    ),
    "pooling": (
        layers.MaxPooling2D((2, 3)),
        {"kind": "MaxPooling2D", "pool_size": [2, 3]},
        (7, 9, 4),
    ),
    "dense": (layers.Dense(11), {"kind": "Dense", "activation": "linear"}, (17,)),
    "relu": (layers.Dense(9, activation="relu"), {"kind": "Dense", "activation": "relu"}, (12,)),
    "softmax": (layers.Softmax(), {"kind": "Softmax"}, (10,)),
    "reshape": (layers.Reshape((4, 3, 1)), {"kind": "Flatten", "output": [4, 3, 1]}, (12,)),
    "flatten": (layers.Flatten(), {"kind": "Flatten", "output": [24]}, (4, 3, 2)),
}


def in_keras(layer, inputs, shares):
    """Return the outputs and the gradients of sum(outputs * shares), each flat."""
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layer(inputs)
        loss = tf.reduce_sum(outputs * shares)
    variables = [weight.value for weight in layer.weights]
    return [np.ravel(each) for each in (outputs, *tape.gradient(loss, [inputs, *variables]))]


def in_the_page(about, layer, inputs, shares, folder):
    """Return the same from the page's layer, one after the other."""
    names = "kernel", "bias"
    weights = [np.asarray(weight, np.float32) for weight in layer.get_weights()]
    arrays = [
        {"name": name, "shape": array.shape} for name, array in zip(names, weights, strict=False)
    ]
    file = folder / "weights.bin"
    file.write_bytes(b"".join(array.tobytes() for array in weights))
    told = {"name": "layer", "input": inputs.shape[1:], "arrays": arrays, **about}
    stdin = inputs.tobytes() + shares.tobytes()
    return np.frombuffer(run_node("gradients.mjs", stdin, json.dumps(told), file), np.float32)


@pytest.mark.parametrize("case", CASES)
def test_a_layer_goes_forwards_and_back_as_in_keras(case, tmp_path):
    layer, about, shape = CASES[case]
    random = np.random.default_rng(0)
    layer = type(layer).from_config(layer.get_config())
    layer.build((1, *shape))
    layer.set_weights([random.normal(size=each.shape) for each in layer.get_weights()])
    inputs = random.normal(size=(1, *shape)).astype(np.float32)
    size = layer.compute_output_shape((1, *shape))
    shares = random.normal(size=size).astype(np.float32)
    expected = np.concatenate(in_keras(layer, tf.constant(inputs), shares))
    found = in_the_page(about, layer, inputs, shares, tmp_path)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-4


def test_a_whole_network_gives_the_gradient_of_its_loss(tmp_path):
    """Of a convolution, pooling, a reshape and a softmax in a row: the chain rule holds across."""
    random = np.random.default_rng(1)
    softmax = keras.Sequential([keras.Input((5,)), layers.Dense(4), layers.Softmax()])
    inputs = random.normal(size=(1, 5)).astype(np.float32)
    shares = random.normal(size=(1, 4)).astype(np.float32)
    expected = in_keras(softmax, tf.constant(inputs), shares)
    kernel, bias = softmax.get_weights()
    logits = (inputs @ kernel + bias).astype(np.float32)
    about = {"kind": "Softmax"}
    through = in_the_page(about, layers.Softmax(), logits, shares, tmp_path)
    dense = softmax.layers[0]
    shares = through[4:][None]
    back = in_the_page({"kind": "Dense", "activation": "linear"}, dense, inputs, shares, tmp_path)
    assert np.abs(through[:4] - expected[0]).max() < 1e-4
    assert np.abs(back[4:] - np.concatenate(expected[1:])).max() < 1e-4
