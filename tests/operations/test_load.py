"""What `make load` puts on the server, cut short: how many errors, not how fast."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from ports import free_port

from benchmarks import servers
from benchmarks.classroom import pads, scenarios
from benchmarks.classroom.__main__ import BEHIND_A_PROXY
from benchmarks.classroom.drawings import FRAMES, growing_drawings
from benchmarks.questions import as_png


@pytest.fixture(scope="module")
def drawings():
    return growing_drawings(4)


@pytest.fixture
def trazo(drawings, monkeypatch):
    monkeypatch.setattr(pads, "TIMEOUT_S", 60.0)  # a busy machine is no lost request
    monkeypatch.setattr(servers, "_free_port", free_port)
    with servers.trazo(as_png(drawings[0][-1]), 2, BEHIND_A_PROXY) as server:
        yield server


@pytest.fixture
def apart():
    """Run a function in a thread: in the main one, Playwright's event loop may be running."""
    with ThreadPoolExecutor(1) as threads:
        yield lambda function, *args, **named: threads.submit(function, *args, **named).result()


def test_a_drawing_grows_frame_by_frame(drawings):
    assert [len(frames) for frames in drawings] == [FRAMES] * 4
    assert all(len(set(frames)) > FRAMES / 2 for frames in drawings)


def test_a_class_draws_without_an_error(trazo, drawings, apart):
    steady = apart(scenarios.steady, trazo, drawings, seconds=2)
    assert steady["kinds_of_error"] == {}
    assert steady["refused"] == 0
    assert steady["requests"] >= scenarios.CLASS
    assert steady["mb_a_worker"] < 100


def test_of_500_who_come_at_once_everyone_is_answered_and_the_class_goes_on(trazo, drawings, apart):
    spike = apart(scenarios.spike, trazo, drawings, calm=1.0)
    assert spike["unanswered"] == 0
    assert spike["crowd"]["kinds_of_error"] == spike["class"]["kinds_of_error"] == {}
    assert spike["crowd"]["requests"] >= scenarios.CROWD


def test_half_a_class_draws_on_and_memory_is_watched(trazo, drawings, apart):
    soak = apart(scenarios.soak, trazo, drawings, minutes=0.05)
    assert soak["kinds_of_error"] == {}
    assert soak["mb_most"] < 100
