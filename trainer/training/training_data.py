"""What a recipe learns from: pools of examples to train on, and examples to choose by."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from trainer.data import nondigits, skeletons
from trainer.data.allographs import draw_allographs
from trainer.data.batches import NO_DIGIT, Pool
from trainer.data.drawings import drawn, served
from trainer.data.mnist import CREDIT as MNIST_CREDIT
from trainer.data.mnist import Mnist
from trainer.data.paper import Paper
from trainer.data.pen_digits import ISTANBUL, PenDigits, credits
from trainer.data.regional_variants import with_habits
from trainer.data.rendering import Strokes
from trainer.data.sources import checksum
from trainer.data.stroke_augmentation import StrokeAugmentation, augment_strokes
from trainer.training.recipes import Recipe

# Each training stroke, and each non-digit, is written anew so many times in all.
PEN_VARIANTS = 20
NONDIGIT_VARIANTS = 4
HABIT_VARIANTS = 4
ALLOGRAPH_VARIANTS = 4
# So many of MNIST's digits are traced for each that an epoch takes.
TRACED_VARIANTS = 2
# For so many pen digits an epoch there is one with a European habit.
HABIT_SHARE = 12
# Of the pen digits of the validation split, beside each as the page draws it.
VALIDATION_VARIANTS = 3
PLAIN_STROKES, PLAIN_PAPER = StrokeAugmentation(), Paper()
# What is no digit is written by wilder hands: letters differ more between people than fonts do.
WILD = StrokeAugmentation(rotation=22, aspect=0.35, wobble=0.05)
# What was written anew from strokes has been distorted once already.
WRITTEN_STRENGTH = 0.5


@dataclass(frozen=True)
class Split:
    """Images uint8 (N, 28, 28) or (N, 32, 32, 3), and labels (N,)."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.labels)

    def __add__(self, other: "Split") -> "Split":
        return Split(
            np.concatenate([self.images, other.images]), np.concatenate([self.labels, other.labels])
        )


@dataclass(frozen=True)
class TrainingData:
    """What to train on, what to choose by (or None), and the record of where it is from."""

    pools: list[Pool]
    validation: Split | None
    record: dict[str, Any]


def of_images(images: np.ndarray, labels: np.ndarray, count: float, seed: int) -> TrainingData:
    """Take plain images, `count` of them, or that share, to choose by."""
    rest, apart = split_validation(Split(images, labels), count, seed)
    return TrainingData([Pool(rest.images, rest.labels)], apart, {})


def prepare(
    recipe: Recipe, mnist: Mnist, pens: dict[str, PenDigits] | None, seed: int, cache: Path
) -> TrainingData:
    """Gather what a recipe learns from; what is written anew is kept in `cache` for a restart.

    Without pen digits it says so in one line and goes on without them.
    """
    plain = of_images(mnist.x_train, mnist.y_train, recipe.validation, seed)
    pools, validation, credited = plain.pools, plain.validation, [MNIST_CREDIT]
    if recipe.pens and not pens:
        click.echo("No pen digits in the data folder: training on MNIST alone.")
    elif recipe.pens and pens:
        credited += credits(pens)
        pools.append(_pens(recipe, pens["train"], seed, cache))
        pools.append(_habits(recipe, pens["train"], seed, cache))
        if validation:
            apart = pens["validation"] + pens.get(ISTANBUL, PenDigits([], []))
            validation += _pen_validation(apart, seed, cache)
    if recipe.traced:
        pools.append(_traced(recipe, pools[0], seed, cache))
    if recipe.allographs:
        pools.append(_allographs(recipe, seed, cache))
    if recipe.nondigits:
        source = pens["train"].strokes if recipe.pens and pens else []
        pools.append(_nondigits(recipe, source, seed, cache))
        credited.append("non-digits made by trainer/data/nondigits/")
    examples = sum(len(pool) for pool in pools)
    return TrainingData(pools, validation, {"credits": credited, "examples_an_epoch": examples})


def split_validation(whole: Split, count: float, seed: int) -> tuple[Split, Split | None]:
    """Set `count` examples apart, or a share of them, where it is under 1, drawn by the seed.

    Returns:
        the examples to train on, and those to choose by, or None.
    """
    if count == 0:
        return whole, None
    count = round(count * len(whole)) if count < 1 else int(count)
    order = np.random.default_rng(seed).permutation(len(whole))
    apart, rest = np.sort(order[:count]), np.sort(order[count:])
    return (
        Split(whole.images[rest], whole.labels[rest]),
        Split(whole.images[apart], whole.labels[apart]),
    )


