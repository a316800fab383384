"""Training: a recipe and data in, a trained network and the record of its run out."""

import json
import platform
import time
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from trainer.batches import Batches
from trainer.recipes import Recipe
from webapp.preprocessing import to_input

LIBRARIES = ("keras", "numpy", "pillow", "ai-edge-litert")
NETWORK_FILE, RUN_FILE = "model.keras", "run.json"


@dataclass(frozen=True)
class Split:
    """Images uint8 (N, 28, 28) and labels (N,)."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Run:
    """The record of a training: enough to repeat it and to know what it gave."""

    configuration: dict[str, Any]
    seed: int
    versions: dict[str, str]
    data: dict[str, Any]
    history: dict[str, list[float]]
    chosen_epoch: int
    seconds: float

    def save(self, folder: Path) -> None:
        """Write run.json into the folder."""
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / RUN_FILE).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Run":
        """Read run.json from the folder.

        Raises:
            OSError, ValueError, TypeError: it is missing or damaged.
        """
        return cls(**json.loads((folder / RUN_FILE).read_text(encoding="utf-8")))


def split_validation(whole: Split, count: int, seed: int) -> tuple[Split, Split | None]:
    """Set `count` examples apart, drawn by the seed; none at all where the count is 0.

    Returns:
        the examples to train on, and those to choose by, or None.
    """
    if count == 0:
        return whole, None
    order = np.random.default_rng(seed).permutation(len(whole))
    apart, rest = np.sort(order[:count]), np.sort(order[count:])
    return (
        Split(whole.images[rest], whole.labels[rest]),
        Split(whole.images[apart], whole.labels[apart]),
    )


def train(
    recipe: Recipe,
    whole: Split,
    seed: int,
    folder: Path,
    data: dict[str, Any],
    epochs: int | None = None,
    verbose: int = 1,
) -> tuple[keras.Model, Run]:
    """Train a recipe's network, and leave it with the record of its run in the folder.

    Interrupted and called again with the same folder, it goes on with the epoch it was in.

    Args:
        recipe: what to do.
        whole: the training data; the recipe's validation share is taken from it.
        seed: of weights, order, split and distortions.
        folder: for checkpoints, and at the end model.keras and run.json.
        data: what the data is, for the record.
        epochs: instead of the recipe's own number.
        verbose: Keras' progress bars: 0, 1 or 2.
    """
    recipe = replace(recipe, epochs=epochs or recipe.epochs)
    keras.utils.set_random_seed(seed)
    train_split, validation = split_validation(whole, recipe.validation, seed)
    batches = Batches(
        train_split.images, train_split.labels, recipe.batch_size, seed, recipe.augmentation
    )
    network = recipe.network()
    network.compile(
        optimizer=recipe.optimizer(recipe.epochs * len(batches)),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    folder.mkdir(parents=True, exist_ok=True)
    progress = _Progress(folder, batches, choose=validation is not None)
    started = time.monotonic()
    network.fit(
        batches,
        epochs=recipe.epochs,
        shuffle=False,  # Batches does it, by seed and epoch
        validation_data=_arrays(validation) if validation else None,
        validation_batch_size=1000,
        callbacks=[keras.callbacks.BackupAndRestore(folder / "backup"), progress],
        verbose=verbose,
    )
    progress.restore_best()
    run = Run(
        configuration=recipe.configuration(),
        seed=seed,
        versions=versions(),
        data=data
        | {"training_examples": len(train_split), "validation_examples": recipe.validation},
        history=progress.history,
        chosen_epoch=progress.chosen_epoch,
        seconds=round(progress.seconds_before + time.monotonic() - started, 1),
    )
    network.save(folder / NETWORK_FILE)
    run.save(folder)
    return network, run


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that decide the outcome."""
    import tensorflow as tf

    found = {"python": platform.python_version(), "tensorflow": tf.__version__}
    return found | {name: version(name) for name in LIBRARIES}


def _arrays(split: Split) -> tuple[np.ndarray, np.ndarray]:
    return to_input(split.images), keras.utils.to_categorical(split.labels, 10)


class _Progress(keras.callbacks.Callback):
    """Keeps the history and the best weights on disk, so that an interruption loses neither."""

    def __init__(self, folder: Path, batches: Batches, choose: bool) -> None:
        super().__init__()
        self._record, self._best = folder / "progress.json", folder / "best.weights.h5"
        self._batches, self._choose = batches, choose
        self.history: dict[str, list[float]] = {}
        self.seconds_before = 0.0

    def on_train_begin(self, logs: Any = None) -> None:
        self._began = time.monotonic()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if epoch and not self.history:  # BackupAndRestore has taken up an interrupted training
            saved = json.loads(self._record.read_text(encoding="utf-8"))
            self.history = {name: values[:epoch] for name, values in saved["history"].items()}
            self.seconds_before = saved["seconds"]
        self._batches.start_epoch(epoch)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(float(value))
        if self._choose and self.chosen_epoch == epoch + 1:
            self.model.save_weights(self._best)
        seconds = self.seconds_before + time.monotonic() - self._began
        record = {"history": self.history, "seconds": seconds}
        self._record.write_text(json.dumps(record), encoding="utf-8")

    @property
    def chosen_epoch(self) -> int:
        """The first epoch with the best validation accuracy, counted from 1; or the last epoch."""
        if not self._choose:
            return len(self.history["loss"])
        return int(np.argmax(self.history["val_accuracy"])) + 1

    def restore_best(self) -> None:
        if self._choose:
            self.model.load_weights(self._best)
