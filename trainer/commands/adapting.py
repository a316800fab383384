"""The command on a class's network: `python -m trainer adapt`."""

from pathlib import Path

import click

from trainer.commands.options import out_option
from trainer.errors import TrainerError


@click.command("adapt")
@click.argument("name")
@click.option(
    "--class",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="A class's drawings, taken home from its board as .npz.",
)
@out_option
def adapt(name: str, file: Path, out: Path) -> None:
    """Learn again what a class's board learned, and print the same table.

    The model's files stay as they are.
    """
    from trainer.studies import adaptation, class_lesson

    lesson = class_lesson.read_class(file)
    try:
        network = adaptation.PageNetwork(out / name)
    except (OSError, KeyError, ValueError) as error:
        raise TrainerError(f"{name} cannot learn a class: {error}.") from error
    click.echo(class_lesson.table(class_lesson.findings(network, lesson)))
