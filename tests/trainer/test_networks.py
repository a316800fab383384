import numpy as np
import pytest

from trainer import networks

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
    network = networks.lenet()
    assert {layer.name: layer.count_params() for layer in network.layers} == LENET_PARAMETERS
    assert network.count_params() == 44426


def test_lenet_answers_with_probabilities():
    answer = networks.lenet()(np.random.default_rng(0).random((3, 28, 28, 1), np.float32)).numpy()
    assert answer.shape == (3, 10)
    np.testing.assert_allclose(answer.sum(axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(
    ("build", "parameters"),
    [
        (networks.cnn_16_36, 242_062),
        (networks.convnet_32_64_64, 93_322),
        (networks.fnn_32_16, (784 + 1) * 32 + (32 + 1) * 16 + (16 + 1) * 10),
    ],
)
def test_the_courses_networks_have_their_parameters(build, parameters):
    network = build()
    assert network.count_params() == parameters
    assert network.output_shape == (None, 10)


def test_the_convolutions_of_the_third_cnn():
    convolutions = [layer for layer in networks.convnet_32_64_64().layers if "conv" in layer.name]
    assert sum(layer.count_params() for layer in convolutions) == 55_744


def test_the_teacher_fits_in_a_megabyte_and_a_half():
    assert networks.teacher().count_params() * 4 <= 1_500_000
