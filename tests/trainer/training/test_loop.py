"""Training on a small set of our own: seeded, resumable, choosing by validation."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.training import recipes
from trainer.training.loop import train
from trainer.training.runs import Run
from trainer.training.training_data import of_images, split_validation

RECIPE = replace(
    recipes.find("lenet"),
    epochs=3,
    validation=64,
    batch_size=32,
    nondigits=0,
    teacher=None,
    views=(),
)


def weights(network):
    return np.concatenate([array.ravel() for array in network.get_weights()])


def run(digits, folder, recipe=RECIPE, seed=1, **options):
    recipe = replace(recipe, **options)
    data = of_images(digits.images, digits.labels, recipe.validation, seed)
    return train(recipe, data, seed, folder, verbose=0)


def test_same_seed_same_weights(digits, tmp_path):
    one, _ = run(digits, tmp_path / "one")
    same, _ = run(digits, tmp_path / "same")
    other, _ = run(digits, tmp_path / "other", seed=2)
    assert np.array_equal(weights(one), weights(same))
    assert not np.array_equal(weights(one), weights(other))


def test_an_interrupted_training_goes_on_as_it_would_have(digits, tmp_path, monkeypatch):
    whole, record = run(digits, tmp_path / "whole")

    from trainer.data.batches import Batches

    start = Batches.start_epoch

    def interrupted(self, epoch):
        if epoch == 2:
            raise KeyboardInterrupt
        start(self, epoch)

    monkeypatch.setattr(Batches, "start_epoch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(digits, tmp_path / "cut")
    monkeypatch.setattr(Batches, "start_epoch", start)
    resumed, resumed_record = run(digits, tmp_path / "cut")
    np.testing.assert_allclose(weights(whole), weights(resumed), atol=1e-6)
    assert len(resumed_record.history["loss"]) == 3
    np.testing.assert_allclose(record.history["loss"], resumed_record.history["loss"], rtol=1e-4)


def test_the_record_is_enough_to_repeat_the_run(digits, tmp_path):
    _, record = run(digits, tmp_path)
    assert Run.load(tmp_path) == record
    assert record.seed == 1
    assert record.configuration["epochs"] == 3
    assert record.configuration["augmentation"]["rotation"] > 0
    assert {"python", "tensorflow", "keras", "numpy"} <= set(record.versions)
    assert record.data["validation_examples"] == 64
    assert record.data["training_examples"] == len(digits) - 64
    assert len(record.history["val_accuracy"]) == 3


def test_validation_chooses_the_epoch(digits, tmp_path):
    network, record = run(digits, tmp_path, epochs=4)
    accuracies = record.history["val_accuracy"]
    assert record.chosen_epoch == int(np.argmax(accuracies)) + 1
    _, validation = split_validation(digits, 64, 1)
    from trainer.measuring.evaluation import evaluate
    from trainer.measuring.predictors import keras_predictor

    found = evaluate(keras_predictor(network), validation.images, validation.labels).accuracy
    assert found == pytest.approx(max(accuracies), abs=1e-6)


def test_it_learns(digits, tmp_path):
    _, record = run(digits, tmp_path, replace(RECIPE, epochs=12, augmentation=None))
    assert record.history["accuracy"][-1] > 0.9


def test_split_validation_is_a_partition(digits):
    rest, apart = split_validation(digits, 100, seed=5)
    assert (len(rest), len(apart)) == (len(digits) - 100, 100)
    total = digits.images.sum(dtype=np.int64)
    assert rest.images.sum(dtype=np.int64) + apart.images.sum(dtype=np.int64) == total
    assert split_validation(digits, 0, seed=5)[1] is None


def test_the_tutorial_recipe_is_the_courses():
    recipe = recipes.find("lenet-tutorial")
    configuration = recipe.configuration()
    assert (recipe.epochs, recipe.batch_size, recipe.validation) == (10, 128, 0)
    assert configuration["optimizer"]["class"] == "SGD"
    assert configuration["optimizer"]["learning_rate"] == pytest.approx(0.1)
    assert configuration["optimizer"]["momentum"] == 0
    assert configuration["loss"] == "categorical_crossentropy"
    assert configuration["augmentation"] is None


def test_it_stops_when_validation_no_longer_improves(digits, tmp_path, monkeypatch):
    from trainer.training.loop import _Progress

    monkeypatch.setattr(_Progress, "chosen_epoch", 2)
    _, record = run(digits, tmp_path, epochs=9, patience=3)
    assert len(record.history["loss"]) == 2 + 3
