"""The scan for secrets, as `make audit` runs it."""

import os
import subprocess
import sys

from webapp.settings import ROOT


def scan(*files):
    environment = os.environ | {"TRAZO_PYTHON": sys.executable}
    command = ["sh", "hosting/scan_secrets.sh", *files]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_nothing_that_is_committed_is_a_secret():
    done = scan()
    assert done.returncode == 0, done.stdout


def test_a_secret_would_be_found(tmp_path):
    planted = tmp_path / "settings.py"
    key = "AKIA" + "Q7ZT3MNBW5RXKD2H"  # made up, and in two parts, or this file would be found
    planted.write_text(f'KEY = "{key}"\n')
    done = scan(str(planted))
    assert done.returncode == 1
    assert "AWS" in done.stdout
