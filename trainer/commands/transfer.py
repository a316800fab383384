"""The commands on transfer learning: `python -m trainer transfer` and `transfer-digits`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from trainer import ROOT
from trainer.commands.options import data_option
from trainer.data import cifar10, image_folder, mnist
from trainer.data.sources import data_folder

if TYPE_CHECKING:
    from trainer.studies.transfer import Pictures

WAYS = ("svm", "dense", "fine-tuned")
SMALLEST = 32  # the smallest picture that each of the applications takes


class Asked(TypedDict):
    """The further options of `transfer`, as click passes them."""

    size: int
    alpha: float | None
    examples: int | None
    epochs: int
    seed: int
    as_json: bool
    data_dir: str | None


@click.command("transfer")
@click.option("--application", default="ResNet50", show_default=True)
@click.option(
    "--weights",
    default="imagenet",
    show_default=True,
    help="imagenet, none, or the path of a file of weights without the head.",
)
@click.option("--folder", type=click.Path(path_type=Path), help="Images, instead of CIFAR-10.")
@click.option("--way", "ways", multiple=True, type=click.Choice(WAYS), help="Default: all three.")
@click.option("--size", type=click.IntRange(SMALLEST), default=64, show_default=True)
@click.option("--alpha", type=float, help="Width of a MobileNetV2.")
@click.option("--examples", type=click.IntRange(1), help="At most so many of each class.")
@click.option("--epochs", type=click.IntRange(1), default=5, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@data_option
def transfer_learning(
    application: str,
    weights: str,
    folder: Path | None,
    ways: tuple[str, ...],
    **asked: Unpack[Asked],
) -> None:
    """Learn CIFAR-10, or a folder of images, from a pretrained network of Keras.

    The folder holds train/CLASS/*.png and test/CLASS/*.png.
    """
    import keras

    from trainer.studies import transfer

    keras.utils.set_random_seed(asked["seed"])  # with --weights none, they are drawn
    source = transfer.pretrained(application, weights, asked["size"], asked["alpha"])
    data = _of_folder(folder, asked["size"]) if folder else _of_cifar10(asked["data_dir"])
    found = transfer.try_ways(
        source, data.first(asked["examples"]), ways or WAYS, asked["epochs"], asked["seed"]
    )
    if asked["as_json"]:
        click.echo(json.dumps(found))
        return
    for way, outcome in found.items():
        click.echo(
            f"{way}: {outcome['accuracy']:.2%} (n = {len(data.y_test):,}), "
            f"{outcome['trained_parameters']:,} parameters trained"
        )


@click.command("transfer-digits")
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=ROOT / "docs" / "transfer",
    show_default="docs/transfer",
    help="Folder of the results.",
)
@data_option
def between_digits(to: Path, data_dir: str | None) -> None:
    """Move LeNet's convolutions from the digits 0-4 to 5-9; write a table and a plot."""
    from trainer.studies import transfer_digits

    results = transfer_digits.run(mnist.load(data_folder(data_dir)), click.echo)
    transfer_digits.write(to, results)
    click.echo(f"Written to {to}")


def _of_cifar10(data_dir: str | None) -> "Pictures":
    from trainer.studies.transfer import Pictures

    data = cifar10.load(data_folder(data_dir))
    return Pictures(data.x_train, data.y_train, data.x_test, data.y_test, cifar10.LABELS)


def _of_folder(folder: Path, size: int) -> "Pictures":
    from trainer.studies.transfer import Pictures

    labels, shape = image_folder.classes(folder / "train"), (size, size, 3)
    train = image_folder.load(folder / "train", labels, shape)
    return Pictures(*train, *image_folder.load(folder / "test", labels, shape), labels)
