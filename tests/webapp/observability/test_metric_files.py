"""The folder of the counts: nobody else's, and whatever becomes of it, answers go out."""

import logging
import os
import stat
import subprocess
import sys
from contextlib import contextmanager

import pytest
from drawn_pictures import encode

from webapp import create_app
from webapp.observability import metric_files
from webapp.observability.metrics import Metrics
from webapp.observability.request_context import Observation
from webapp.settings import ROOT

SEEN = Observation("id", "POST", "/api/predict", model="lenet", verdict="digit", status=200)
MAKE = "from webapp.observability import metric_files as f; print(f.make_folder(), f.make_folder())"


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A folder in which everybody on the machine may write."""
    monkeypatch.setattr(metric_files, "IN_MEMORY", tmp_path)
    monkeypatch.setattr(metric_files, "_made", {})
    monkeypatch.setenv(metric_files.VARIABLE, "")  # so that it is as before afterwards
    return tmp_path


def test_it_is_for_its_owner_alone_and_the_environment_names_it(shared):
    folder = metric_files.make_folder()
    assert folder.parent == shared
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert metric_files.folder() == folder
    assert metric_files.make_folder() == folder  # gunicorn reloads
    metric_files.remove(folder)
    assert not folder.exists()


def test_its_name_cannot_be_known_beforehand(shared, monkeypatch):
    """Made by the same process number again, as in a container, it is another one."""
    names = set()
    for _ in range(5):
        monkeypatch.setattr(metric_files, "_made", {})
        names.add(metric_files.make_folder().name)
    assert len(names) == 5


def test_what_another_user_has_put_there_is_left_alone(shared):
    prey = shared / "prey"
    prey.write_text("precious")
    trap = shared / f"trazo-metrics-{os.getpid()}"
    trap.mkdir()
    for kind in metric_files.KINDS:
        for end in ("db", "part"):
            (trap / f"{kind}_{os.getpid()}.{end}").symlink_to(prey)
    folder = metric_files.make_folder()
    metric_files.reserve(folder, os.getpid())
    metric_files.release(folder, os.getpid())
    metric_files.remove(folder)
    assert prey.read_text() == "precious"
    assert len(list(trap.iterdir())) == 4


def test_a_link_in_the_folder_itself_is_not_followed(shared):
    prey = shared / "prey"
    prey.write_text("precious")
    folder = metric_files.make_folder()
    for kind in metric_files.KINDS:
        (folder / f"{kind}_{os.getpid()}.part").symlink_to(prey)
    metric_files.reserve(folder, os.getpid())
    assert prey.read_text() == "precious"
    assert not (folder / f"counter_{os.getpid()}.db").is_symlink()


def test_two_servers_have_a_folder_each_though_one_started_the_other(shared):
    mine = metric_files.make_folder()
    done = subprocess.run(
        [sys.executable, "-c", MAKE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, again = done.stdout.split()
    metric_files.remove(metric_files.Path(first))
    assert first == again != str(mine)


def test_where_none_can_be_made_nothing_is_counted(shared, monkeypatch):
    def no_room(**_):
        raise OSError

    monkeypatch.setattr(metric_files.tempfile, "mkdtemp", no_room)
    folder = metric_files.make_folder()
    assert not folder.exists()
    with logged() as lines:
        metrics = Metrics(folder)
        for _ in range(3):
            metrics.count(SEEN)
    assert [line.getMessage() for line in lines] == ["this worker counts nothing"]
    metric_files.release(folder, os.getpid())
    metric_files.remove(folder)


@contextmanager
def logged():
    lines = []
    handler = logging.Handler()
    handler.emit = lines.append
    logger = logging.getLogger("trazo.metrics")
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)


def test_whatever_goes_wrong_with_counting_the_answer_goes_out_and_the_log_says_so_once(
    monkeypatch, seven
):
    app = create_app({"METRICS_TOKEN": "t", "RATE_LIMIT": None})
    client = app.test_client()
    metrics = app.extensions["metrics"]

    def breaks(*_):
        raise ValueError("the file is damaged")

    with monkeypatch.context() as broken, logged() as lines:
        broken.setattr(metrics, "_add", breaks)
        answers = [client.post("/api/predict", data=encode(seven)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert [line.getMessage() for line in lines] == ["a request was not counted"]
    client.post("/api/predict", data=encode(seven))
    text = client.get("/metrics", headers={"Authorization": "bearer t"}).text
    assert 'trazo_verdicts_total{model="lenet",verdict="digit"} 1.0' in text


@pytest.mark.parametrize("given", ["t", "Bearert", "Basic t", "Bearer", "Bearer ", "Bearer T", ""])
def test_the_token_must_come_as_a_bearer_brings_it(given):
    client = create_app({"METRICS_TOKEN": "t"}).test_client()
    answer = client.get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")
    assert client.get("/metrics", headers={"Authorization": "Bearer t"}).status_code == 200
