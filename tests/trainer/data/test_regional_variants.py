"""European habits: one stroke more, where it belongs."""

import numpy as np
import pytest

from trainer.data.pen_digits import PenDigits
from trainer.data.regional_variants import HABITS, with_habits

DIGITS = {
    0: [[0.5 + 0.3 * np.sin(t), 0.5 - 0.45 * np.cos(t)] for t in np.linspace(0, 6.28, 40)],
    1: [[0.5, 0.1 + 0.02 * step] for step in range(40)],
    7: [[0.2, 0.1], [0.8, 0.1], [0.7, 0.3], [0.6, 0.5], [0.5, 0.7], [0.4, 0.9]],
}


@pytest.fixture
def changed():
    plain = PenDigits([[DIGITS[label]] for label in (0, 1, 7)], [0, 1, 7])
    written = with_habits(plain, seed=4)
    assert written.labels == [0, 1, 1, 7]
    return dict(zip((0, 1, "flag", 7), written.strokes, strict=True))


def test_each_has_one_stroke_more(changed):
    for label, strokes in changed.items():
        assert len(strokes) == 2
        assert np.array_equal(strokes[0], np.array(DIGITS[1 if label == "flag" else label]))


def test_the_bar_of_a_seven_crosses_its_stem(changed):
    bar = changed[7][1]
    stem_x = 0.6
    assert bar[0, 0] < stem_x < bar[-1, 0]
    assert 0.35 < bar[:, 1].mean() < 0.65


def test_the_slash_of_a_zero_goes_from_lower_left_to_upper_right(changed):
    slash = changed[0][1]
    assert slash[0, 0] < 0.4
    assert slash[-1, 0] > 0.6
    assert slash[0, 1] > 0.75
    assert slash[-1, 1] < 0.25


def test_the_foot_of_a_one_is_under_it(changed):
    foot = changed[1][1]
    assert foot[0, 0] < 0.5 < foot[-1, 0]
    assert foot[:, 1].mean() == pytest.approx(0.88, abs=0.1)


def test_the_flag_of_a_one_rises_from_its_left_to_its_top(changed):
    start, end = changed["flag"][1][[0, -1]]
    assert end == pytest.approx([0.5, 0.1])
    assert start[0] < 0.45
    assert 0.15 < start[1] < 0.6


def test_a_one_that_may_have_a_flag_gets_none():
    flagged = [[[0.2, 0.4], [0.5, 0.1], [0.5, 0.9]]]
    assert with_habits(PenDigits([flagged], [1]), seed=1).labels == [1], "the foot alone"


def test_other_digits_and_those_that_have_the_stroke_already_are_left_out():
    four, crossed = [[[0, 0], [1, 1]]], [DIGITS[7], [[0.4, 0.5], [0.8, 0.5]]]
    assert len(with_habits(PenDigits([four, crossed], [4, 7]), seed=1)) == 0
    assert set(HABITS) == {0, 1, 7}
