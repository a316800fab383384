"""What the fuzzer starts from is read as it should be."""

import sys
from pathlib import Path

import pytest

from webapp.decoding import decode
from webapp.preprocessing import to_mnist
from webapp.refusals import BlankDrawing

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzzing"))
import corpus

PICTURES = corpus.pictures()


@pytest.mark.parametrize("name", sorted(set(PICTURES) - {"blank"}))
def test_every_kind_of_png_is_the_same_seven(name):
    digit = to_mnist(decode(PICTURES[name]))
    plain = to_mnist(decode(PICTURES["L"]))
    assert abs(digit.astype(int) - plain).mean() < 8


def test_the_blank_one_is_blank():
    with pytest.raises(BlankDrawing):
        to_mnist(decode(PICTURES["blank"]))


def test_the_corpus_is_written(tmp_path):
    corpus.write(tmp_path)
    assert len(list(tmp_path.glob("*.png"))) == 2 * len(PICTURES)
