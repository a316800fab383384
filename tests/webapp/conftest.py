import json
from pathlib import Path

import pytest
from drawn_pictures import SEVEN, draw

from webapp import create_app

SAMPLES = Path(__file__).parents[2] / "static" / "samples.json"


@pytest.fixture(scope="session")
def app():
    return create_app({"TESTING": True})


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def seven():
    return draw(SEVEN)


@pytest.fixture(scope="session")
def samples():
    """The page's own samples, as (digit, ink)."""
    found = json.loads(SAMPLES.read_text(encoding="utf-8"))["samples"]
    return [(sample["digit"], draw(lines(sample))) for sample in found]


def lines(sample):
    return [[point[:2] for point in stroke["points"]] for stroke in sample["strokes"]]
