"""What the command line loads, and what it leaves unsaid."""

import subprocess
import sys

import pytest

from trainer import ROOT

LOADED = """
import sys
from trainer.commands.group import main
try:
    main(sys.argv[1:], prog_name="python -m trainer")
except SystemExit as end:
    assert end.code == 0, end.code
print("loaded:", *sorted({"tensorflow", "keras", "sklearn", "matplotlib"} & set(sys.modules)))
"""
# As TensorFlow and LiteRT do: from C, past Python.
NATIVE = """
import os, sys
from trainer.commands.console import quieted
os.write(2, b"native before\\n")
with quieted(unless="-v" in sys.argv):
    os.write(2, b"native within\\n")
    print("Python within", file=sys.stderr)
os.write(2, b"native after\\n")
print("Python after", file=sys.stderr)
"""


EXPORT = """
from trainer.commands.console import quieted
with quieted():
    from trainer.networks import digit_networks
    from trainer.publishing.exporting import convert
    assert convert(digit_networks.fnn_32_16())
"""


def run(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", [("--help",), ("list",), ("train", "--help"), ("transfer", "--help")]
)
def test_help_and_the_list_come_without_tensorflow(arguments):
    done = run(LOADED, *arguments)
    assert done.stdout.splitlines()[-1] == "loaded:", done.stdout + done.stderr


def test_what_native_code_says_is_left_out():
    said = ["native before", "Python within", "native after", "Python after"]
    assert run(NATIVE).stderr.splitlines() == said
    assert run(NATIVE, "-v").stderr.splitlines() == [*said[:1], "native within", *said[1:]]


def test_only_what_a_person_reads_is_printed_by_an_export():
    """The whole of it, TensorFlow's start and converter included."""
    done = run(EXPORT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
