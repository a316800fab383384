"""`python -m trainer list`."""

from pathlib import Path

import click

from trainer.commands.options import out_option
from trainer.measuring.test_sets import TITLES
from trainer.publishing import catalogue
from trainer.publishing.model_card import described
from trainer.training import recipes
from webapp.reading.model_card import figures_on


@click.command("list")
@out_option
def list_recipes(out: Path) -> None:
    """List the recipes, and how well the models do that were trained from them."""
    trained = catalogue.cards(out)
    for recipe in recipes.RECIPES.values():
        card = trained.get(recipe.name)
        click.echo(f"{recipe.name}\n    {recipe.summary}")
        if card is None:
            click.echo("    not trained yet")
        else:
            click.echo(f"    {described(card)}")
        for name, title in TITLES.items():
            figures = figures_on(card, name) if card else None
            if figures:
                click.echo(f"    {figures['accuracy']:.2%} on {title} (n = {figures['n']:,})")
