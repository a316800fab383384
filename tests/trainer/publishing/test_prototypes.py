"""The pictures that a network is surest of."""

import json
import shutil

import numpy as np

from trainer import ROOT
from trainer.publishing.prototypes import draw_prototypes, write_for_model
from webapp.explaining.network import WEIGHTS_FILE, read_network
from webapp.reading.preprocessing import to_input


def test_each_is_its_own_digit_and_keeps_to_the_box():
    network = read_network((ROOT / "saved_models" / "lenet" / WEIGHTS_FILE).read_bytes())
    pictures = draw_prototypes(network, seed=2)
    shares = network.activations(to_input(pictures))[-1]
    assert list(shares.argmax(axis=1)) == list(range(10))
    assert shares.max(axis=1).min() > 0.9
    margin = np.ones((28, 28), bool)
    margin[4:24, 4:24] = False
    assert not pictures[:, margin].any()
    again = draw_prototypes(network, seed=2)
    assert np.array_equal(pictures, again)


def test_a_model_folder_gets_a_picture_and_a_file(tmp_path):
    shutil.copy(ROOT / "saved_models" / "lenet" / WEIGHTS_FILE, tmp_path)
    assert write_for_model(tmp_path)
    told = json.loads((tmp_path / "report" / "prototypes.json").read_text())
    assert [each["digit"] for each in told["digits"]] == list(range(10))
    assert (tmp_path / "report" / "prototypes.png").is_file()


def test_without_weights_there_are_none(tmp_path):
    assert not write_for_model(tmp_path)
    assert list(tmp_path.iterdir()) == []
