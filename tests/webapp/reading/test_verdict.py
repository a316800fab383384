"""The verdict: a digit, unsure, or no digit at all."""

import numpy as np
import pytest
from drawn_pictures import draw, encode

from webapp.reading.classifier import Prediction

CERTAIN = np.array([0.91] + [0.01] * 9, np.float32)
TORN = np.array([0.45, 0.47] + [0.01] * 8, np.float32)


@pytest.mark.parametrize(
    ("probabilities", "is_digit", "threshold", "verdict"),
    [
        (CERTAIN, 0.9, 0.5, "digit"),
        (CERTAIN, 0.4, 0.5, "not-a-digit"),
        (TORN, 0.9, 0.5, "unsure"),
        (TORN, 0.4, 0.5, "not-a-digit"),
        (CERTAIN, None, 0.5, "digit"),
        (CERTAIN, 0.0, 0.0, "digit"),
    ],
)
def test_verdict(probabilities, is_digit, threshold, verdict):
    assert Prediction("any", probabilities, is_digit, threshold).verdict == verdict


def zigzag():
    return [[(0.1 + 0.08 * step, 0.25 if step % 2 else 0.75) for step in range(11)]]


NO_DIGITS = {
    "zigzag": zigzag(),
    "dash": [[(0.2, 0.5), (0.8, 0.5)]],
    "cross": [[(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]],
    "A": [[(0.2, 0.9), (0.5, 0.1), (0.8, 0.9)], [(0.33, 0.6), (0.67, 0.6)]],
    "M": [[(0.15, 0.9), (0.2, 0.1), (0.5, 0.6), (0.8, 0.1), (0.85, 0.9)]],
    "house": [
        [(0.2, 0.9), (0.2, 0.4), (0.5, 0.1), (0.8, 0.4), (0.8, 0.9), (0.2, 0.9)],
        [(0.4, 0.9), (0.4, 0.6), (0.6, 0.6), (0.6, 0.9)],
    ],
    "11 and 1": [[(x, 0.2), (x, 0.8)] for x in (0.2, 0.5, 0.8)],
    "plus": [[(0.5, 0.2), (0.5, 0.8)], [(0.2, 0.5), (0.8, 0.5)]],
}


@pytest.mark.parametrize("name", NO_DIGITS)
def test_what_is_no_digit_is_not_called_one(client, name):
    png = encode(draw(NO_DIGITS[name]))
    answer = client.post("/api/predict", data=png, content_type="image/png").get_json()
    assert answer["verdict"] == "not-a-digit"
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5), "if it were one"


def test_the_samples_are_digits(client, samples):
    for digit, ink in samples:
        answer = client.post("/api/predict", data=encode(ink)).get_json()
        assert (answer["digit"], answer["verdict"]) == (digit, "digit")
