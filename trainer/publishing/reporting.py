"""The report of a model: pictures for people, and the same figures as JSON for the pages."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import matplotlib as mpl
import numpy as np
import numpy.typing as npt

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from trainer.measuring.evaluation import Evaluation
from trainer.measuring.robustness import MeasuredCurve
from trainer.publishing.confusion_examples import write_cells
from trainer.publishing.recipe_source import source_texts
from trainer.training.recipes import Recipe
from trainer.training.runs import Run

ACCENT = "#c2410c"
INK = "#1e3a5f"
MOST_ERRORS = 60
GRID = (6, 10)
# Lines of the robustness curves, in their order.
WAYS = ({"color": ACCENT}, {"color": INK}, {"color": INK, "linestyle": ":"})


@dataclass(frozen=True)
class Subject:
    """What a report is on.

    Attributes:
        recipe: of the model.
        run: the training's record, for its curves.
        evaluations: of each test set; the first one's is looked at closely.
        images: of that test set, uint8 (N, H, W), or (N, H, W, 3).
        samples: training images and their labels, of which a grid is shown.
    """

    recipe: Recipe
    run: Run
    evaluations: dict[str, Evaluation]
    images: npt.NDArray[np.uint8]
    samples: tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]

    @property
    def evaluation(self) -> Evaluation:
        """Of the first test set."""
        return next(iter(self.evaluations.values()))


class Misclassified(TypedDict):
    """One misclassified test image: its place in the test set, its classes, how sure it was."""

    index: int
    true: int
    predicted: int
    confidence: float


def write_report(folder: Path, subject: Subject) -> None:
    """Write report.json and its pictures into the folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    recipe, run, evaluation = subject.recipe, subject.run, subject.evaluation
    errors = _errors(evaluation)
    for file, figure in _pictures(subject, errors).items():
        _save(figure, folder / file)
    indices = [error["index"] for error in errors]
    report = {
        "model": recipe.name,
        "labels": list(recipe.labels),
        "test_set": next(iter(subject.evaluations)),
        "history": run.history,
        "chosen_epoch": run.chosen_epoch,
        "confusion_matrix": evaluation.confusion_matrix.tolist(),
        "figures": evaluation.figures(),
        "misclassified": errors,
        "images": write_cells(folder, evaluation, subject.images, indices),
        "reliability": {name: each.reliability for name, each in subject.evaluations.items()},
        "source": source_texts(recipe),
    }
    (folder / "report.json").write_text(_compact(report), encoding="utf-8")


