"""What a recipe's task means: its data, and what it learns from it."""

from dataclasses import dataclass, replace
from pathlib import Path

import click

from trainer.data import cifar10, image_folder, mnist, pen_digits
from trainer.data.sources import DataError
from trainer.training import training_data
from trainer.training.recipes import Recipe

WAYS = ("arrays", "tf-data")


@dataclass(frozen=True)
class Source:
    """The data of one task: MNIST and any pen digits, or CIFAR-10."""

    data: mnist.Mnist | cifar10.Cifar10
    pens: dict[str, pen_digits.PenDigits] | None = None

    def gather(self, recipe: Recipe, seed: int, cache: Path) -> training_data.TrainingData:
        """Gather what the recipe learns from, with the record of where it is from."""
        if isinstance(self.data, cifar10.Cifar10):
            found = training_data.of_images(
                self.data.x_train, self.data.y_train, recipe.validation, seed
            )
            found.record["credits"] = [cifar10.CREDIT]
        else:
            found = training_data.prepare(recipe, self.data, self.pens, seed, cache)
        found.record["sha256"] = self.data.checksums()
        return found


def with_input_format(source: Source, way: str, recipe: Recipe) -> Source:
    """Return the source whose training images come as asked: `folder:PATH`, or as they are.

    Raises:
        DataError: there is no such way, or the folder is not one of images of these classes.
    """
    kind, _, path = way.partition(":")
    if kind == "folder" and path:
        images, labels = image_folder.load(
            Path(path).expanduser() / "train", recipe.labels, source.data.x_train.shape[1:]
        )
        return replace(source, data=replace(source.data, x_train=images, y_train=labels))
    if way not in WAYS:
        raise DataError(f"There is no input {way!r}: choose arrays, tf-data or folder:PATH.")
    return source


def load(task: str, folder: Path | None) -> Source:
    """Load a task's data from the folder, or else through keras.datasets.

    Raises:
        DataError: it is missing or damaged.
    """
    if task == "pictures":
        return Source(cifar10.load(folder))
    pens = pen_digits.load(folder)
    if pens and not pens.get(pen_digits.ISTANBUL):
        missing = f"No {pen_digits.ISTANBUL_FILE} in the data folder: nobody of Istanbul is met."
        click.echo(missing, err=True)
    return Source(mnist.load(folder), pens)
