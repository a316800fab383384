"""From a trained network to a published model: exported, measured, reported, in one folder."""

import hashlib
from pathlib import Path

import click
import keras
import numpy as np

from trainer.data.cifar10 import Cifar10
from trainer.data.mnist import Mnist
from trainer.data.pen_digits import PenDigits
from trainer.measuring.evaluation import Evaluation
from trainer.measuring.predictors import litert_predictor, litert_scorer
from trainer.measuring.robustness import (
    MeasuredCurve,
    as_served,
    measure_curves,
    plainly_resized,
)
from trainer.measuring.test_sets import TestSets, framing, measure, refusals
from trainer.measuring.timing import microseconds
from trainer.publishing import exporting, prototypes
from trainer.publishing.model_card import as_markdown
from trainer.publishing.notebooks import write_notebooks
from trainer.publishing.numpy_export import ChainError, chain_file
from trainer.publishing.reporting import GRID, Subject, write_report, write_robustness
from trainer.training import recipes
from trainer.training.runs import NETWORK_FILE, Run
from webapp.explaining.network import WEIGHTS_FILE
from webapp.reading.model_card import Figures, Framing, ModelCard

BASELINE = "lenet-tutorial"
# Images on which each layer of the explained network is compared with Keras's.
CHECKED = 100


def publish(
    folder: Path, network: keras.Model, run: Run, data: Mnist | Cifar10, sets: TestSets
) -> ModelCard:
    """Export, measure and describe a network, and put it in the place of `folder` in one go.

    Returns:
        its model card.

    Raises:
        ExportError: the exported file does not do what the network does.
    """
    exported = exporting.convert(network)
    parity = exporting.check_parity(network, exported, data.x_test[: exporting.PARITY_IMAGES])
    evaluations = measure(litert_predictor(exported), sets)
    recipe = recipes.find(run.configuration["recipe"])
    card = exporting.model_card(network, exported, run, recipe)
    card["microseconds"] = microseconds(exported)
    card["parity_with_keras"] = parity
    weights = None
    if recipe.task == "digits":
        weights = explained_weights(network, data.x_test[:CHECKED], card)
    card["figures"] = figures(evaluations, sets)
    if card["threshold"]:
        card["verdict"] = refusals(litert_scorer(exported), card["threshold"], sets)
    subject = Subject(recipe, run, evaluations, data.x_test, samples(data))
    with exporting.replaced(folder) as draft:
        exporting.write_model(draft, network, exported, run, card)
        write_weights(draft, weights)
        prototypes.write_for_model(draft)
        report(draft, card, subject)
        if sets.pens and run.configuration["pens"]:
            baseline = folder.parent / BASELINE / exporting.EXPORTED_FILE
            write_robustness(draft / "report", robustness_curves(exported, baseline, sets.pens))
    return card


def explained_weights(network: keras.Model, images: np.ndarray, card: ModelCard) -> bytes | None:
    """Return the weights from which the server explains a network, their checksum in its card.

    A network that the server cannot explain is served without them: then there are none.

    Args:
        network: the trained model.
        images: uint8 (N, 28, 28), on which the layers are compared with Keras's.
        card: of the model; its checksums are brought up to date.
    """
    card["sha256"].pop(WEIGHTS_FILE, None)
    try:
        weights = chain_file(network, images)
    except ChainError as error:
        click.echo(f"{error} It is served without an explanation.")
        return None
    card["sha256"][WEIGHTS_FILE] = hashlib.sha256(weights).hexdigest()
    return weights


def write_weights(folder: Path, weights: bytes | None) -> None:
    """Write model.weights.npz into a model's folder, if there is one."""
    if weights:
        (folder / WEIGHTS_FILE).write_bytes(weights)


def time_anew(folder: Path, card: ModelCard) -> None:
    """Time a model's predictions on this machine, and write its model.json and card anew."""
    card["microseconds"] = microseconds((folder / exporting.EXPORTED_FILE).read_bytes())
    exporting.write_card(folder, card)
    (folder / "README.md").write_text(as_markdown(card), encoding="utf-8")


def figures(evaluations: dict[str, Evaluation], sets: TestSets) -> dict[str, Figures | Framing]:
    """Return the figures of the model card: each set's, and how the pad's pictures are framed."""
    found: dict[str, Figures | Framing] = {
        name: evaluation.figures() for name, evaluation in evaluations.items()
    }
    if "mnist_test_on_pad" in sets.images:
        found["framing"] = framing(sets.images["mnist_test_on_pad"])
    return found


def samples(data: Mnist | Cifar10) -> tuple[np.ndarray, np.ndarray]:
    """Choose training images and their labels to show: as many as the report's grid has places."""
    shown = np.random.default_rng(0).permutation(len(data.y_train))[: GRID[0] * GRID[1]]
    return data.x_train[shown], data.y_train[shown]


def report(folder: Path, card: ModelCard, subject: Subject) -> None:
    """Write a model's report, notebooks and model card into its folder."""
    write_report(folder / "report", subject)
    write_notebooks(subject.recipe, folder / "report")
    (folder / "README.md").write_text(as_markdown(card), encoding="utf-8")


def report_anew(
    folder: Path, card: ModelCard, run: Run, data: Mnist | Cifar10, sets: TestSets
) -> None:
    """Write a model's report, card and description anew, of the network as it was exported.

    Its figures stay: they are what was measured when it was published.
    """
    network = keras.models.load_model(folder / NETWORK_FILE)
    recipe = recipes.find(card["name"])
    exported = (folder / exporting.EXPORTED_FILE).read_bytes()
    card = {**card, **exporting.network_card(network, recipe)}
    card["microseconds"] = card.get("microseconds") or microseconds(exported)
    exporting.write_card(folder, card)
    evaluations = measure(litert_predictor(exported), sets)
    report(folder, card, Subject(recipe, run, evaluations, data.x_test, samples(data)))


def robustness_curves(exported: bytes, baseline: Path, pens: PenDigits) -> list[MeasuredCurve]:
    """Measure a model as it is served, beside the tutorials' LeNet with plain resizing."""
    ways = {"as served": (as_served, litert_predictor(exported))}
    if baseline.is_file():
        plain = litert_predictor(baseline.read_bytes())
        ways[f"{BASELINE}, as served"] = (as_served, plain)
        ways[f"{BASELINE}, plainly resized"] = (plainly_resized, plain)
    return measure_curves(pens, ways)
