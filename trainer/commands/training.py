"""`python -m trainer train`."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from trainer import ROOT
from trainer.commands.options import data_option, out_option
from trainer.data.sources import data_folder
from trainer.measuring.test_sets import sets_of
from trainer.publishing import catalogue
from trainer.publishing.model_card import results_table
from trainer.training import recipes


@click.command("train")
@click.argument("recipe")
@click.option("--epochs", type=click.IntRange(1), help="Instead of the recipe's own number.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option(
    "--fresh", is_flag=True, help="Start anew instead of going on where it was interrupted."
)
@click.option(
    "--runs",
    type=click.Path(path_type=Path),
    default=ROOT / "runs",
    show_default="runs",
    help="Folder for what an interrupted training goes on from.",
)
@click.option(
    "--validation",
    type=click.FloatRange(0),
    help="Instead of the recipe's own: how many examples to choose the epoch by, or which share.",
)
@click.option("--patience", type=click.IntRange(0), help="Instead of the recipe's own number.")
@click.option(
    "--input",
    "way",
    default="arrays",
    show_default=True,
    help="arrays, tf-data (a tf.data pipeline) or folder:PATH (PATH/train/CLASS/*.png).",
)
@click.option(
    "--initial-weights",
    type=click.Path(path_type=Path),
    help="Start from the weights in this .npz file; made, where it is not there yet.",
)
@click.option(
    "--tensorboard", type=click.Path(path_type=Path), help="Folder for TensorBoard's logs."
)
@data_option
@out_option
def train_recipe(
    recipe: str, seed: int, fresh: bool, runs: Path, data_dir: str, out: Path, **asked: Any
) -> None:
    """Train RECIPE, then export, measure and report it."""
    from trainer.publishing import publish
    from trainer.training import tasks
    from trainer.training.loop import Options, train

    chosen = _changed(recipes.find(recipe), asked)
    source = tasks.load(chosen.task, data_folder(data_dir))
    source = tasks.with_input_format(source, asked["way"], chosen)
    teacher = catalogue.load(out / chosen.teacher)[0] if chosen.teacher else None
    work = runs / f"{recipe}-seed{seed}-epochs{chosen.epochs}"
    if fresh:
        shutil.rmtree(work, ignore_errors=True)
    found = source.gather(chosen, seed, runs / "written")
    options = Options(asked["way"] == "tf-data", asked["initial_weights"], asked["tensorboard"])
    network, run = train(chosen, found, seed, work, teacher, options=options)
    card = publish.publish(
        out / recipe, network, run, source.data, sets_of(source.data, source.pens)
    )
    shutil.rmtree(work, ignore_errors=True)
    click.echo(results_table([card]))
    click.echo(f"Written to {out / recipe}")


def _changed(recipe: recipes.Recipe, asked: dict[str, Any]) -> recipes.Recipe:
    names = ("epochs", "validation", "patience")
    return replace(recipe, **{name: asked[name] for name in names if asked[name] is not None})
