"""A search for a better recipe with KerasTuner: in one process, or in many, on one host or several.

KerasTuner's own environment spreads it: KERASTUNER_ORACLE_IP and _PORT say where the chief is, and
KERASTUNER_TUNER_ID who a process is: `chief`, or any other name for a worker. What KerasTuner does
not do is to notice that a worker has gone: its trial would never end, nor the search. Here workers
give signs of life, and what one that gives none was at is given to another.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras_tuner
from keras_tuner.engine.base_tuner import BaseTuner
from keras_tuner.engine.trial import Trial, TrialStatus
from keras_tuner.oracles import RandomSearchOracle

from trainer.data.augmentation import Augmentation
from trainer.training.recipes import Recipe

RESULTS_FILE = "results.json"
# Between two questions for a trial, where the chief has none just now.
PAUSE_S = 0.1
SIGNS_IN_PATIENCE = 10

Measure = Callable[[Recipe], float]


def space() -> keras_tuner.HyperParameters:
    """Return what is tried: distortions, and what is learned beside MNIST."""
    choices = keras_tuner.HyperParameters()
    choices.Choice("rotation", [5.0, 10.0, 15.0])
    choices.Choice("elastic", [0.0, 0.25, 0.5, 1.0])
    choices.Choice("pens", [16_000, 32_000, 48_000])
    choices.Choice("traced", [0, 8_000, 16_000])
    choices.Choice("allographs", [0, 6_000, 12_000])
    choices.Choice("paper", [0.0, 0.1, 0.2])
    return choices


def proposed(recipe: Recipe, values: dict[str, Any]) -> Recipe:
    """Return the recipe with values of the space put in."""
    before = recipe.augmentation
    if not isinstance(before, Augmentation):
        raise ValueError(f"The recipe {recipe.name!r} distorts no digits: nothing to search.")
    angles = {"rotation": values["rotation"], "elastic": values["elastic"]}
    counts = {name: values[name] for name in ("pens", "traced", "allographs", "paper")}
    return replace(recipe, augmentation=replace(before, **angles), **counts)


class Chief(RandomSearchOracle):
    """Says what is tried next; what a worker was at that has gone silent, another one does."""

    def __init__(self, patience_s: float, **options: Any) -> None:
        super().__init__(**options)
        self._patience_s = patience_s
        self._heard: dict[str, float] = {}

    @keras_tuner.synchronized  # type: ignore[untyped-decorator]
    def create_trial(self, tuner_id: str) -> Trial:
        """Return a trial for a worker; an idle one while others are still at theirs."""
        self._heard[tuner_id] = time.monotonic()
        self._take_back()
        trial = super().create_trial(tuner_id)
        if trial.status == TrialStatus.STOPPED and self.ongoing_trials:
            trial.status = TrialStatus.IDLE  # one of them may go
            self.tuner_ids.add(tuner_id)
        return trial

    @keras_tuner.synchronized  # type: ignore[untyped-decorator]
    def get_trial(self, trial_id: str) -> Trial:
        """Return a trial; for its worker it is a sign of life."""
        for tuner_id, trial in self.ongoing_trials.items():
            if trial.trial_id == trial_id:
                self._heard[tuner_id] = time.monotonic()
        return super().get_trial(trial_id)

    def _take_back(self) -> None:
        now = time.monotonic()
        silent = [
            name
            for name in self.ongoing_trials
            if now - self._heard.get(name, now) > self._patience_s
        ]
        for name in silent:
            trial = self.ongoing_trials.pop(name)
            self.tuner_ids.discard(name)
            self._retry_queue.append(trial.trial_id)


class RecipeTuner(BaseTuner):
    """Does trials: each a recipe that is measured."""

    def __init__(self, recipe: Recipe, measure: Measure, patience_s: float, **options: Any) -> None:
        super().__init__(**options)
        self._recipe, self._measure, self._patience_s = recipe, measure, patience_s

    def pre_create_trial(self) -> None:
        """Give the chief a moment between two questions."""
        time.sleep(PAUSE_S)

    def run_trial(self, trial: Trial, *_: Any, **__: Any) -> dict[str, float]:
        """Measure the recipe that a trial proposes."""
        with self._signs_of_life(trial.trial_id):
            return {"accuracy": self._measure(proposed(self._recipe, trial.hyperparameters.values))}

    @contextmanager
    def _signs_of_life(self, trial_id: str) -> Iterator[None]:
        is_done = threading.Event()

        def give() -> None:
            while not is_done.wait(self._patience_s / SIGNS_IN_PATIENCE):
                self.oracle.get_trial(trial_id)

        giving = threading.Thread(target=give, daemon=True)
        giving.start()
        try:
            yield
        finally:
            is_done.set()
            giving.join()


def search(
    recipe: Recipe, measure: Measure, trials: int, seed: int, folder: Path, patience_s: float
) -> list[dict[str, Any]]:
    """Try so many recipes; what is in the folder already is not tried again.

    Returns:
        what was tried, the best first; nothing in a worker.
    """
    chief = Chief(
        patience_s,
        objective=keras_tuner.Objective("accuracy", "max"),
        max_trials=trials,
        seed=seed,
        hyperparameters=space(),
        allow_new_entries=False,
        tune_new_entries=False,
    )
    tuner = RecipeTuner(
        recipe, measure, patience_s, oracle=chief, directory=str(folder), project_name="trials"
    )
    tuner.search()
    if tuner.oracle is not chief:
        return []
    found = [
        {"trial": trial.trial_id, "accuracy": trial.score, **trial.hyperparameters.values}
        for trial in chief.get_best_trials(trials)
    ]
    text = json.dumps(found, indent=2) + "\n"
    (folder / RESULTS_FILE).write_text(text, encoding="utf-8")
    return found
