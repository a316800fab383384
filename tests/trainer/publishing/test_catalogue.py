"""The model folders as a process finds them that has imported nothing else."""

import subprocess
import sys

import pytest

from trainer import ROOT

LOAD = """
import sys
from pathlib import Path
from trainer.publishing import catalogue
network, run = catalogue.load(Path(sys.argv[1]))
print(network.count_params(), run.configuration["recipe"])
"""


@pytest.mark.parametrize(("name", "parameters"), [("lenet", 44_426), ("teacher", 317_066)])
def test_a_shipped_model_is_loaded_with_its_own_layers(name, parameters):
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(ROOT / "saved_models" / name)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [str(parameters), name], done.stderr[-2000:]
