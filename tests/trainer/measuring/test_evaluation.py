import numpy as np
import pytest

from trainer.measuring.evaluation import Evaluation, evaluate


def sure(classes, total=3):
    return np.eye(total, dtype=np.float32)[classes]


@pytest.fixture
def evaluation():
    return Evaluation(np.array([0, 0, 0, 1, 1, 2]), sure([0, 0, 1, 1, 1, 1]))


def test_accuracy(evaluation):
    assert evaluation.accuracy == pytest.approx(4 / 6)


def test_confusion_matrix_has_true_classes_as_rows(evaluation):
    assert evaluation.confusion_matrix.tolist() == [[2, 1, 0], [0, 2, 0], [0, 1, 0]]


def test_recall_and_precision(evaluation):
    assert evaluation.recall.tolist() == pytest.approx([2 / 3, 1, 0])
    precision = evaluation.precision
    assert precision[:2].tolist() == pytest.approx([1, 2 / 4])
    assert np.isnan(precision[2]), "never predicted"


def test_confusions_are_in_order_of_frequency():
    evaluation = Evaluation(np.array([0, 1, 1, 2]), sure([0, 2, 2, 0]))
    assert evaluation.confusions() == [(1, 2, 2), (2, 0, 1)]


def test_figures_name_the_worst_and_best_class(evaluation):
    figures = evaluation.figures()
    assert (figures["n"], figures["worst_class"], figures["best_class"]) == (6, 2, 1)
    assert figures["precision"][2] is None


def test_loss_is_cross_entropy_in_nats():
    even = np.full((4, 10), 0.1, np.float32)
    assert Evaluation(np.arange(4), even).loss == pytest.approx(np.log(10), abs=1e-5)


def test_expected_calibration_error():
    half_right = Evaluation(np.array([0, 1]), np.array([[0.8, 0.2], [0.8, 0.2]]))
    assert half_right.expected_calibration_error == pytest.approx(0.3)
    assert Evaluation(np.array([0, 1]), sure([0, 1])).expected_calibration_error == 0


def test_evaluate_takes_any_callable():
    images = np.zeros((5, 28, 28), np.uint8)
    assert evaluate(lambda _: sure([1] * 5), images, [1, 1, 1, 1, 0]).accuracy == 0.8


def test_evaluate_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="2 images"):
        evaluate(lambda _: sure([0, 0]), np.zeros((2, 28, 28), np.uint8), [0])
    with pytest.raises(ValueError, match="0 images"):
        evaluate(lambda _: sure([]), np.zeros((0, 28, 28), np.uint8), [])
