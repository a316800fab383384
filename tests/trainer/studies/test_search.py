"""A search in one process, and in three of which one is killed: the same trials and figures."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from ports import free_port
from real_server import wait_for
from small_recipe import SMALL

from trainer.studies.search import RESULTS_FILE, proposed, search, space

ROOT = Path(__file__).parents[3]
TRIALS = 4
LONG_S = 300
# A process of the search. One that is called `stuck` says which trial it has, and never ends it.
PROCESS = textwrap.dedent(
    """
    import os, sys, time
    from pathlib import Path
    sys.path[:0] = [{root!r}, {root!r} + "/tests/trainer"]
    from small_recipe import SMALL
    from trainer.studies.search import search

    def measure(recipe):
        if os.environ["KERASTUNER_TUNER_ID"] == "stuck":
            Path({folder!r}, "at").write_text(str(recipe.configuration()["augmentation"]))
            time.sleep(100000)
        return recipe.augmentation.elastic / 10 + recipe.pens / 1e6 + recipe.paper

    search(SMALL, measure, {trials}, 1, Path({folder!r}), 1.0)
    """
)


def figure(recipe):
    """As the processes have it."""
    return recipe.augmentation.elastic / 10 + recipe.pens / 1e6 + recipe.paper


@pytest.fixture
def start(tmp_path):
    """Start a process of a search under a name; all of them are ended with the test."""
    script = tmp_path / "process.py"
    (tmp_path / "many").mkdir()
    script.write_text(PROCESS.format(root=str(ROOT), folder=str(tmp_path / "many"), trials=TRIALS))
    where = {"KERASTUNER_ORACLE_IP": "127.0.0.1", "KERASTUNER_ORACLE_PORT": str(free_port())}
    started = []

    def run(name):
        environment = os.environ | where | {"KERASTUNER_TUNER_ID": name}
        with (tmp_path / f"{name}.txt").open("w") as output:
            options = {"stdout": output, "stderr": subprocess.STDOUT, "env": environment}
            started.append(subprocess.Popen([sys.executable, str(script)], **options))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def without_order(found):
    return sorted(found, key=lambda each: each["trial"])


def test_the_trial_of_a_worker_that_is_killed_is_done_by_another(tmp_path, start):
    alone = search(SMALL, figure, TRIALS, 1, tmp_path / "one", 60.0)
    assert len(alone) == TRIALS
    chief, stuck = start("chief"), start("stuck")
    has_begun = tmp_path / "many" / "at"
    wait_for(lambda: has_begun.exists() or stuck.poll() is not None, LONG_S)
    assert has_begun.exists(), (tmp_path / "stuck.txt").read_text()[-2000:]
    worker = start("worker")
    stuck.send_signal(signal.SIGKILL)
    assert worker.wait(LONG_S) == 0, (tmp_path / "worker.txt").read_text()[-2000:]
    assert chief.wait(LONG_S) == 0, (tmp_path / "chief.txt").read_text()[-2000:]
    together = json.loads((tmp_path / "many" / RESULTS_FILE).read_text())
    assert without_order(together) == without_order(alone)


def test_what_has_been_tried_is_not_tried_again(tmp_path):
    done = []

    def measure(recipe):
        done.append(recipe)
        return figure(recipe)

    first = search(SMALL, measure, 2, 1, tmp_path, 60.0)
    assert len(done) == len(first) == 2
    again = search(SMALL, measure, 2, 1, tmp_path, 60.0)
    assert len(done) == 2
    assert again == first


def test_a_proposal_changes_what_is_searched_and_nothing_else():
    values = {choice.name: choice.values[-1] for choice in space().space}
    before, after = SMALL.configuration(), proposed(SMALL, values).configuration()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"augmentation", "pens", "traced", "allographs", "paper"}
    assert after["augmentation"]["elastic"] == values["elastic"]
    assert after["pens"] == values["pens"]
