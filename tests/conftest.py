"""What holds for every test: neither the machine's settings nor chance reach it."""

import os
import random
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from webapp.settings import SETTINGS

# Read by gunicorn.conf.py and by the trainer, beside the app's own settings.
OTHERS = ("PORT", "TRAZO_BIND", "WEB_CONCURRENCY", "TRAZO_DATA_DIR")

GIVEN_DATA = os.environ.get("TRAZO_DATA_DIR")

for variable in (*(setting.variable for setting in SETTINGS), *OTHERS):
    os.environ.pop(variable, None)

# How fast a machine asks must not decide whether it is answered. Tests of the limit set their own;
# servers that tests start inherit this one.
os.environ["TRAZO_RATE_LIMIT"] = "off"

# Classes go to a file of this run's own, made when the first class is.
CLASSES = tempfile.TemporaryDirectory(prefix="trazo-classes-")
os.environ["DATABASE_URL"] = f"sqlite:///{CLASSES.name}/classes.db"


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    seed()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item):
    seed()


@pytest.fixture(scope="session")
def given_data():
    """Name the folder of the real data sets, where whoever runs the tests has them; or None."""
    return Path(GIVEN_DATA).expanduser() if GIVEN_DATA else None


def seed():
    """Begin the same dice anew: only their order is random, and what a test does is not."""
    random.seed(0)
    np.random.seed(0)  # code that is not ours uses it
    if keras := sys.modules.get("keras"):  # importing it takes seconds
        keras.utils.set_random_seed(0)
