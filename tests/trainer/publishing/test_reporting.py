"""The report: what its page is drawn from."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from trainer.measuring.evaluation import Evaluation
from trainer.measuring.timing import microseconds
from trainer.publishing import confusion_examples
from trainer.publishing.recipe_source import source_texts
from trainer.publishing.reporting import Subject, write_report
from trainer.training import recipes
from trainer.training.runs import Run

CLASSES = ("airplane", "bird", "cat")


def evaluation(count, classes, seed=0):
    """Answers that are right three times of four."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count)
    answers = np.where(random.random(count) < 0.75, labels, random.integers(0, classes, count))
    probabilities = np.full((count, classes), 0.01, np.float32)
    probabilities[np.arange(count), answers] = random.uniform(0.5, 1, count)
    return Evaluation(labels, probabilities)


def subject(shape, classes):
    random = np.random.default_rng(1)
    images = random.integers(0, 256, (300, *shape)).astype(np.uint8)
    found = evaluation(300, len(classes))
    history = {"loss": [1.0, 0.5], "accuracy": [0.5, 0.8]}
    recipe = replace(recipes.find("lenet"), labels=classes)
    run = Run({}, 1, {}, {}, history, 2, 1.0)
    samples = images[:60], found.labels[:60]
    return Subject(recipe, run, {"a_test": found}, images, samples)


def tile(sprite, about, number):
    row, column = divmod(number, about["columns"])
    top, left = row * about["height"], column * about["width"]
    return sprite[top : top + about["height"], left : left + about["width"]]


@pytest.fixture(scope="module")
def digits_report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("digits")
    on = subject((28, 28), tuple("0123456789"))
    write_report(folder, on)
    return on, json.loads((folder / "report.json").read_text()), folder


def test_the_sprite_holds_the_cells_images(digits_report):
    on, report, folder = digits_report
    about = report["images"]
    with Image.open(folder / about["file"]) as file:
        sprite = np.asarray(file)
    matrix = np.array(report["confusion_matrix"])
    assert {tuple(map(int, key.split(","))) for key in about["cells"]} == {
        (t, p) for t, p in np.argwhere(matrix)
    }
    for key, numbers in about["cells"].items():
        true, predicted = map(int, key.split(","))
        assert 1 <= len(numbers) <= min(confusion_examples.A_CELL, matrix[true, predicted])
        for number in numbers:
            index = about["places"][number]
            assert on.evaluation.labels[index] == true
            assert on.evaluation.predicted[index] == predicted
            assert np.array_equal(tile(sprite, about, number), on.images[index])


def test_errors_are_in_the_sprite_most_confident_first(digits_report):
    _, report, _ = digits_report
    confidences = [error["confidence"] for error in report["misclassified"]]
    assert confidences == sorted(confidences, reverse=True)
    assert {error["index"] for error in report["misclassified"]} <= set(report["images"]["places"])


def test_a_report_on_pictures_in_colour(tmp_path):
    write_report(tmp_path, subject((32, 32, 3), CLASSES))
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["labels"] == list(CLASSES)
    assert np.shape(report["confusion_matrix"]) == (3, 3)
    assert report["test_set"] == "a_test"
    about = report["images"]
    assert (about["width"], about["height"]) == (32, 32)
    rows = -(-len(about["places"]) // about["columns"])
    with Image.open(tmp_path / about["file"]) as sprite:
        assert sprite.size == (about["columns"] * 32, rows * 32)


def test_a_large_sprite_is_made_smaller(tmp_path, monkeypatch):
    on = subject((28, 28), CLASSES)
    whole = confusion_examples.write_cells(tmp_path, on.evaluation, on.images, [])
    size = (tmp_path / whole["file"]).stat().st_size
    monkeypatch.setattr(confusion_examples, "MOST_BYTES", size // 2)
    less = confusion_examples.write_cells(tmp_path, on.evaluation, on.images, [])
    assert (tmp_path / less["file"]).stat().st_size <= size // 2
    assert max(map(len, less["cells"].values())) < confusion_examples.A_CELL


@pytest.mark.parametrize("name", recipes.RECIPES)
def test_every_recipes_code_is_found(name):
    recipe = recipes.find(name)
    texts = source_texts(recipe)
    assert texts["recipe"].startswith("Recipe(")
    assert f'name="{name}"' in texts["recipe"]
    assert texts["network"].startswith(f"def {recipe.network.partition(':')[2]}(")
    assert texts["optimizer"].startswith("def ")


def test_a_prediction_takes_some_time():
    from trainer import ROOT

    network = (ROOT / "saved_models" / "lenet" / "model.tflite").read_bytes()
    assert microseconds(network) > 0
