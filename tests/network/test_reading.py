"""The network in the page answers as the served one: every digit model, over many drawings."""

import numpy as np
import pytest
from node import answered, preprocessed

from trainer.data.nondigits import KINDS, draw, possible
from trainer.data.stroke_augmentation import augment_strokes
from webapp import create_app
from webapp.networks.packing import WEIGHTS_FILE
from webapp.reading.classifier import Classifier
from webapp.reading.models import load_models
from webapp.settings import ROOT

MODELS = ROOT / "saved_models"
NAMES = sorted(path.parent.name for path in MODELS.glob(f"[!.]*/{WEIGHTS_FILE}"))


@pytest.fixture(scope="session")
def drawings(pads, given_data):
    """Uint8 (N, 28, 28), as the page makes them: the drawings, and some of what is no digit.

    All 2,000 of the real data sets; of those made of what is shipped, every fifth.
    """
    _, digits = preprocessed(pads if given_data else pads[::5])
    others = augment_strokes(draw(possible(KINDS, []), [], 20, seed=5), 1, seed=5)
    return np.concatenate([digits, others])


@pytest.fixture(scope="session")
def classifier():
    return Classifier(load_models(MODELS, "lenet"))


@pytest.fixture(scope="session")
def files():
    return create_app({"TESTING": True}).extensions["network_files"]


@pytest.mark.parametrize("name", NAMES)
def test_every_model_answers_as_it_does_on_the_server(name, classifier, drawings, files, tmp_path):
    """As it travels: in float16 where that was found to be enough."""
    file = tmp_path / "network.bin"
    file.write_bytes(files.network(name).content)
    probabilities, is_digit, verdicts = answered(file, drawings)
    served = [classifier.classify(digit, name) for digit in drawings]
    assert np.abs(probabilities - [each.probabilities for each in served]).max() < 1e-3
    assert probabilities.argmax(axis=1).tolist() == [each.digit for each in served]
    assert verdicts == [each.verdict for each in served]
    expected = [1.0 if each.is_digit is None else each.is_digit for each in served]
    assert np.abs(is_digit - expected).max() < 1e-3


def test_the_drawings_have_every_verdict(classifier, drawings):
    found = {classifier.classify(digit).verdict for digit in drawings}
    assert found == {"digit", "unsure", "not-a-digit"}
