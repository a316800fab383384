"""`python -m trainer evaluate`."""

import json
from pathlib import Path

import click

from trainer.commands.options import data_option, out_option, source_of
from trainer.measuring.evaluation import Evaluation
from trainer.measuring.test_sets import TITLES, measure, refusals, sets_of
from trainer.publishing import catalogue
from webapp.reading.model_card import Verdict


@click.command()
@click.argument("model")
@click.option(
    "--keras", "with_keras", is_flag=True, help="Measure model.keras, not the exported file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@data_option
@out_option
def evaluate(model: str, with_keras: bool, as_json: bool, data_dir: str, out: Path) -> None:
    """Measure MODEL on MNIST and on the pen digits, the exported file by default."""
    from trainer.measuring.predictors import keras_predictor, litert_predictor, litert_scorer
    from trainer.publishing import exporting

    network, run = catalogue.load(out / model)
    card = catalogue.cards(out)[model]
    exported = (out / model / exporting.EXPORTED_FILE).read_bytes()
    predict = keras_predictor(network) if with_keras else litert_predictor(exported)
    source = source_of(run, data_dir)
    sets = sets_of(source.data, source.pens)
    evaluations = measure(predict, sets)
    if as_json:
        click.echo(json.dumps({name: each.figures() for name, each in evaluations.items()}))
        return
    for name, evaluation in evaluations.items():
        click.echo(_described(TITLES[name], evaluation, card["labels"]))
    threshold = card["threshold"]
    if threshold and not with_keras:
        click.echo(_verdicts(refusals(litert_scorer(exported), threshold, sets)))


def _described(title: str, evaluation: Evaluation, labels: list[str]) -> str:
    figures = evaluation.figures()
    worst, best = figures["worst_class"], figures["best_class"]
    confusions = ", ".join(
        f"{labels[t]} as {labels[p]} ({n}x)" for t, p, n in evaluation.confusions()
    )
    return "\n".join(
        [
            f"{title}: {figures['accuracy']:.2%} (n = {figures['n']:,}), "
            f"loss {figures['loss']:.4f}",
            f"  expected calibration error {figures['expected_calibration_error']:.2%}",
            f"  worst class {labels[worst]} (recall {figures['recall'][worst]:.2%}), "
            f"best class {labels[best]} (recall {figures['recall'][best]:.2%})",
            f"  most frequent confusions: {confusions or 'none'}",
        ]
    )


def _verdicts(shares: Verdict) -> str:
    refused = ", ".join(f"{TITLES[name]} {share:.2%}" for name, share in shares["refused"].items())
    flagged = ", ".join(f"{kind} {share:.1%}" for kind, share in shares["flagged"].items())
    return f"Digits refused as none: {refused}\nNon-digits flagged: {flagged}"
