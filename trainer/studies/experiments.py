"""What each part of a recipe gives: trained without it, for fewer epochs, measured on validation.

Two tables come of it: an ablation, each row one step more; and for each kind of non-digit the
share that a network flags which has never seen that kind (leave one kind out). A third tells how
the networks that were served, one after the other, did on the same validation splits.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import keras
import numpy as np
import numpy.typing as npt

from trainer.data.augmentation import Augmentation
from trainer.data.drawings import drawn, served
from trainer.data.mnist import Mnist
from trainer.data.nondigits import LEARNED, OF_DIGITS, UNSEEN
from trainer.data.pen_digits import ISTANBUL, PenDigits
from trainer.measuring import test_sets
from trainer.measuring.evaluation import Predict, evaluate
from trainer.measuring.predictors import (
    keras_predictor,
    keras_scorer,
    litert_predictor,
    litert_scorer,
)
from trainer.publishing.exporting import EXPORTED_FILE
from trainer.training import training_data
from trainer.training.loop import train
from trainer.training.recipes import Recipe
from trainer.training.runs import Run

TITLES = {
    "mnist": "MNIST validation",
    "pens": "pen digits validation",
    "pens_any_pen": "any pen, size and place",
    "pens_turned": "turned by up to 15 degrees",
    "istanbul": "Istanbul validation",
}

SEARCHING = """\
`python -m trainer search {recipe}` looks for a better recipe with KerasTuner: distortions, and what
is learned beside MNIST, each trial a short training, measured on the same validation splits. Trials
are spread over processes and hosts by KerasTuner's own environment, a chief and workers:

```sh
export KERASTUNER_ORACLE_IP=192.0.2.10 KERASTUNER_ORACLE_PORT=9000
KERASTUNER_TUNER_ID=chief .venv-dev/bin/python -m trainer search {recipe}
KERASTUNER_TUNER_ID=worker-1 .venv-dev/bin/python -m trainer search {recipe}
```

Which trials there are the seed decides, not who does them. A worker that gives no sign of life for
`--patience` seconds has gone, and another does its trial; started again, all go on where they were.

