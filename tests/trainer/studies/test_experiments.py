"""The experiments: each step one thing more, each kind left out once, nothing done twice."""

import itertools
import json
from dataclasses import replace

import pytest
from small_recipe import SMALL

from trainer.data.mnist import Mnist
from trainer.data.nondigits import KINDS, LEARNED, UNSEEN
from trainer.data.pen_digits import PenDigits
from trainer.measuring import test_sets
from trainer.studies import experiments

RECIPE = replace(SMALL, epochs=1, views=(2,))


def test_each_step_of_the_ablation_changes_one_thing_and_the_last_is_the_recipe():
    steps = list(experiments.ablation(RECIPE))
    assert steps[-1][1] == RECIPE
    for (_, before), (name, after) in itertools.pairwise(steps):
        old, new = before.configuration(), after.configuration()
        changed = {key for key in new if new[key] != old[key]}
        allowed = (
            {"augmentation"},
            {"pens"},
            {"traced"},
            {"allographs"},
            {"paper", "hairline"},
            {"nondigits", "kinds", "loss"},
            {"teacher", "trust"},
            {"views"},
        )
        assert changed in allowed, name


def test_each_kind_is_left_out_once():
    left_out = []
    for kind, recipe in experiments.leaving_one_out(RECIPE):
        assert set(LEARNED) - set(recipe.kinds) == {kind}
        assert set(recipe.kinds) < set(LEARNED), "the others are to stay unseen"
        assert recipe.teacher is None, "a teacher has seen every kind"
        left_out.append(kind)
    assert left_out == list(LEARNED)


def test_what_is_done_is_not_done_again(tmp_path):
    path, done = tmp_path / "results.json", []

    def run_trial(recipe):
        done.append(recipe.pens)
        return {"accuracy": {}}

    trials = [("one", RECIPE), ("two", replace(RECIPE, pens=1))]
    experiments.run_trials(iter(trials), path, run_trial)
    experiments.run_trials(iter(trials), path, run_trial)
    assert done == [40, 1]
    experiments.run_trials(iter([("two", replace(RECIPE, pens=2))]), path, run_trial)
    assert done == [40, 1, 2], "a recipe that has changed is tried again"
    assert set(json.loads(path.read_text())) == {"one", "two"}


def test_a_trial_end_to_end_and_its_tables(digits, sample_strokes, tmp_path, monkeypatch):
    monkeypatch.setattr(test_sets, "NONDIGITS", 20)
    pens = PenDigits([s for _, s in sample_strokes], [digit for digit, _ in sample_strokes])
    mnist = Mnist(digits.images, digits.labels, digits.images[:1], digits.labels[:1])
    splits = {"train": pens, "validation": pens, "test": None}  # and the test split is not read
    splits["istanbul"] = pens
    sets = experiments.validation_sets(mnist, splits, RECIPE, seed=1)
    context = experiments.ExperimentContext(mnist, splits, 1, tmp_path, sets, None)
    recipe = replace(RECIPE, teacher=None, distillation_weight=0.0, kinds=("lines", "pairs"))
    result = context.run_trial(recipe)
    assert set(result["accuracy"]) == set(experiments.TITLES)
    assert set(result["flagged"]) == set(KINDS)
    assert all(0 <= share <= 1 for share in result["flagged"].values())
    table = experiments.ablation_table({"step": result})
    assert f"{result['accuracy']['pens']:.2%}" in table
    left_out = experiments.left_out_table({"letters": result})
    assert f"| letters | {result['flagged']['letters']:.1%} |" in left_out
    served = {"abcd": result | {"configuration": {"epochs": 7}}}
    least = min(result["flagged"][kind] for kind in UNSEEN)
    assert experiments.served_table(served).endswith(f"{least:.1%} |")
    results = {"steps": {"step": result}, "kinds": {"letters": result}, "served": served}
    page = experiments.page("lenet", 1, results)
    for part in (table, left_out, experiments.served_table(served)):
        assert part in page


def test_an_old_result_without_a_newer_set_has_a_dash():
    old = {"accuracy": {"mnist": 0.99, "pens": 0.98, "pens_any_pen": 0.97, "pens_turned": 0.96}}
    assert "| 96.00% | - | - |" in experiments.ablation_table({"step": old})


def test_without_pen_digits_it_says_what_to_do(tmp_path, digits, monkeypatch):
    from click.testing import CliRunner

    from trainer.commands.group import main
    from trainer.data import mnist

    small = mnist.Mnist(digits.images, digits.labels, digits.images, digits.labels)
    monkeypatch.setattr(mnist, "load", lambda _: small)
    monkeypatch.delenv("TRAZO_DATA_DIR", raising=False)
    done = CliRunner().invoke(main, ["experiments", "--to", str(tmp_path)])
    assert done.exit_code == 2
    assert "--data-dir" in done.output
    with pytest.raises(StopIteration):
        next(tmp_path.iterdir())
