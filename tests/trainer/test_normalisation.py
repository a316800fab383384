"""Batch normalisation: there while training, folded away after it."""

import numpy as np
import pytest

from trainer import networks
from trainer.normalisation import folded, normalised


@pytest.fixture
def trained():
    """Train a normalised LeNet a little, so that its statistics are no longer the initial ones."""
    network = normalised(networks.lenet())
    network.compile("adam", "categorical_crossentropy")
    random = np.random.default_rng(0)
    images = random.random((256, 28, 28, 1), np.float32)
    targets = np.eye(10, dtype=np.float32)[random.integers(0, 10, 256)]
    network.fit(images, targets, batch_size=32, epochs=2, verbose=0)
    return network


def test_folded_answers_as_the_normalised_network_does_with_lenets_parameters(trained):
    images = np.random.default_rng(1).random((64, 28, 28, 1), np.float32)
    plain = folded(trained, networks.lenet())
    assert plain.count_params() == 44_426
    assert [layer.name for layer in plain.layers] == [x.name for x in networks.lenet().layers]
    expected = trained.predict(images, verbose=0)
    assert np.abs(plain.predict(images, verbose=0) - expected).max() < 1e-5
    assert expected.std(axis=0).max() > 1e-3, "the answers differ from image to image"


def test_the_last_layer_is_not_normalised_and_all_others_are():
    names = [layer.name for layer in normalised(networks.lenet()).layers]
    assert "probabilities_normalised" not in names
    for name in ("conv_1", "conv_2", "dense_1", "dense_2"):
        assert names.index(f"{name}_normalised") == names.index(name) + 1
        assert names.index(f"{name}_activation") == names.index(name) + 2