def _compact(report: dict[str, Any]) -> str:
    """Return JSON with a line an entry, so that a change of one shows as one."""
    lines = (f" {json.dumps(key)}: {json.dumps(value)}" for key, value in report.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _pictures(subject: Subject, errors: list[Misclassified]) -> dict[str, Figure]:
    name, labels = subject.recipe.name, subject.recipe.labels
    samples, of = subject.samples
    return {
        "reliability.png": _reliability(subject.evaluations),
        "training-curves.png": _training_curves(subject.run),
        "confusion-matrix.png": _confusion_matrix(subject.evaluation, name, labels),
        "samples.png": _grid(samples, [labels[label] for label in of], "Training examples"),
        "misclassified.png": _grid(
            subject.images[[error["index"] for error in errors]],
            [f"{labels[error['true']]} → {labels[error['predicted']]}" for error in errors],
            f"Misclassified by {name}: true → predicted, most confident first",
        ),
    }


def write_robustness(folder: Path, curves: list[MeasuredCurve]) -> None:
    """Write robustness.json and robustness.png, of `robustness.measure_curves`."""
    text = json.dumps(curves, indent=1) + "\n"
    (folder / "robustness.json").write_text(text, encoding="utf-8")
    figure, places = plt.subplots(2, 3, figsize=(11, 6.4), sharey=True, layout="constrained")
    for axes, curve in zip(places.flat, curves, strict=False):
        for (name, values), style in zip(curve["accuracy"].items(), WAYS, strict=False):
            axes.plot(curve["values"], values, label=name, **style)
        axes.set(title=curve["name"], xlabel=curve["axis"], ylim=(0, 1.02))
        axes.spines[["top", "right"]].set_visible(False)
    for axes in places.flat[len(curves) :]:
        axes.set_axis_off()
    figure.legend(*places.flat[0].get_legend_handles_labels(), loc="lower right", frameon=False)
    figure.supylabel("accuracy on drawn digits")
    _save(figure, folder / "robustness.png")


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def _reliability(evaluations: dict[str, Evaluation]) -> Figure:
    figure, axes = plt.subplots(figsize=(5.5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.8", zorder=0)
    shown = dict.fromkeys((next(iter(evaluations)), "pen_test"))
    for name, color in zip(shown, (INK, ACCENT), strict=False):
        if name not in evaluations:
            continue
        bins = [each for each in evaluations[name].reliability if each["n"] >= 5]
        confidence, accuracy = ([each[key] for each in bins] for key in ("confidence", "accuracy"))
        axes.plot(confidence, accuracy, "o-", color=color, label=name.replace("_", " "))
    axes.set(xlabel="confidence", ylabel="accuracy", title="Bins with at least 5 images")
    axes.legend(frameon=False)
    return figure


def _errors(evaluation: Evaluation) -> list[Misclassified]:
    """Return the misclassified images, most confident first: place, classes, confidence."""
    wrong = np.flatnonzero(evaluation.predicted != evaluation.labels)
    confidence = evaluation.probabilities.max(axis=1)
    order = wrong[np.argsort(-confidence[wrong], kind="stable")][:MOST_ERRORS]
    return [
        {
            "index": int(index),
            "true": int(evaluation.labels[index]),
            "predicted": int(evaluation.predicted[index]),
            "confidence": round(float(confidence[index]), 4),
        }
        for index in order
    ]


def _training_curves(run: Run) -> Figure:
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for axes, measure in ((left, "loss"), (right, "accuracy")):
        epochs = range(1, len(run.history[measure]) + 1)
        axes.plot(epochs, run.history[measure], color=INK, label="training")
        if f"val_{measure}" in run.history:
            axes.plot(epochs, run.history[f"val_{measure}"], color=ACCENT, label="validation")
        axes.axvline(run.chosen_epoch, color="0.8", zorder=0, label="chosen epoch")
        axes.set(xlabel="epoch", ylabel=measure)
        axes.spines[["top", "right"]].set_visible(False)
    left.set_yscale("log")
    right.legend(frameon=False)
    return figure


def _confusion_matrix(evaluation: Evaluation, name: str, labels: tuple[str, ...]) -> Figure:
    matrix = evaluation.confusion_matrix
    errors = matrix.copy()
    np.fill_diagonal(errors, 0)
    figure, axes = plt.subplots(figsize=(6.5, 6), layout="constrained")
    axes.imshow(errors, cmap="Oranges")  # the colour shows the errors: they are what differs
    for true, predicted in np.ndindex(*matrix.shape):
        if matrix[true, predicted]:
            dark = errors[true, predicted] > errors.max() / 2
            axes.text(
                predicted,
                true,
                str(matrix[true, predicted]),
                ha="center",
                va="center",
                fontsize=8,
                color="white" if dark else INK,
            )
    axes.set(xlabel="predicted", ylabel="true", title=f"{name}: {evaluation.accuracy:.2%}")
    turned = 60 if max(map(len, labels)) > 2 else 0
    axes.set_xticks(range(len(matrix)), labels, rotation=turned)
    axes.set_yticks(range(len(matrix)), labels)
    return figure


def _grid(images: npt.NDArray[np.uint8], captions: list[str], title: str) -> Figure:
    rows, columns = GRID
    figure, places = plt.subplots(rows, columns, figsize=(10, 7.4), layout="constrained")
    figure.suptitle(title)
    for number, axes in enumerate(places.flat):
        axes.set_axis_off()
        if number < len(images):
            axes.imshow(images[number], cmap="gray_r", vmin=0, vmax=255)
            axes.set_title(captions[number], fontsize=9, color=INK)
    return figure
