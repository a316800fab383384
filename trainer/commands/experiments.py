"""`python -m trainer experiments`."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from trainer import ROOT
from trainer.commands.options import data_option, out_option
from trainer.data import mnist
from trainer.data.sources import DataError, data_folder
from trainer.publishing import catalogue
from trainer.training import recipes


@click.command("experiments")
@click.argument("recipe", default="lenet")
@click.option(
    "--part",
    type=click.Choice(["all", "steps", "kinds", "served"]),
    default="all",
    help="The steps to the whole recipe, the kinds left out, or the network that is served.",
)
@click.option("--epochs", type=click.IntRange(1), default=4, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--runs", type=click.Path(path_type=Path), default=ROOT / "runs")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=ROOT / "docs" / "experiments",
    show_default="docs/experiments",
    help="Folder of the results.",
)
@data_option
@out_option
def run_experiments(
    recipe: str, part: str, epochs: int, to: Path, data_dir: str, out: Path, **asked: Any
) -> None:
    """Train RECIPE in steps and with kinds of non-digits left out, and write the tables."""
    from trainer.studies import experiments
    from trainer.training import tasks

    chosen, seed = replace(recipes.find(recipe), epochs=epochs), asked["seed"]
    source = tasks.load(chosen.task, data_folder(data_dir))
    digits, pens = source.data, source.pens
    if pens is None or not isinstance(digits, mnist.Mnist):
        raise DataError("The experiments need the pen digits: name their folder with --data-dir.")
    sets = experiments.validation_sets(digits, pens, chosen, seed)
    teacher = catalogue.load(out / chosen.teacher)[0] if chosen.teacher else None
    cache = asked["runs"] / "written"
    context = experiments.ExperimentContext(digits, pens, seed, cache, sets, teacher)
    to.mkdir(parents=True, exist_ok=True)
    parts = {"steps": experiments.ablation, "kinds": experiments.leaving_one_out}
    results = {}
    for name, trials in parts.items():
        wanted = trials(chosen) if part in ("all", name) else iter(())
        results[name] = experiments.run_trials(wanted, to / f"{name}.json", context.run_trial)
    served = experiments.kept(to / "served.json")
    if part in ("all", "served"):
        name, found = experiments.measured(out / recipe, sets)
        served[name] = found
        experiments.keep(served, to / "served.json")
    page = experiments.page(recipe, epochs, results | {"served": served})
    (to / "README.md").write_text(page, encoding="utf-8")
    click.echo(page)
