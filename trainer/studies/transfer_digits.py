"""Transfer on our own ground: what LeNet learns on the digits 0-4 helps it with 5-9.

Its convolutions, trained on thousands of the first five digits, are frozen and moved under a new
head that learns the other five from a few examples; beside it the same network from nothing.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import matplotlib as mpl
import numpy as np
import numpy.typing as npt

mpl.use("Agg")

from matplotlib import pyplot as plt

from trainer.data.batches import as_input
from trainer.data.mnist import Mnist
from trainer.networks import digit_networks
from trainer.publishing.reporting import ACCENT, INK

EXAMPLES = (10, 50, 200)  # of each class
SEEDS = (1, 2, 3, 4, 5)
WAYS = {"moved": "convolutions from 0-4, frozen", "from nothing": "all from nothing"}
# Fixed beforehand, the same for both ways: nothing is chosen by the test split.
SOURCE_EPOCHS, STEPS, BATCH = 3, 400, 50
FIVE = 5

Arrays = tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]


def run(mnist: Mnist, say: Callable[[str], None] = print) -> dict[str, Any]:
    """Train the source, then both ways with each number of examples and each seed.

    Returns:
        what was done, and for each way and number of examples the accuracy of each seed on
        MNIST's test digits 5-9.
    """
    first, second = _digits(mnist.x_train, mnist.y_train, range(FIVE)), range(FIVE, 10)
    rest, test = (
        _digits(mnist.x_train, mnist.y_train, second),
        _digits(mnist.x_test, mnist.y_test, second),
    )
    source = learned_source(first)
    results: dict[str, dict[str, list[float]]] = {way: {} for way in WAYS}
    for count in EXAMPLES:
        for way, title in WAYS.items():
            base = source if way == "moved" else None
            accuracies = [accuracy(target(base, few(rest, count, s), s), test) for s in SEEDS]
            results[way][str(count)] = accuracies
            say(f"{count:>4} a class, {title}: {np.mean(accuracies):.2%}")
    return {
        "source": {"examples": len(first[1]), "epochs": SOURCE_EPOCHS},
        "steps": STEPS,
        "batch_size": BATCH,
        "n_test": len(test[1]),
        "seeds": list(SEEDS),
        "accuracy": results,
    }


def learned_source(arrays: Arrays) -> keras.Model:
    """Train LeNet with a head of five on the digits 0-4."""
    keras.utils.set_random_seed(1)
    network = with_head_of_five()
    _compile(network)
    network.fit(*arrays, epochs=SOURCE_EPOCHS, batch_size=128, verbose=0)
    return network


def with_head_of_five() -> keras.Model:
    """Build LeNet with five outputs."""
    whole = digit_networks.lenet()
    answer = keras.layers.Dense(FIVE, activation="softmax", name="probabilities")
    return keras.Sequential([keras.Input((28, 28, 1), name="image"), *whole.layers[:-1], answer])


def target(source: keras.Model | None, examples: Arrays, seed: int) -> keras.Model:
    """Train LeNet on a few examples: on the source's convolutions, frozen, or from nothing."""
    keras.utils.set_random_seed(seed)
    network = with_head_of_five()
    if source:
        for layer in network.layers:
            if isinstance(layer, keras.layers.Conv2D):
                layer.set_weights(source.get_layer(layer.name).get_weights())
                layer.trainable = False
    _compile(network)
    # One long epoch of all the steps: Keras would spend longer between many short ones.
    images, labels = examples
    random, rounds = np.random.default_rng(seed), -(-STEPS * BATCH // len(labels))
    order = np.concatenate([random.permutation(len(labels)) for _ in range(rounds)])
    order = order[: STEPS * BATCH]
    network.fit(images[order], labels[order], batch_size=BATCH, shuffle=False, verbose=0)
    return network


def few(arrays: Arrays, count: int, seed: int) -> Arrays:
    """Draw so many examples of each class."""
    random, (images, labels) = np.random.default_rng(seed), arrays
    chosen = [random.permutation(np.flatnonzero(labels == each))[:count] for each in range(FIVE)]
    places = np.concatenate(chosen)
    return images[places], labels[places]


def accuracy(network: keras.Model, arrays: Arrays) -> float:
    """Return the share of images that the network classifies rightly."""
    answer = network.predict(arrays[0], batch_size=1000, verbose=0).argmax(axis=1)
    return float((answer == arrays[1]).mean())


def write(folder: Path, results: dict[str, Any]) -> None:
    """Write digits.json, the table README.md and the plot digits.png into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1) + "\n"
    (folder / "digits.json").write_text(text, encoding="utf-8")
    (folder / "README.md").write_text(page(results), encoding="utf-8")
    figure, axes = plt.subplots(figsize=(6.5, 4.2), layout="constrained")
    for (way, title), color in zip(WAYS.items(), (ACCENT, INK), strict=True):
        found = {int(count): values for count, values in results["accuracy"][way].items()}
        means = [100 * np.mean(values) for values in found.values()]
        spread = [100 * np.std(values) for values in found.values()]
        axes.errorbar(list(found), means, spread, fmt="o-", capsize=4, color=color, label=title)
    axes.set(xscale="log", xlabel="examples of each digit", ylabel="% right of the test's 5-9")
    axes.set_xticks(EXAMPLES, [str(count) for count in EXAMPLES])
    axes.minorticks_off()
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(folder / "digits.png", dpi=110, metadata={"Software": None})
    plt.close(figure)


def page(results: dict[str, Any]) -> str:
    """Return the results as a page in Markdown."""
    source, seeds = results["source"], len(results["seeds"])
    lines = [
        "# What LeNet learned on 0-4 helps it with 5-9",
        "",
        f"LeNet was trained on MNIST's {source['examples']:,} training images of the digits 0-4 "
        f"for {source['epochs']} epochs.",
        "Its two convolutions were frozen and moved under a new head, which learned 5-9 from a few "
        "examples;",
        "beside it the same network learned them from nothing. Both took "
        f"{results['steps']} steps of {results['batch_size']} images.",
        f"Accuracy on MNIST's {results['n_test']:,} test images of 5-9: mean and standard "
        f"deviation over {seeds} seeds, each with examples and weights of its own.",
        "",
        "| examples of each digit | " + " | ".join(WAYS.values()) + " | gained |",
        "|---|" + "---|" * (len(WAYS) + 1),
    ]
    for count in results["accuracy"]["moved"]:
        both = [np.array(results["accuracy"][way][count]) for way in WAYS]
        cells = [f"{100 * each.mean():.2f} ± {100 * each.std():.2f} %" for each in both]
        gained = 100 * (both[0].mean() - both[1].mean())
        lines.append(f"| {count} | {' | '.join(cells)} | {gained:+.2f} |")
    lines += ["", "![accuracy by number of examples](digits.png)", ""]
    lines += ["Made by `python -m trainer transfer-digits`.", ""]
    return "\n".join(lines)


def _compile(network: keras.Model) -> None:
    network.compile("adam", "sparse_categorical_crossentropy", jit_compile=False)


def _digits(images: np.ndarray, labels: np.ndarray, which: range) -> Arrays:
    chosen = np.isin(labels, which)
    return as_input(images[chosen]), labels[chosen].astype(np.int64) - which[0]
