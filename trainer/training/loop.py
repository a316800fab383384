"""Training: a recipe and data in, a trained network and the record of its run out."""

import json
import platform
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from trainer.data.batches import Batches, Teacher, as_input, targets
from trainer.errors import TrainerError
from trainer.networks import rejection
from trainer.networks.picture_networks import with_statistics
from trainer.networks.test_time_augmentation import averaged
from trainer.training.recipes import Recipe
from trainer.training.runs import NETWORK_FILE, Run
from trainer.training.training_data import Split, TrainingData

LIBRARIES = ("keras", "numpy", "pillow", "ai-edge-litert")
# The share of validation's real digits that may be refused as no digit.
REFUSED = 0.006


class InitialWeightsError(TrainerError):
    """The file of initial weights is damaged, or of another network."""


@dataclass(frozen=True)
class Options:
    """How a training is run, where that does not decide what comes of it.

    Attributes:
        pipeline: whether the batches come through a `tf.data` pipeline.
        initial_weights: file from which the untrained weights are restored, or in which they are
            kept where it is not there yet, so that experiments start alike; none: by the seed.
        tensorboard: folder for TensorBoard's logs, or none.
    """

    pipeline: bool = False
    initial_weights: Path | None = None
    tensorboard: Path | None = None


PLAIN = Options()


def train(
    recipe: Recipe,
    data: TrainingData,
    seed: int,
    folder: Path,
    teacher: keras.Model | None = None,
    verbose: int = 1,
    options: Options = PLAIN,
) -> tuple[keras.Model, Run]:
    """Train a recipe's network, and leave it with the record of its run in the folder.

    Interrupted and called again with the same folder, it goes on with the epoch it was in.

    Args:
        recipe: what to do.
        data: what to learn from and to choose by.
        seed: of weights, order and distortions.
        folder: for checkpoints, and at the end model.keras and run.json.
        teacher: the model that the recipe's teacher names.
        verbose: Keras' progress bars: 0, 1 or 2.
        options: of input, start and logs.

    Raises:
        InitialWeightsError: the initial weights are of another network.
    """
    keras.utils.set_random_seed(seed)
    batches = _batches(recipe, data, seed, teacher)
    network = _compiled(recipe, data, len(batches))
    if options.initial_weights:
        keep_or_restore(network, options.initial_weights)
    progress = _Progress(folder, batches, data.validation is not None, recipe.patience)
    seconds = _fit(recipe, network, batches, data.validation, progress, options, verbose)
    network, fitted = _fitted(recipe, network, data.validation)
    run = Run(
        configuration=recipe.configuration() | fitted,
        seed=seed,
        versions=versions(),
        data=data.record | _counts(data),
        history=progress.history,
        chosen_epoch=progress.chosen_epoch,
        seconds=seconds,
    )
    network.save(folder / NETWORK_FILE)
    run.save(folder)
    return network, run


def _fit(
    recipe: Recipe,
    network: keras.Model,
    batches: Batches,
    validation: Split | None,
    progress: "_Progress",
    options: Options,
    verbose: int,
) -> float:
    """Fit the network's weights, and leave it with the best; return the seconds that it took."""
    started = time.monotonic()
    network.fit(
        batches.as_pipeline() if options.pipeline else batches,
        epochs=recipe.epochs,
        shuffle=False,  # Batches does it, by seed and epoch
        validation_data=_arrays(validation) if validation else None,
        validation_batch_size=1000,
        callbacks=[*_callbacks(recipe, network, progress.folder, options), progress],
        verbose=verbose,
    )
    progress.restore_best()
    return round(progress.seconds_before + time.monotonic() - started, 1)


def keep_or_restore(network: keras.Model, path: Path) -> None:
    """Restore a network's weights from a file; or keep them there, where it is not there yet.

    Raises:
        InitialWeightsError: the file is damaged, or of another network.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, *network.get_weights())
        return
    try:
        with np.load(path, allow_pickle=False) as kept:
            network.set_weights([kept[name] for name in kept.files])
    except Exception as error:  # zipfile and numpy raise kinds of their own
        reason = str(error).splitlines()[0]
        raise InitialWeightsError(
            f"The initial weights in {path} do not fit the network {network.name!r} ({reason}): "
            "name another file."
        ) from error


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that decide the outcome."""
    found = {"python": platform.python_version(), "tensorflow": tf.__version__}
    return found | {name: version(name) for name in LIBRARIES}


