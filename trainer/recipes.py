"""Every recipe: a network, what it learns from, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras

from trainer import networks
from trainer.augmentation import Augmentation


class UnknownRecipe(LookupError):
    """There is no recipe of that name."""


@dataclass(frozen=True)
class Recipe:
    """How one model is made; `python -m trainer train NAME` follows it.

    Attributes:
        name: of the recipe, and of the model that it makes.
        summary: what it is, in a sentence.
        network: builds the untrained network.
        optimizer: builds the optimizer, given the number of steps of the whole training.
        epochs, batch_size: as the words say.
        validation: images kept out of the training set to choose the epoch; 0: the last is taken.
        augmentation: distortion of the training images, or none.
    """

    name: str
    summary: str
    network: Callable[[], keras.Model]
    optimizer: Callable[[int], keras.optimizers.Optimizer]
    epochs: int
    batch_size: int = 128
    validation: int = 0
    augmentation: Augmentation | None = None

    def configuration(self) -> dict[str, Any]:
        """Return all that decides the outcome, for the record of a run."""
        optimizer = keras.optimizers.serialize(self.optimizer(self.epochs))
        return {
            "recipe": self.name,
            "network": self.network.__name__,
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "validation": self.validation,
            "loss": "categorical_crossentropy",
            "optimizer": {"class": optimizer["class_name"], **optimizer["config"]},
            "augmentation": vars(self.augmentation) if self.augmentation else None,
        }


def _sgd(_: int) -> keras.optimizers.Optimizer:
    return keras.optimizers.SGD(0.1)


def _adam_with_cosine_decay(steps: int) -> keras.optimizers.Optimizer:
    return keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps, alpha=0.005))


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name="lenet-tutorial",
            summary="LeNet as the course trains it: plain SGD for 10 epochs on plain MNIST.",
            network=networks.lenet,
            optimizer=_sgd,
            epochs=10,
        ),
        Recipe(
            name="lenet",
            summary="The served model: the same LeNet, trained for longer on distorted digits.",
            network=networks.lenet,
            optimizer=_adam_with_cosine_decay,
            epochs=40,
            validation=5000,
            augmentation=Augmentation(),
        ),
    )
}


def find(name: str) -> Recipe:
    """Return the recipe of that name.

    Raises:
        UnknownRecipe: there is none; the message lists those that there are.
    """
    if name not in RECIPES:
        raise UnknownRecipe(f"There is no recipe {name!r}: choose one of {', '.join(RECIPES)}.")
    return RECIPES[name]
