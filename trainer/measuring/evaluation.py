"""How well a classifier does, whatever it is: anything from images to probabilities."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from webapp.reading.model_card import Figures

Predict = Callable[[npt.NDArray[np.uint8]], npt.NDArray[np.float32]]
"""uint8 (N, 28, 28) to probabilities float32 (N, classes)."""

ECE_BINS = 15


@dataclass(frozen=True)
class Evaluation:
    """What came of every image: labels int (N,), probabilities float32 (N, classes)."""

    labels: npt.NDArray[np.int64]
    probabilities: npt.NDArray[np.float32]

    @property
    def predicted(self) -> npt.NDArray[np.int64]:
        """The most probable class of each image, int (N,)."""
        classes: npt.NDArray[np.int64] = self.probabilities.argmax(axis=1)
        return classes

    @property
    def accuracy(self) -> float:
        """Share of images whose most probable class is the right one, 0..1."""
        return float((self.predicted == self.labels).mean())

    @property
    def loss(self) -> float:
        """Mean categorical cross-entropy, in nats."""
        right = self.probabilities[np.arange(len(self.labels)), self.labels]
        return float(-np.log(np.maximum(right, 1e-7)).mean())

    @property
    def confusion_matrix(self) -> npt.NDArray[np.int64]:
        """Counts, int (classes, classes): row = true class, column = predicted class."""
        classes = self.probabilities.shape[1]
        flat = np.bincount(self.labels * classes + self.predicted, minlength=classes * classes)
        return flat.reshape(classes, classes)

    @property
    def recall(self) -> npt.NDArray[np.float64]:
        """Of each true class, the share that was found; NaN for a class with no image."""
        return _shares(self.confusion_matrix, axis=1)

    @property
    def precision(self) -> npt.NDArray[np.float64]:
        """Of each predicted class, the share that was right; NaN for a class never predicted."""
        return _shares(self.confusion_matrix, axis=0)

    @property
    def reliability(self) -> list[dict[str, float]]:
        """Of 15 equal bins of confidence, those with images: n, mean confidence, accuracy."""
        confidence = self.probabilities.max(axis=1)
        right = (self.predicted == self.labels).astype(float)
        bins = np.minimum((confidence * ECE_BINS).astype(int), ECE_BINS - 1)
        return [
            {
                "n": int((bins == each).sum()),
                "confidence": float(confidence[bins == each].mean()),
                "accuracy": float(right[bins == each].mean()),
            }
            for each in np.unique(bins)
        ]

    @property
    def expected_calibration_error(self) -> float:
        """Mean gap between confidence and accuracy over the bins (Guo et al., 2017), 0..1."""
        gaps = [each["n"] * abs(each["confidence"] - each["accuracy"]) for each in self.reliability]
        return float(sum(gaps) / len(self.labels))

    def confusions(self, most: int = 5) -> list[tuple[int, int, int]]:
        """Return the most frequent confusions as (true class, predicted class, count)."""
        matrix = self.confusion_matrix
        np.fill_diagonal(matrix, 0)
        order = np.argsort(-matrix, axis=None, kind="stable")[:most]
        pairs = [np.unravel_index(place, matrix.shape) for place in order]
        return [(int(t), int(p), int(matrix[t, p])) for t, p in pairs if matrix[t, p]]

    def figures(self) -> Figures:
        """Return the figures that go into the model card."""
        recall = self.recall
        return {
            "n": len(self.labels),
            "accuracy": self.accuracy,
            "loss": self.loss,
            "expected_calibration_error": self.expected_calibration_error,
            "precision": _rounded(self.precision),
            "recall": _rounded(recall),
            "worst_class": int(np.nanargmin(recall)),
            "best_class": int(np.nanargmax(recall)),
            "confusions": [
                {"true": true, "predicted": predicted, "count": count}
                for true, predicted, count in self.confusions()
            ],
        }


def evaluate(predict: Predict, images: npt.NDArray[np.uint8], labels: npt.ArrayLike) -> Evaluation:
    """Run `predict` on every image, uint8 (N, 28, 28), and keep what it answers.

    Raises:
        ValueError: there is no image, or not one label an image.
    """
    truth = np.asarray(labels, np.int64)
    if len(images) == 0 or truth.shape != (len(images),):
        raise ValueError(f"{len(images)} images and labels of shape {truth.shape}")
    return Evaluation(truth, np.asarray(predict(images)))


def _shares(matrix: npt.NDArray[np.int64], axis: int) -> npt.NDArray[np.float64]:
    totals = matrix.sum(axis=axis)
    return np.where(totals, matrix.diagonal() / np.maximum(totals, 1), np.nan)


def _rounded(values: npt.NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 5) for value in values]
