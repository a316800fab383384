"""Each recipe's notebook runs, trains what the recipe trains, and measures it rightly."""

import json
import sys
from dataclasses import replace
from types import ModuleType

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot

from trainer import ROOT
from trainer.data.cifar10 import Cifar10
from trainer.data.mnist import Mnist
from trainer.measuring.evaluation import Evaluation
from trainer.publishing.notebooks import FILES, notebook
from trainer.training import recipes, tasks

LANGUAGES = ("en", "es")


def code_of(written):
    return ["".join(c["source"]) for c in written["cells"] if c["cell_type"] == "code"]


def small_pictures():
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (40, 32, 32, 3), np.uint8)
    labels = np.arange(40, dtype=np.uint8) % 10
    return Cifar10(images, labels, images[:20], labels[:20])


@pytest.fixture
def run_notebook(monkeypatch, tmp_path, digits):
    """Run a recipe's notebook on data of ours, small; return its namespace."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trainer").mkdir()
    matplotlib.use("Agg")
    monkeypatch.setattr("matplotlib.pyplot.show", lambda: pyplot.close("all"))
    few = slice(None, None, 4)
    mnist = Mnist(digits.images, digits.labels, digits.images[few], digits.labels[few])

    def run(name, language, **changes):
        small = replace(recipes.find(name), epochs=2, batch_size=32, **changes)
        source = tasks.Source(small_pictures() if small.task == "pictures" else mnist)
        monkeypatch.setattr(tasks, "load", lambda *_: source)
        monkeypatch.setattr(recipes, "find", lambda _: small)
        module = ModuleType("a_notebook")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        for number, code in enumerate(code_of(notebook(small, language))):
            exec(compile(code, f"cell {number}", "exec"), module.__dict__)
        return module

    path = list(sys.path)
    yield run
    sys.path[:] = path


@pytest.mark.parametrize(
    ("name", "language", "changes"),
    [
        ("fnn-32-16", "en", {}),
        ("lenet", "es", {"validation": 32, "pens": 0, "nondigits": 24}),
        ("cifar10-fnn", "es", {}),
    ],
)
def test_it_runs_from_the_first_cell_to_the_last(run_notebook, capsys, name, language, changes):
    ran = run_notebook(name, language, **changes)
    assert len(ran.run.history["loss"]) == 2
    evaluation = Evaluation(ran.data.y_test.astype(int), ran.probabilities)
    assert ran.matrix.tolist() == evaluation.confusion_matrix.tolist()
    assert ran.accuracy == pytest.approx(evaluation.accuracy)
    # Where there is nothing to share, the notebook says 0.
    np.testing.assert_allclose(ran.precision, np.nan_to_num(evaluation.precision))
    np.testing.assert_allclose(ran.recall, np.nan_to_num(evaluation.recall))
    said = capsys.readouterr().out
    assert ("exhaustividad" if language == "es" else "recall") in said


def test_a_network_that_was_changed_in_it_is_the_one_that_is_trained(run_notebook, monkeypatch):
    smaller = "trainer.publishing.notebooks.source_texts"
    changed = {
        "recipe": "",
        "network": "def fnn_32_16():\n    return keras.Sequential([keras.Input((28, 28, 1)), "
        "keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])",
        "optimizer": "def plain_sgd(_):\n    return keras.optimizers.SGD(0.01)",
    }
    monkeypatch.setattr(smaller, lambda _: changed)
    assert run_notebook("fnn-32-16", "en").network.count_params() == 784 * 10 + 10


@pytest.mark.parametrize("name", recipes.RECIPES)
def test_its_network_is_the_recipe_s(name):
    recipe = recipes.find(name)
    place, _, network, _, optimizer, *_ = code_of(notebook(recipe, "en"))
    namespace = {}
    exec(network, namespace)
    exec(optimizer, namespace)
    built = namespace[recipe.network.partition(":")[2]]()
    assert built.count_params() == recipe.build_network().count_params()
    assert namespace[recipe.optimizer.partition(":")[2]](100).get_config()
    compile(place, name, "exec")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", recipes.RECIPES)
def test_the_shipped_one_is_what_the_command_writes(name, language):
    path = ROOT / "saved_models" / name / "report" / FILES[language]
    written = notebook(recipes.find(name), language)
    assert json.loads(path.read_text(encoding="utf-8")) == written, "python -m trainer notebooks"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_notebook_and_says_why_the_epoch_was_kept(language):
    for recipe in recipes.RECIPES.values():
        written = notebook(recipe, language)
        assert (written["nbformat"], written["nbformat_minor"]) == (4, 5)
        identities = [cell["id"] for cell in written["cells"]]
        assert len(set(identities)) == len(identities)
        text = "".join("".join(cell["source"]) for cell in written["cells"])
        kept = {"en": ("first one", "last epoch"), "es": ("primera época", "última época")}
        assert kept[language][not recipe.validation] in text
        words = {"en": "Confusion matrix", "es": "Matriz de confusión"}
        assert words[language] in text
        assert "<<" not in text and "{name}" not in text
