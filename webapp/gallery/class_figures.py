"""How well a model does class by class: the rows of a table, and their bars."""

from dataclasses import dataclass

from webapp.reading.model_card import Figures

# Of a bar's scale: where every class is found almost always, no bar is to look long.
LEAST_MISSED = 0.0001


@dataclass(frozen=True)
class ClassFigures:
    """One class; shares are 0..1, or None where there was nothing to divide by."""

    label: str
    recall: float | None
    precision: float | None
    f1: float | None
    is_worst: bool
    is_best: bool
    # Length of the bar of what is missed, in percent of that of the worst class.
    bar: float


def class_figures(figures: Figures, labels: list[str]) -> list[ClassFigures]:
    """Return the figures of each class, in the order of the labels."""
    missed = [1 - recall for recall in figures["recall"] if recall is not None]
    most_missed = max([LEAST_MISSED, *missed])
    return [
        ClassFigures(
            label=label,
            recall=recall,
            precision=precision,
            f1=_f1(recall, precision),
            is_worst=number == figures["worst_class"],
            is_best=number == figures["best_class"],
            bar=0.0 if recall is None else round(100 * (1 - recall) / most_missed, 1),
        )
        for number, (label, recall, precision) in enumerate(
            zip(labels, figures["recall"], figures["precision"], strict=True)
        )
    ]


def _f1(recall: float | None, precision: float | None) -> float | None:
    """Return the harmonic mean of both, 0 where both are."""
    if recall is None or precision is None:
        return None
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0