def _pens(recipe: Recipe, pens: PenDigits, seed: int, cache: Path) -> Pool:
    times = min(PEN_VARIANTS, 4 * recipe.epochs)
    images = _written("pen digits", pens.strokes, times, seed, cache, *_ways(recipe))
    labels = np.tile(np.array(pens.labels, np.uint8), times)
    return Pool(images, labels, recipe.pens, WRITTEN_STRENGTH)


def _habits(recipe: Recipe, pens: PenDigits, seed: int, cache: Path) -> Pool:
    changed = with_habits(pens, seed)
    times = min(HABIT_VARIANTS, recipe.epochs)
    images = _written("European habits", changed.strokes, times, seed, cache, *_ways(recipe))
    labels = np.tile(np.array(changed.labels, np.uint8), times)
    return Pool(images, labels, max(1, recipe.pens // HABIT_SHARE), WRITTEN_STRENGTH)


def _traced(recipe: Recipe, mnist: Pool, seed: int, cache: Path) -> Pool:
    """Write MNIST's own digits anew."""
    count = recipe.traced * min(TRACED_VARIANTS, recipe.epochs)
    plain, ways = mnist.images[:count], _ways(recipe)

    def write() -> np.ndarray:
        click.echo(f"Tracing {len(plain):,} of MNIST's digits and writing them anew ...")
        return augment_strokes(skeletons.trace(plain), 1, seed, *ways)

    images = _kept("traced MNIST", repr((ways, seed, checksum(plain))), cache, write)
    return Pool(images, mnist.labels[:count], recipe.traced, WRITTEN_STRENGTH)


def _allographs(recipe: Recipe, seed: int, cache: Path) -> Pool:
    made_up = draw_allographs(recipe.allographs * min(ALLOGRAPH_VARIANTS, recipe.epochs), seed)
    images = _written("allographs", made_up.strokes, 1, seed, cache, *_ways(recipe))
    return Pool(images, np.array(made_up.labels, np.uint8), recipe.allographs, WRITTEN_STRENGTH)


def _ways(recipe: Recipe) -> tuple[StrokeAugmentation, Paper]:
    return StrokeAugmentation(hairline=recipe.hairline), Paper(share=recipe.paper)


def _pen_validation(pens: PenDigits, seed: int, cache: Path) -> Split:
    as_drawn = served(drawn(strokes) for strokes in pens.strokes)
    written = _written("pen validation", pens.strokes, VALIDATION_VARIANTS, seed, cache)
    labels = np.tile(np.array(pens.labels, np.uint8), 1 + VALIDATION_VARIANTS)
    return Split(np.concatenate([as_drawn, written]), labels)


def _nondigits(recipe: Recipe, digits: Sequence[Strokes], seed: int, cache: Path) -> Pool:
    kinds = nondigits.possible(recipe.kinds, digits)
    count = recipe.nondigits * min(NONDIGIT_VARIANTS, recipe.epochs) // len(nondigits.LEARNED)
    images = np.concatenate(
        [
            _written(kind, nondigits.draw([kind], digits, count, seed), 1, seed, cache, WILD)
            for kind in kinds
        ]
    )
    labels = np.full(len(images), NO_DIGIT, np.uint8)
    return Pool(images, labels, recipe.nondigits, WRITTEN_STRENGTH)


def _written(
    what: str,
    strokes: Sequence[Strokes],
    times: int,
    seed: int,
    cache: Path,
    augmentation: StrokeAugmentation = PLAIN_STROKES,
    paper: Paper = PLAIN_PAPER,
) -> npt.NDArray[np.uint8]:
    def write() -> npt.NDArray[np.uint8]:
        click.echo(f"Writing {what} anew: {len(strokes) * times:,} drawings ...")
        return augment_strokes(strokes, times, seed, augmentation, paper)

    sums = [np.concatenate(drawing).sum() for drawing in strokes]
    return _kept(what, repr((augmentation, paper, times, seed, sums)), cache, write)


def _kept(
    what: str, written_by: str, cache: Path, write: Callable[[], npt.NDArray[np.uint8]]
) -> npt.NDArray[np.uint8]:
    """Return the images that were kept in the cache, or write them and keep them there."""
    key = hashlib.sha256(written_by.encode()).hexdigest()[:12]
    path = cache / f"{what.replace(' ', '-')}-{key}.npy"
    if not path.is_file():
        images = write()
        cache.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft.npy")
        np.save(draft, images)
        draft.replace(path)
    kept: npt.NDArray[np.uint8] = np.load(path)
    return kept
