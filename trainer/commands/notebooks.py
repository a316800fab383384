"""`python -m trainer notebooks`."""

from pathlib import Path

import click

from trainer.commands.options import out_option
from trainer.training import recipes


@click.command("notebooks")
@click.argument("names", nargs=-1, metavar="[RECIPE]...")
@out_option
def make_notebooks(names: tuple[str, ...], out: Path) -> None:
    """Write a notebook that trains and measures each RECIPE, by default all, step by step.

    In English and in Spanish, beside the reports of the models: the models' pages offer them.
    """
    from trainer.publishing.notebooks import write_notebooks

    for recipe in map(recipes.find, names or recipes.RECIPES):
        for path in write_notebooks(recipe, out / recipe.name / "report"):
            click.echo(f"Written: {path}")
