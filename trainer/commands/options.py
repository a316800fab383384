"""What several commands share: options, and the data of a model."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer import ROOT
from trainer.data.sources import data_folder
from trainer.training import recipes
from trainer.training.runs import Run

if TYPE_CHECKING:
    from trainer.training.tasks import Source


data_option = click.option(
    "--data-dir",
    help="Folder with mnist.npz, pen-digits.jsonl.gz, cifar10-jpeg.zip (or set TRAZO_DATA_DIR).",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=ROOT / "saved_models",
    show_default="saved_models",
    help="Folder of the model folders.",
)


def source_of(run: Run, data_dir: str | None) -> "Source":
    """Load the data of the task that a run was for.

    Raises:
        DataError: it is missing or damaged.
    """
    from trainer.training import tasks

    recipe = recipes.find(run.configuration["recipe"])
    return tasks.load(recipe.task, data_folder(data_dir))
