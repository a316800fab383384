"""The group of all commands: what goes wrong is one line, what libraries say is left out."""

import logging
from typing import Any

import click

from trainer.commands import (
    adapting,
    evaluating,
    experiments,
    listing,
    notebooks,
    published,
    searching,
    training,
    transfer,
)
from trainer.commands.console import quieted
from trainer.errors import TrainerError


class Expected(click.ClickException):
    """Something that is known to go wrong, said in one line; exit code 2."""

    exit_code = 2


class Commands(click.Group):
    """A group whose expected errors are one line on standard error, and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            Expected: one of the errors that a person can do something about.
        """
        try:
            with quieted(unless=ctx.params["verbose"]):
                return super().invoke(ctx)
        except TrainerError as error:
            raise Expected(str(error.args[0])) from error


@click.group(cls=Commands, context_settings={"max_content_width": 100})
@click.option("-v", "--verbose", is_flag=True, help="Show what TensorFlow itself says, too.")
def main(verbose: bool) -> None:
    """Train, measure and export the networks of Trazo."""
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(message)s")


for command in (
    listing.list_recipes,
    training.train_recipe,
    evaluating.evaluate,
    published.export,
    published.report,
    published.time_models,
    published.write_weights,
    published.write_page,
    published.draw_prototypes,
    notebooks.make_notebooks,
    experiments.run_experiments,
    searching.search_recipe,
    transfer.transfer_learning,
    transfer.between_digits,
    adapting.adapt,
):
    main.add_command(command)
