import keras
import numpy as np
import pytest

from trainer.networks import digit_networks

# LeCun et al. (1998), but for the full connection between the convolutions: counted by hand.
LENET_PARAMETERS = {
    "conv_1": (5 * 5 * 1 + 1) * 6,
    "pool_1": 0,
    "conv_2": (5 * 5 * 6 + 1) * 16,
    "pool_2": 0,
    "flatten": 0,
    "dense_1": (4 * 4 * 16 + 1) * 120,
    "dense_2": (120 + 1) * 84,
    "probabilities": (84 + 1) * 10,
}


def test_lenet_layer_by_layer():
    network = digit_networks.lenet()
    assert {layer.name: layer.count_params() for layer in network.layers} == LENET_PARAMETERS
    assert network.count_params() == 44426


def summary(network):
    """The lines of Keras' summary, but for that on the input: only the functional way shows it."""
    lines = []
    network.summary(print_fn=lines.append, line_length=100)
    text = "\n".join(lines)
    return [
        line.split() for line in text.splitlines() if "(InputLayer)" not in line and "│" in line
    ]


def test_the_sequential_and_the_functional_way_make_the_same_network():
    sequential, functional = digit_networks.lenet(), digit_networks.lenet_functional()
    assert len(summary(sequential)) == 8
    assert summary(sequential) == summary(functional)
    built = [layer for layer in functional.layers if not isinstance(layer, keras.layers.InputLayer)]
    assert [layer.get_config() for layer in sequential.layers] == [
        layer.get_config() for layer in built
    ]
    assert sequential.count_params() == functional.count_params() == 44426
    functional.set_weights(sequential.get_weights())
    images = np.random.default_rng(0).random((3, 28, 28, 1), np.float32)
    np.testing.assert_array_equal(sequential(images), functional(images))


def test_lenet_answers_with_probabilities():
    answer = digit_networks.lenet()(
        np.random.default_rng(0).random((3, 28, 28, 1), np.float32)
    ).numpy()
    assert answer.shape == (3, 10)
    np.testing.assert_allclose(answer.sum(axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (digit_networks.cnn_16_36, 242_062),
        (digit_networks.convnet_32_64_64, 93_322),
        (digit_networks.fnn_32_16, (784 + 1) * 32 + (32 + 1) * 16 + (16 + 1) * 10),
    ],
)
def test_the_courses_networks_have_their_parameters(build, parameters):
    network = build()
    assert network.count_params() == parameters
    assert network.output_shape == (None, 10)


def test_the_convolutions_of_the_third_cnn():
    convolutions = [
        layer for layer in digit_networks.convnet_32_64_64().layers if "conv" in layer.name
    ]
    assert sum(layer.count_params() for layer in convolutions) == 55_744


def test_the_teacher_fits_in_a_megabyte_and_a_half():
    assert digit_networks.teacher().count_params() * 4 <= 1_500_000