One training over several processes is not offered: for 44,426 numbers it does not pay. A step took
11.3 ms over two processes and 9.4 in one."""


@dataclass(frozen=True)
class ExperimentContext:
    """What all experiments share.

    Attributes:
        mnist, pens: the data.
        seed: of every training.
        cache: folder of what was written anew.
        sets: what is measured on, all of it from validation splits.
        teacher: the model that the recipe's teacher names.
    """

    mnist: Mnist
    pens: dict[str, PenDigits]
    seed: int
    cache: Path
    sets: test_sets.TestSets
    teacher: keras.Model | None

    def run_trial(self, recipe: Recipe) -> dict[str, Any]:
        """Train a recipe, forget the network, and return how it did."""
        data = training_data.prepare(recipe, self.mnist, self.pens, self.seed, self.cache)
        teacher = self.teacher if recipe.teacher else None
        with tempfile.TemporaryDirectory() as folder:
            network, run = train(recipe, data, self.seed, Path(folder), teacher, verbose=2)
        return self._result(network, run)

    def _result(self, network: keras.Model, run: Run) -> dict[str, Any]:
        result = {
            "accuracy": _accuracies(keras_predictor(network), self.sets),
            "seconds": run.seconds,
        }
        threshold = run.configuration.get("threshold")
        if threshold:
            result |= test_sets.refusals(keras_scorer(network), threshold, self.sets)
        return result


def validation_sets(
    mnist: Mnist, pens: dict[str, PenDigits], recipe: Recipe, seed: int
) -> test_sets.TestSets:
    """Prepare what experiments are measured on; no test split is touched."""
    apart_pens = pens["validation"]
    whole = training_data.Split(mnist.x_train, mnist.y_train)
    _, apart = training_data.split_validation(whole, recipe.validation, seed)
    if apart is None:
        raise ValueError(f"The recipe {recipe.name!r} sets nothing apart to measure on.")
    images = {"mnist": apart.images} | test_sets.pen_sets(apart_pens.strokes, "pens")
    pen_labels: npt.NDArray[np.integer] = np.asarray(apart_pens.labels)
    labels = dict.fromkeys(images, pen_labels) | {"mnist": apart.labels}
    if pens.get(ISTANBUL):
        images["istanbul"] = served(drawn(digit) for digit in pens[ISTANBUL].strokes)
        labels["istanbul"] = np.asarray(pens[ISTANBUL].labels)
    return test_sets.TestSets(images, labels, test_sets.nondigit_sets(apart_pens.strokes))


def measured(model: Path, sets: test_sets.TestSets) -> tuple[str, dict[str, Any]]:
    """Measure a model's exported file on the validation splits.

    Returns:
        a name that no other training's file has, and how the file did.
    """
    about = json.loads((model / "model.json").read_text(encoding="utf-8"))
    exported = (model / EXPORTED_FILE).read_bytes()
    result = {
        "configuration": about["recipe"],
        "accuracy": _accuracies(litert_predictor(exported), sets),
        **test_sets.refusals(litert_scorer(exported), about["threshold"], sets),
    }
    return about["sha256"][EXPORTED_FILE][:8], result


def _accuracies(predict: Predict, sets: test_sets.TestSets) -> dict[str, float]:
    return {
        name: evaluate(predict, images, sets.labels[name]).accuracy
        for name, images in sets.images.items()
    }


def ablation(recipe: Recipe) -> Iterator[tuple[str, Recipe]]:
    """Yield the steps from MNIST alone to the whole recipe."""
    step = replace(recipe, augmentation=None, views=(), teacher=None, distillation_weight=0.0)
    step = replace(step, pens=0, traced=0, allographs=0, nondigits=0, paper=0.0, hairline=0.0)
    yield "MNIST as it is", step
    step = replace(step, augmentation=Augmentation())
    yield "+ affine distortion and thickness", step
    step = replace(step, augmentation=recipe.augmentation)
    yield "+ elastic distortion", step
    step = replace(step, pens=recipe.pens)
    yield "+ pen strokes, written anew", step
    step = replace(step, traced=recipe.traced)
    yield "+ MNIST's digits, traced and written anew", step
    step = replace(step, allographs=recipe.allographs)
    yield "+ rare ways to write, made up", step
    step = replace(step, paper=recipe.paper, hairline=recipe.hairline)
    yield "+ paper, and hairlines", step
    step = replace(step, nondigits=recipe.nondigits)
    yield "+ non-digits, as an eleventh class", step
    if recipe.teacher:
        step = replace(step, teacher=recipe.teacher, distillation_weight=recipe.distillation_weight)
        yield "+ distillation", step
    if recipe.views:
        yield "+ answers averaged over views", recipe


def leaving_one_out(recipe: Recipe) -> Iterator[tuple[str, Recipe]]:
    """Yield for each kind that is learned the recipe without it; no teacher, who has seen all."""
    for kind in LEARNED:
        others = tuple(each for each in LEARNED if each != kind)
        yield kind, replace(recipe, kinds=others, teacher=None, distillation_weight=0.0)


def run_trials(
    trials: Iterator[tuple[str, Recipe]],
    path: Path,
    run_trial: Callable[[Recipe], dict[str, Any]],
) -> dict[str, Any]:
    """Try out each recipe and keep the results in a JSON file; those in it are not done again."""
    results = kept(path)
    for name, recipe in trials:
        configuration = recipe.configuration()
        if results.get(name, {}).get("configuration") == configuration:
            continue
        click.echo(f"{name} ...")
        results[name] = {"configuration": configuration} | run_trial(recipe)
        keep(results, path)
    return results


def kept(path: Path) -> dict[str, Any]:
    """Return the results in a JSON file; none where there is no file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def keep(results: dict[str, Any], path: Path) -> None:
    """Write results into a JSON file."""
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def ablation_table(results: dict[str, Any]) -> str:
    """Return the ablation as a Markdown table."""
    head = ["learned from", *TITLES.values(), "non-digits flagged"]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for name, result in results.items():
        cells = _cells(result)
        flagged = result.get("flagged")
        cells.append(f"{sum(flagged.values()) / len(flagged):.1%}" if flagged else "-")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def served_table(results: dict[str, Any]) -> str:
    """Return how the networks did that were served, one after the other, as a Markdown table."""
    head = ["file", "epochs", *TITLES.values(), "MNIST refused", "unseen kinds: mean", "least"]
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for name, result in results.items():
        unseen = [result["flagged"][kind] for kind in UNSEEN]
        cells = [name, str(result["configuration"]["epochs"]), *_cells(result)]
        cells += [f"{result['refused']['mnist']:.2%}"]
        cells += [f"{sum(unseen) / len(unseen):.1%}", f"{min(unseen):.1%}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(result: dict[str, Any]) -> list[str]:
    """Return the accuracies of a row; of a set that was not measured then, a dash."""
    found = result["accuracy"]
    return [f"{found[name]:.2%}" if name in found else "-" for name in TITLES]


def left_out_table(results: dict[str, Any]) -> str:
    """Return what was flagged of each kind that was never trained on, as a Markdown table."""
    lines = ["| kind never seen | flagged | digits refused (MNIST, pens) |", "|---|---|---|"]
    shares = []
    for kind, result in results.items():
        refused = f"{result['refused']['mnist']:.2%}, {result['refused']['pens']:.2%}"
        made_of = " (made of digits' strokes)" if kind in OF_DIGITS else ""
        shares.append(result["flagged"][kind])
        lines.append(f"| {kind}{made_of} | {shares[-1]:.1%} | {refused} |")
    lines.append(f"| mean | {sum(shares) / len(shares):.1%} | |")
    return "\n".join(lines)


def page(recipe: str, epochs: int, results: dict[str, dict[str, Any]]) -> str:
    """Return what there is of the tables `steps`, `kinds` and `served`, as Markdown."""
    steps, left_out, before = (results.get(name, {}) for name in ("steps", "kinds", "served"))
    parts = [
        f"# What each part of `{recipe}` gives",
        f"Each row is a training of {epochs} epochs, measured on validation. Written by\n"
        f"`python -m trainer experiments {recipe} --epochs {epochs}`.",
    ]
    if left_out:
        parts += [
            "## Non-digits of a kind never seen",
            "Each row is a network that never saw that kind, and had no teacher who did. The\n"
            "threshold is set on digits alone. What the served network makes of six more kinds,\n"
            "from which none learns, is in its model card.",
            left_out_table(left_out),
        ]
    if steps:
        parts += ["## Step by step", ablation_table(steps)]
    if before:
        parts += [
            "## The networks that were served",
            "One after the other, trained in full, the exported file measured on validation by\n"
            f"`python -m trainer experiments {recipe} --part served`.",
            served_table(before),
        ]
    parts += ["## A search, and many machines", SEARCHING.format(recipe=recipe)]
    return "\n\n".join(parts) + "\n"
