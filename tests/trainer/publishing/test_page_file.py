"""What the page needs beside the weights: how they travel, what a hand is learned beside."""

import io
import json

import numpy as np
import pytest

from trainer.data.mnist import Mnist
from trainer.data.pen_digits import SPLITS, PenDigits
from trainer.measuring.test_sets import NONDIGITS
from trainer.publishing import catalogue, page_file
from webapp.explaining.network import Network, read_network
from webapp.networks.files import read_page_file
from webapp.reading.preprocessing import to_input
from webapp.settings import ROOT

LENET = ROOT / "saved_models" / "lenet"
FEW = 300


@pytest.fixture(scope="module")
def network():
    return catalogue.load(LENET)[0]


@pytest.fixture(scope="module")
def data(digits):
    return Mnist(digits.images, digits.labels, digits.images, digits.labels)


@pytest.fixture(scope="module")
def written(network, data, sample_strokes, tmp_path_factory):
    """Return what a small file of the served model says, and its arrays."""
    labels, strokes = zip(*sample_strokes * 10, strict=True)
    pens = PenDigits(list(strokes), list(labels))
    weights = (LENET / "model.weights.npz").read_bytes()
    card = json.loads((LENET / "model.json").read_text())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_file, "ROOM", 121 * FEW)
        patch.setattr(page_file, "TEST_DIGITS", 50)
        content = page_file.page_file(network, weights, card, data, dict.fromkeys(SPLITS, pens))
    path = tmp_path_factory.mktemp("page") / "model.page.npz"
    path.write_bytes(content)
    return read_page_file(path, card["sha256"]["model.weights.npz"])


def test_it_has_digits_of_everybody_and_what_is_none(written):
    about, arrays = written
    assert arrays["activations"].shape == (len(arrays["labels"]), 120)
    assert FEW * 0.9 < len(arrays["labels"]) <= FEW
    assert set(arrays["labels"]) == set(range(11))
    assert about["layer"] == "dense_2"


def test_bytes_times_the_scale_are_what_the_layer_gets(written, data):
    about, arrays = written
    weights = read_network((LENET / "model.weights.npz").read_bytes())
    at = [layer.name for layer in weights.layers].index(about["layer"]) - 1
    wanted = weights.activations(to_input(data.x_test[:50]))[at]
    assert np.abs(arrays["test_activations"] * about["scale"] - wanted).max() <= about["scale"] / 2
    assert (arrays["test_labels"] == data.y_test[:50]).all()


def test_strangers_digits_and_letters_are_told_apart(written):
    about, arrays = written
    labels = arrays["people_labels"]
    assert arrays["people_activations"].shape == (len(labels), 120)
    assert arrays["people_activations"].max() == 255
    assert (labels == page_file.NO_DIGIT).sum() == NONDIGITS
    digits = labels[labels != page_file.NO_DIGIT]
    assert set(digits) == set(range(10))
    weights = read_network((LENET / "model.weights.npz").read_bytes())
    last = weights.layers[[layer.name for layer in weights.layers].index(about["layer"]) :]
    inputs = arrays["people_activations"][: len(digits)] * np.float32(about["people_scale"])
    assert (Network(last).activations(inputs)[-1].argmax(1) == digits).mean() > 0.95


def test_float16_is_enough_only_where_no_probability_moves_by_a_thousandth(
    network, data, monkeypatch
):
    def fits():
        return page_file.fits_float16(network, 0.5, data)

    monkeypatch.setattr(page_file, "TOLERANCE", 0.1)
    assert fits()
    monkeypatch.setattr(page_file, "TOLERANCE", 1e-7)
    assert not fits()


def test_where_a_verdict_would_change_float32_travels(network, data, monkeypatch):
    """The threshold lies between what float32 and float16 give for one image."""
    outputs = []
    plain = page_file._outputs
    monkeypatch.setattr(page_file, "TOLERANCE", 1.0)
    monkeypatch.setattr(
        page_file, "_outputs", lambda *given: outputs.append(plain(*given)) or outputs[-1]
    )
    assert page_file.fits_float16(network, 0.0, data)
    (_, one), (_, other) = outputs
    widest = np.abs(one - other).argmax()
    assert not page_file.fits_float16(network, float(one[widest] + other[widest]) / 2, data)


def test_a_file_of_other_weights_is_left_alone(tmp_path):
    file = io.BytesIO()
    told = np.frombuffer(json.dumps({"sha256": "other"}).encode(), np.uint8)
    np.savez(file, allow_pickle=False, about=told)
    (tmp_path / "model.page.npz").write_bytes(file.getvalue())
    assert read_page_file(tmp_path / "model.page.npz", "ours") == ({}, {})
