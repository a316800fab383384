"""Drawings as they come from paper."""

import numpy as np
import pytest

from trainer.data.paper import Paper
from trainer.data.rendering import place, render
from webapp.reading.preprocessing import to_mnist


@pytest.fixture
def ink(sample_strokes):
    return render(place(sample_strokes[3][1]), 0.06, 112)


def test_without_a_share_nothing_changes(ink):
    assert Paper()(ink, np.random.default_rng(1)) is ink


def test_the_seed_decides_and_the_share_is_kept(ink):
    one, same = (Paper(share=1)(ink, np.random.default_rng(1)) for _ in range(2))
    assert one.dtype == np.uint8
    assert np.array_equal(one, same)
    assert not np.array_equal(one, ink)
    random = np.random.default_rng(2)
    changed = [Paper(share=0.25)(ink, random) is not ink for _ in range(400)]
    assert 0.15 < np.mean(changed) < 0.35


def test_the_digit_is_still_there(ink):
    digit, random = to_mnist(ink).ravel(), np.random.default_rng(3)
    worn = [to_mnist(Paper(share=1, ruled=0)(ink, random)).ravel() for _ in range(40)]
    likeness = [np.corrcoef(each, digit)[0, 1] for each in worn]
    assert min(likeness) > 0.2
    assert np.mean(likeness) > 0.7


def test_a_ruling_is_a_line_across_or_down():
    blank = np.zeros((112, 112), np.uint8)
    blank[30:80, 40:70] = 255
    still = Paper(share=1, softness=0, fading=0, grain=0, ruled=1)
    for seed in range(10):
        left = still(blank, np.random.default_rng(seed))
        left[30:80, 40:70] = 0
        assert min(np.count_nonzero(left.any(axis=axis)) for axis in (0, 1)) <= 1


def test_no_ink_no_ruling():
    assert not Paper(share=1, ruled=1)(np.zeros((40, 40), np.uint8), np.random.default_rng(1)).any()
