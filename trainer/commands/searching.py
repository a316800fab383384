"""`python -m trainer search`."""

import statistics
from dataclasses import replace
from pathlib import Path

import click

from trainer import ROOT
from trainer.commands.options import data_option
from trainer.data import mnist
from trainer.data.sources import DataError, data_folder
from trainer.training import recipes


@click.command("search")
@click.argument("recipe", default="lenet")
@click.option("--trials", type=click.IntRange(1), default=12, show_default=True)
@click.option("--epochs", type=click.IntRange(1), default=4, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--patience",
    type=click.FloatRange(1),
    default=120,
    show_default=True,
    help="Seconds after which a worker that gives no sign of life has gone.",
)
@click.option(
    "--runs",
    type=click.Path(path_type=Path),
    default=ROOT / "runs" / "search",
    show_default="runs/search",
    help="Folder of the trials: the same for all processes.",
)
@data_option
def search_recipe(
    recipe: str, trials: int, epochs: int, seed: int, patience: float, runs: Path, data_dir: str
) -> None:
    """Look for a better RECIPE with KerasTuner, measured on validation splits alone.

    KERASTUNER_TUNER_ID, _ORACLE_IP and _ORACLE_PORT spread it over processes and hosts.
    """
    from trainer.studies import experiments
    from trainer.studies.search import search
    from trainer.training import tasks

    # A teacher has learned from all that is searched here.
    chosen = replace(recipes.find(recipe), epochs=epochs, teacher=None, distillation_weight=0.0)
    source = tasks.load(chosen.task, data_folder(data_dir))
    if source.pens is None or not isinstance(source.data, mnist.Mnist):
        raise DataError("The search needs the pen digits: name their folder with --data-dir.")
    sets = experiments.validation_sets(source.data, source.pens, chosen, seed)
    context = experiments.ExperimentContext(
        source.data, source.pens, seed, runs / "written", sets, None
    )

    def measure(tried: recipes.Recipe) -> float:
        return statistics.fmean(context.run_trial(tried)["accuracy"].values())

    for found in search(chosen, measure, trials, seed, runs, patience):
        click.echo(found)
