"""Every recipe: a network, what it learns from, and how."""

from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from trainer.data.augmentation import Augmentation, PictureAugmentation
from trainer.data.cifar10 import LABELS as THINGS
from trainer.data.nondigits import LEARNED
from trainer.errors import TrainerError

if TYPE_CHECKING:
    import keras


class UnknownRecipe(TrainerError, LookupError):
    """There is no recipe of that name."""


@dataclass(frozen=True)
class Recipe:
    """How one model is made; `python -m trainer train NAME` follows it.

    Attributes:
        name: of the recipe, and of the model that it makes.
        summary: what it is, in two sentences; webapp/translations holds them in Spanish.
        network: what builds the untrained network, as `module:function`, so that a recipe can be
            read without TensorFlow.
        optimizer: what builds the optimizer, given the number of steps of the whole training.
        epochs, batch_size: as the words say.
        validation: images kept out of the training set to choose the epoch, or their share of
            it where under 1; 0: the last epoch is taken.
        patience: epochs without a better validation accuracy after which to stop; 0: never.
        augmentation: distortion of the training images, or none.
        pens: pen digits an epoch, written anew from their strokes; 0: MNIST alone.
        traced: MNIST's own digits an epoch, thinned to strokes and written anew.
        allographs: digits an epoch, made up in ways that the data has few of.
        paper: share of what is written anew that looks as if it came from paper.
        hairline: share of it that is written with a pen hardly to be seen.
        nondigits: an epoch; where there are any, the network learns to tell them from digits,
            and is calibrated.
        kinds: of the non-digits.
        teacher: the model whose answers are learned from as well, or none.
        distillation_weight: the teacher's share in the targets.
        views: what the trained network looks at beside its image, to average its answers: see
            `trainer.networks.test_time_augmentation.Views`.
        task: what the model does on the pages: `digits` or `pictures`.
        labels: of its classes, in their order.
        xla: whether XLA compiles the network; on a CPU it slows wide convolutions down.
    """

    name: str
    summary: str
    network: str
    optimizer: str
    epochs: int
    batch_size: int = 128
    validation: float = 0
    patience: int = 0
    augmentation: Augmentation | PictureAugmentation | None = None
    pens: int = 0
    traced: int = 0
    allographs: int = 0
    paper: float = 0.0
    hairline: float = 0.0
    nondigits: int = 0
    kinds: tuple[str, ...] = LEARNED
    teacher: str | None = None
    distillation_weight: float = 0.0
    views: tuple[int, ...] = ()
    task: str = "digits"
    labels: tuple[str, ...] = tuple("0123456789")
    xla: bool | str = "auto"

    def build_network(self) -> "keras.Model":
        """Build the untrained network."""
        return resolve_name(self.network)()

    def build_optimizer(self, steps: int) -> "keras.optimizers.Optimizer":
        """Build the optimizer of a training of so many steps."""
        return resolve_name(self.optimizer)(steps)

    def configuration(self) -> dict[str, Any]:
        """Return all that decides the outcome, for the record of a run."""
        import keras

        optimizer = keras.optimizers.serialize(self.build_optimizer(self.epochs))
        del optimizer["config"]["name"]  # Keras numbers them: adam, adam_1 ...
        return {
            "recipe": self.name,
            "network": self.network.partition(":")[2],
            "epochs": self.epochs,
            "batch_size": self.batch_size,
            "validation": self.validation,
            "patience": self.patience,
            "loss": "digit_or_none_crossentropy" if self.nondigits else "categorical_crossentropy",
            "optimizer": {"class": optimizer["class_name"], **optimizer["config"]},
            "augmentation": vars(self.augmentation) if self.augmentation else None,
            "pens": self.pens,
            "traced": self.traced,
            "allographs": self.allographs,
            "paper": self.paper,
            "hairline": self.hairline,
            "nondigits": self.nondigits,
            "kinds": list(self.kinds) if self.nondigits else [],
            "teacher": self.teacher,
            "trust": self.distillation_weight,
            "views": list(self.views),
        }


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name="lenet-tutorial",
            summary="LeNet as the course trains it: plain SGD for 10 epochs on plain MNIST. "
            "Two convolutions find strokes, three dense layers weigh them.",
            network="trainer.networks.digit_networks:lenet",
            optimizer="trainer.training.optimizers:sgd",
            epochs=10,
        ),
        Recipe(
            name="cnn-16-36",
            summary="The course's second network: two wide 5x5 convolutions and one dense layer. "
            "It starts from a plain row of 784 pixels and trains until validation stops improving.",
            network="trainer.networks.digit_networks:cnn_16_36",
            optimizer="trainer.training.optimizers:adam",
            epochs=12,
            validation=5000,
            patience=2,
        ),
        Recipe(
            name="convnet-32-64-64",
            summary="The course's third network: three small 3x3 convolutions, for 5 epochs. "
            "Its last convolution sees most of a digit at once.",
            network="trainer.networks.digit_networks:convnet_32_64_64",
            optimizer="trainer.training.optimizers:rmsprop",
            epochs=5,
            batch_size=64,
        ),
        Recipe(
            name="fnn-32-16",
            summary="The baseline: a feed-forward network that sees 784 numbers and no picture. "
            "Without a convolution, a digit moved aside is another digit to it.",
            network="trainer.networks.digit_networks:fnn_32_16",
            optimizer="trainer.training.optimizers:plain_sgd",
            epochs=10,
        ),
        Recipe(
            name="lenet",
            summary="The served model: the same LeNet, trained for longer on distorted digits and "
            "pen strokes. It has also seen drawings that aren't digits, and says so.",
            network="trainer.networks.digit_networks:lenet",
            optimizer="trainer.training.optimizers:averaged_adam",
            epochs=80,
            validation=5000,
            augmentation=Augmentation(10, 10, scale=0.1, shift=0.8, elastic=0.5),
            pens=32_000,
            traced=8_000,
            allographs=6_000,
            paper=0.1,
            hairline=0.05,
            nondigits=10_800,
            views=(2, -2),
        ),
        Recipe(
            name="teacher",
            summary="The largest digit network: LeNet with five times its maps, seven times its "
            "parameters. It shows what size still buys, and smaller networks can learn from it.",
            network="trainer.networks.digit_networks:teacher",
            optimizer="trainer.training.optimizers:averaged_adam",
            epochs=24,
            validation=5000,
            augmentation=Augmentation(elastic=0.5),
            pens=32_000,
            traced=12_000,
            allographs=10_200,
            paper=0.1,
            hairline=0.05,
            views=(2, -2),
            xla=False,
        ),
        Recipe(
            name="cifar10-fnn",
            summary="The course's feed-forward network for colour pictures of ten things. "
            "It sees 3,072 numbers and no picture.",
            network="trainer.networks.picture_networks:cifar10_fnn",
            optimizer="trainer.training.optimizers:plain_sgd",
            epochs=20,
            batch_size=32,
            task="pictures",
            labels=tuple(THINGS),
        ),
        Recipe(
            name="cifar10-cnn",
            summary="The course's convolutional network for the same pictures. It sees "
            "neighbouring pixels together and needs a fifth of the parameters.",
            network="trainer.networks.picture_networks:cifar10_cnn",
            optimizer="trainer.training.optimizers:plain_sgd",
            epochs=10,
            batch_size=32,
            task="pictures",
            labels=tuple(THINGS),
            validation=0.2,
        ),
        Recipe(
            name="cifar10-best",
            summary="How far a small network can be taken: eight convolutions with batch "
            "normalisation and residues. It learns from pictures flipped, shifted and blotted "
            "anew each time.",
            network="trainer.networks.picture_networks:cifar10_best",
            optimizer="trainer.training.optimizers:warm_cosine_sgd",
            epochs=20,
            task="pictures",
            labels=tuple(THINGS),
            validation=5000,
            augmentation=PictureAugmentation(cutout=8),
            xla=False,
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
