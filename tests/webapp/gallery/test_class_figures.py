"""The rows of the table of a model's classes."""

from webapp.gallery.class_figures import class_figures

FIGURES = {
    "n": 30,
    "accuracy": 0.9,
    "loss": 0.3,
    "expected_calibration_error": 0.01,
    "precision": [1.0, 0.5, None],
    "recall": [0.95, 0.8, None],
    "worst_class": 1,
    "best_class": 0,
    "confusions": [],
}


def test_bars_are_in_percent_of_the_worst_classs():
    rows = class_figures(FIGURES, ["a", "b", "c"])
    assert [(row.label, row.bar) for row in rows] == [("a", 25.0), ("b", 100.0), ("c", 0.0)]
    assert [row.is_worst for row in rows] == [False, True, False]
    assert [row.is_best for row in rows] == [True, False, False]


def test_a_class_without_images_has_no_share():
    row = class_figures(FIGURES, ["a", "b", "c"])[2]
    assert (row.recall, row.precision) == (None, None)


def test_where_nothing_is_missed_no_bar_is_long():
    rows = class_figures(FIGURES | {"recall": [1.0, 1.0, 1.0]}, ["a", "b", "c"])
    assert [row.bar for row in rows] == [0.0, 0.0, 0.0]
