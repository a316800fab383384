"""The exported file does what Keras does, and appears whole or not at all."""

import json

import keras
import numpy as np
import pytest

from trainer.measuring.predictors import keras_predictor, litert_predictor
from trainer.networks import digit_networks
from trainer.publishing import exporting
from trainer.publishing.exporting import ExportError, check_parity, convert, replaced


@pytest.fixture(scope="module")
def network():
    keras.utils.set_random_seed(3)
    return digit_networks.lenet()


@pytest.fixture(scope="module")
def exported(network):
    return convert(network)


def test_parity(network, exported, digits):
    assert 0 < check_parity(network, exported, digits.images) <= 1e-5


def test_a_file_that_differs_is_refused(exported, digits):
    keras.utils.set_random_seed(4)
    with pytest.raises(ExportError, match="nothing was written"):
        check_parity(digit_networks.lenet(), exported, digits.images)


def test_not_a_number_is_refused(exported, digits):
    spoilt = digit_networks.lenet()
    spoilt.layers[-1].bias.assign(np.full(10, np.nan))
    with pytest.raises(ExportError):
        check_parity(spoilt, exported, digits.images)


def test_size(exported):
    assert len(exported) <= 250_000


def test_one_callable_shape_for_both(network, exported, digits):
    for predict in (keras_predictor(network), litert_predictor(exported)):
        assert predict(digits.images[:7]).shape == (7, 10)


def test_replaced_puts_the_whole_folder_in_place(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "old").touch()
    with replaced(tmp_path / "model") as draft:
        (draft / "new").touch()
        assert (tmp_path / "model" / "old").exists(), "the old one serves until the end"
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"], "no draft is left behind"


def test_an_interruption_leaves_the_old_model(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "old").touch()
    with pytest.raises(KeyboardInterrupt), replaced(tmp_path / "model") as draft:
        (draft / "half").touch()
        raise KeyboardInterrupt
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["old"]


def test_every_shipped_model_is_what_its_card_says():
    from trainer import ROOT

    folders = sorted(path.parent for path in (ROOT / "saved_models").glob("*/model.json"))
    assert {"lenet", "lenet-tutorial"} <= {folder.name for folder in folders}
    for folder in folders:
        about = json.loads((folder / "model.json").read_text())
        network = keras.models.load_model(folder / "model.keras")
        assert about["parameters"] == network.count_params()
        height, width, channels = about["input"]["shape"]
        shape = (200, height, width) if channels == 1 else (200, height, width, channels)
        images = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
        exported = (folder / "model.tflite").read_bytes()
        assert check_parity(network, exported, images) <= exporting.TOLERANCE
        assert about["parity_with_keras"] <= exporting.TOLERANCE
