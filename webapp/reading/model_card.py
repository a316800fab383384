"""The shape of a model card, the content of model.json, in Python and in the HTTP interface."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict, final

from webapp.openapi import Schema


class Confusion(TypedDict):
    """How often images of one class were taken for another."""

    true: int
    predicted: int
    count: int


@final
class Figures(TypedDict):
    """What was measured on one test set; shares are 0..1, classes are places in `labels`."""

    n: int
    accuracy: float
    loss: float
    expected_calibration_error: float
    # One a class; None where there was nothing to divide by.
    precision: list[float | None]
    recall: list[float | None]
    worst_class: int
    best_class: int
    confusions: list[Confusion]


@final
class Framing(TypedDict):
    """How preprocessed images lie in their frame: see `trainer.measuring.test_sets.framing`."""

    n: int
    centroid_within_half_a_pixel: float
    longer_side_is_20: float


class Verdict(TypedDict):
    """Shares called no digit: of each test set of digits, and of each kind of non-digit."""

    refused: dict[str, float]
    flagged: dict[str, float]


class HandRow(TypedDict):
    """What learning one person's hand gave, over all writers of one set; shares are 0..1.

    `k` drawings of each digit were learned, `n` others read. MNIST's test digits and letters were
    read by every writer's network: `after` is the mean.
    """

    k: int
    writers: int
    n: int
    before: float
    after: float
    mnist_before: float
    mnist_after: float
    letters_before: float
    letters_after: float
    errors_before: int
    errors_after: int
    writers_worse: int


class LayerCard(TypedDict):
    """One layer of the network, as Keras has it; shapes are of one image."""

    name: str
    kind: str
    output: list[int]
    parameters: int
    window: NotRequired[list[int]]
    activation: NotRequired[str]


class InputCard(TypedDict):
    """What the network takes: the shape of one image, and what its numbers mean."""

    shape: list[int]
    dtype: str
    range: list[int]
    # The value of full ink, where the network reads drawings.
    ink: NotRequired[int]


class NetworkCard(TypedDict):
    """The part of a model card that says what the network is."""

    name: str
    summary: str
    task: str  # `digits` or `pictures`
    labels: list[str]
    parameters: int
    layers: list[LayerCard]
    input: InputCard


class ModelCard(NetworkCard):
    """All that is known of a model; what is not required is added as it is measured."""

    preprocessing: int | None
    threshold: float
    bytes: int
    sha256: dict[str, str]
    # What decided the outcome, as the recipe of that day recorded it.
    recipe: Mapping[str, Any]
    seed: int
    chosen_epoch: int
    training_seconds: float
    versions: dict[str, str]
    # Where the training data is from: `credits`, numbers of examples, checksums.
    data: Mapping[str, Any]
    microseconds: NotRequired[float]
    # By the set of writers.
    hand: NotRequired[dict[str, list[HandRow]]]
    parity_with_keras: NotRequired[float]
    figures: NotRequired[dict[str, Figures | Framing]]
    verdict: NotRequired[Verdict]


# What is promised of it over HTTP; the rest may change with the recipes.
MODEL_CARD = Schema(
    "ModelCard",
    {
        "type": "object",
        "description": "A model's model.json: what it is and how well it does.",
        "properties": {
            "name": {"type": "string"},
            "task": {"enum": ["digits", "pictures"]},
            "labels": {"type": "array", "items": {"type": "string"}},
            "parameters": {"type": "integer", "minimum": 1},
            "figures": {"type": "object"},
        },
        "required": ["name", "task", "labels", "parameters"],
    },
)


def figures_on(card: ModelCard, test_set: str) -> Figures | None:
    """Return what was measured on a test set, or None where it was not."""
    figures = card.get("figures", {}).get(test_set)
    return figures if figures and "accuracy" in figures else None
