"""The command line, from end to end, on data of our own."""

import json
from dataclasses import replace
from functools import cache, partial

import numpy as np
import pytest
from click.testing import CliRunner
from small_recipe import SMALL

from trainer.commands.group import main
from trainer.data import mnist, pen_digits
from trainer.data.nondigits import KINDS
from trainer.measuring import test_sets
from trainer.publishing import prototypes
from trainer.training import recipes

TEACHER = replace(SMALL, name="teacher", epochs=1, teacher=None, distillation_weight=0.0)


@pytest.fixture
def small_world(digits, sample_strokes, tmp_path, monkeypatch):
    """A data folder, an output folder, and data sets so small that all is done in seconds."""
    small = mnist.Mnist(digits.images, digits.labels, digits.images[:100], digits.labels[:100])
    pens = pen_digits.PenDigits(
        [strokes for _, strokes in sample_strokes], [d for d, _ in sample_strokes]
    )
    monkeypatch.setattr(mnist, "load", lambda _: small)
    monkeypatch.setattr(pen_digits, "load", lambda _: dict.fromkeys(pen_digits.SPLITS, pens))
    monkeypatch.setattr(test_sets, "NONDIGITS", 20)
    monkeypatch.setattr(prototypes, "STEPS", 8)
    measured = cache(partial(test_sets.test_sets, small, {"test": pens}))
    monkeypatch.setattr(test_sets, "test_sets", lambda *_: measured())
    monkeypatch.setitem(recipes.RECIPES, "lenet", SMALL)
    monkeypatch.setitem(recipes.RECIPES, "teacher", TEACHER)
    return tmp_path


def trazo(*arguments):
    return CliRunner().invoke(main, arguments, prog_name="python -m trainer")


def test_train_evaluate_export_report(small_world):
    out, runs = str(small_world / "models"), str(small_world / "runs")
    untaught = trazo("train", "lenet", "--out", out, "--runs", runs)
    assert untaught.exit_code == 2
    assert "python -m trainer train teacher" in untaught.output
    assert trazo("train", "teacher", "--out", out, "--runs", runs).exit_code == 0
    done = trazo("train", "lenet", "--out", out, "--runs", runs)
    assert done.exit_code == 0, done.output
    assert "| `lenet` | 44,426 |" in done.output
    folder = small_world / "models" / "lenet"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {
        "README.md",
        "model.json",
        "model.keras",
        "model.tflite",
        "model.weights.npz",
        "run.json",
        "report/cells.png",
        "report/confusion-matrix.png",
        "report/misclassified.png",
        "report/prototypes.json",
        "report/prototypes.png",
        "report/reliability.png",
        "report/report.json",
        "report/robustness.json",
        "report/robustness.png",
        "report/samples.png",
        "report/training-curves.png",
    }
    left = [path.name for path in (small_world / "runs").iterdir()]
    assert left == ["written"], "a finished run leaves only what the next one can use"

    about = json.loads((folder / "model.json").read_text())
    assert about["figures"]["mnist_test"]["n"] == 100
    assert about["figures"]["pen_test"]["n"] == 20
    assert set(about["verdict"]["flagged"]) == set(KINDS)
    assert set(about["verdict"]["refused"]) == set(about["figures"]) - {"framing"}
    report = json.loads((folder / "report" / "report.json").read_text())
    assert np.sum(report["confusion_matrix"]) == 100
    assert len(report["history"]["loss"]) == 2
    assert about["microseconds"] > 0
    assert "def lenet()" in report["source"]["network"]

    as_exported = trazo("evaluate", "lenet", "--json", "--out", out)
    as_keras = trazo("evaluate", "lenet", "--json", "--keras", "--out", out)
    exact = about["figures"]["mnist_test"]["accuracy"]
    for each in (as_exported, as_keras):
        assert json.loads(each.stdout)["mnist_test"]["accuracy"] == exact, each.output
    said = trazo("evaluate", "lenet", "--out", out).output
    for part in (
        "pen digits test, turned",
        "Digits refused as none",
        "Non-digits flagged: letters",
    ):
        assert part in said

    (folder / "report" / "samples.png").unlink()
    assert trazo("report", "lenet", "--out", out).exit_code == 0
    assert (folder / "report" / "samples.png").is_file()
    assert json.loads((folder / "model.json").read_text()) == about, "all that was measured stays"
    before = (folder / "model.tflite").read_bytes()
    assert trazo("export", "lenet", "--out", out).exit_code == 0
    assert (folder / "model.tflite").read_bytes() == before
    again = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert again == files, "the export leaves out nothing that the training wrote"
    listed = trazo("list", "--out", out).output
    assert "(n = 100)" in listed
    assert "44,426 parameters" in listed
    timed = trazo("time", "--out", out)
    assert " µs  lenet" in timed.output
    anew = json.loads((folder / "model.json").read_text())
    assert anew == about | {"microseconds": anew["microseconds"]}

    from webapp.reading.models import load_models

    assert list(load_models(small_world / "models", "lenet")) == ["lenet", "teacher"], (
        "the server loads it"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("train", "lennet"), "choose one of lenet-tutorial, "),
        (("train", "lenet", "--data-dir", "/nowhere/data"), "/nowhere/data"),
        (("evaluate", "nothing"), "python -m trainer train nothing"),
        (("export", "nothing"), "python -m trainer train nothing"),
        (("report", "nothing"), "python -m trainer train nothing"),
        (("train", "lenet", "--epochs", "0"), "--epochs"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line_with_exit_code_2(arguments, says, tmp_path):
    done = trazo(*arguments, "--out", str(tmp_path))
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert len([line for line in done.stderr.splitlines() if line.startswith("Error")]) == 1


def test_list_names_every_recipe(tmp_path):
    done = trazo("list", "--out", str(tmp_path))
    for name in recipes.RECIPES:
        assert name in done.output
    assert "not trained yet" in done.output