def _batches(recipe: Recipe, data: TrainingData, seed: int, teacher: keras.Model | None) -> Batches:
    targets_of = _targets_of(teacher) if teacher else None
    return Batches(
        data.pools,
        recipe.batch_size,
        seed,
        recipe.augmentation,
        targets_of,
        recipe.distillation_weight,
    )


def _callbacks(
    recipe: Recipe, network: keras.Model, folder: Path, options: Options
) -> list[keras.callbacks.Callback]:
    """Return what goes before the progress: it keeps the weights that they leave."""
    callbacks: list[keras.callbacks.Callback] = [
        keras.callbacks.BackupAndRestore(folder / "backup")
    ]
    if network.optimizer.use_ema:  # validated and kept are then the averaged weights
        callbacks.append(keras.callbacks.SwapEMAWeights(swap_on_epoch=True))
    if options.tensorboard:
        callbacks.append(keras.callbacks.TensorBoard(options.tensorboard / recipe.name))
    return callbacks


def _counts(data: TrainingData) -> dict[str, int]:
    return {
        "training_examples": sum(len(pool) for pool in data.pools),
        "validation_examples": len(data.validation or ()),
    }


def _compiled(recipe: Recipe, data: TrainingData, steps: int) -> keras.Model:
    network = recipe.build_network()
    if recipe.nondigits:
        network = rejection.without_softmax(network)
    network = with_statistics(network, data.pools[0].images)
    network.compile(
        optimizer=recipe.build_optimizer(recipe.epochs * steps),
        loss=rejection.digit_or_none_crossentropy
        if recipe.nondigits
        else "categorical_crossentropy",
        metrics=[rejection.accuracy if recipe.nondigits else "accuracy"],
        jit_compile=recipe.xla,
    )
    return network


def _fitted(
    recipe: Recipe, network: keras.Model, validation: Split | None
) -> tuple[keras.Model, dict[str, float]]:
    """Average over the recipe's views; fit temperature and threshold on validation.

    The latter where the recipe has a verdict of its own.
    """
    network = averaged(network, recipe.views)
    if not (recipe.nondigits and validation):
        return network, {}
    logits = network.predict(as_input(validation.images), batch_size=1000, verbose=0)
    temperature = rejection.fit_temperature(logits, validation.labels)
    network = rejection.with_verdict(network, temperature)
    _, is_digit = network.predict(as_input(validation.images), batch_size=1000, verbose=0)
    threshold = rejection.fit_threshold(is_digit, REFUSED)
    return network, {"temperature": temperature, "threshold": threshold}


def _targets_of(teacher: keras.Model) -> Teacher:
    """Take a teacher's answers as targets, whether or not it knows what is no digit."""

    def answer(images: tf.Tensor) -> tf.Tensor:
        answers = teacher(images, training=False)
        if not isinstance(answers, list | tuple):
            return answers
        probabilities, is_digit = answers
        return probabilities * is_digit

    return answer


def _arrays(split: Split) -> tuple[np.ndarray, np.ndarray]:
    return as_input(split.images), targets(split.labels)


class _Progress(keras.callbacks.Callback):
    """Keeps the history and the best weights on disk, so that an interruption loses neither."""

    def __init__(self, folder: Path, batches: Batches, choose: bool, patience: int) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._record, self._best = folder / "progress.json", folder / "best.weights.h5"
        self._batches, self._choose, self._patience = batches, choose, patience
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
        if self._patience and epoch + 1 - self.chosen_epoch >= self._patience:
            self.model.stop_training = True

    @property
    def chosen_epoch(self) -> int:
        """The first epoch with the best validation accuracy, counted from 1; or the last epoch."""
        if not self._choose:
            return len(self.history["loss"])
        return int(np.argmax(self.history["val_accuracy"])) + 1

    def restore_best(self) -> None:
        if self._choose:
            self.model.load_weights(self._best)
