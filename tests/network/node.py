"""Runs the page's network in Node.js, as a class at a terminal could."""

import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
VERDICTS = "digit", "unsure", "not-a-digit"


def run_node(script, stdin, *arguments):
    """Run a script of this folder; return what it wrote to its standard output."""
    node = shutil.which("node")
    if not node:
        pytest.fail("These tests need Node.js: sh tests/tooling/install_node.sh", pytrace=False)
    command = [node, str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def preprocessed(greys):
    """Send grey pictures, uint8 (H, W), through `toMnist`.

    Returns:
        for each whether it was blank, and uint8 (N, 28, 28).
    """
    told = b"".join(struct.pack("<II", *grey.shape[::-1]) + grey.tobytes() for grey in greys)
    answers = np.frombuffer(run_node("preprocess.mjs", told), np.uint8).reshape(-1, 785)
    return answers[:, 0].astype(bool), answers[:, 1:].reshape(-1, 28, 28)


def answered(file, digits):
    """Read digits, uint8 (N, 28, 28), with the network in a packed file.

    Returns:
        probabilities float32 (N, 10), P(digit) float32 (N,), and verdicts, a list.
    """
    answers = np.frombuffer(run_node("read.mjs", digits.tobytes(), file), np.float32)
    answers = answers.reshape(len(digits), 12)
    return answers[:, :10], answers[:, 10], [VERDICTS[int(number)] for number in answers[:, 11]]
