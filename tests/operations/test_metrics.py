"""/metrics on the real server: what its workers count adds up, whatever becomes of them."""

import os
import signal
import threading
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from real_server import serving, wait_for

TOKEN = "of-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def counting(tmp_path):
    with serving(tmp_path, {"TRAZO_METRICS_TOKEN": TOKEN}) as server:
        yield server


def scrape(server):
    """Return every sample as {(name, labels): value}."""
    status, headers, body = server.ask("/metrics", headers=BEARER)
    assert status == 200
    assert headers["Content-Type"].startswith("text/plain; version=")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def value(samples, name, **labels):
    return samples.get((name, frozenset(labels.items())), 0)


PREDICTED = {"method": "POST", "route": "/api/predict"}


def ask_from_many_clients(server, png, clients, each):
    """Have clients ask at once, on connections that they keep; return the workers that answered."""

    def one():
        for _ in range(each):
            assert server.predict(png)[0] == 200

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    predicted = [line for line in server.requests_logged() if line["route"] == "/api/predict"]
    return {line["pid"] for line in predicted}


def test_two_workers_counts_add_up_exactly(counting, png):
    answered = ask_from_many_clients(counting, png, clients=8, each=25)
    assert len(answered) == 2
    for _ in range(3):
        assert counting.predict(b"no picture")[0] == 415
    counting.ask("/api/predict?model=lenet-tutorial", "POST", png, {"Content-Type": "image/png"})
    samples = scrape(counting)
    assert value(samples, "trazo_requests_total", **PREDICTED, status="200") == 201
    assert value(samples, "trazo_requests_total", **PREDICTED, status="415") == 3
    route = PREDICTED["route"]
    assert value(samples, "trazo_request_seconds_count", route=route, model="lenet") == 200
    assert value(samples, "trazo_request_seconds_count", route=route, model="lenet-tutorial") == 1
    assert value(samples, "trazo_request_seconds_count", route=route, model="") == 3
    inf = {"route": route, "model": "lenet", "le": "+Inf"}
    assert value(samples, "trazo_request_seconds_bucket", **inf) == 200
    assert value(samples, "trazo_request_seconds_sum", route=route, model="lenet") > 0
    assert value(samples, "trazo_verdicts_total", model="lenet", verdict="digit") == 200


def test_what_a_killed_worker_counted_still_counts(counting, png):
    ask_from_many_clients(counting, png, clients=8, each=5)
    dead = counting.workers()[0].pid
    os.kill(dead, signal.SIGKILL)
    wait_for(lambda: dead not in (pids := {w.pid for w in counting.workers()}) and len(pids) == 2)
    assert counting.predict(png)[0] == 200
    assert value(scrape(counting), "trazo_requests_total", **PREDICTED, status="200") == 41
    (folder,) = folders(counting)
    wait_for(lambda: (folder / f"counter_{dead}.db").stat().st_size < 64 * 1024)


def folders(server):
    parents = (Path("/dev/shm"), Path("/tmp"))
    name = f"trazo-metrics-{server.process.pid}-*"
    return [folder for parent in parents for folder in parent.glob(name) if folder.is_dir()]


def test_its_folder_goes_with_the_server(tmp_path):
    with serving(tmp_path, {"TRAZO_METRICS_TOKEN": TOKEN}) as server:
        assert len(folders(server)) == 1
    assert folders(server) == []


def test_strange_methods_and_addresses_make_no_series_of_their_own(counting):
    for number in range(5):
        counting.ask(f"/made-up-{number}", f"ODD{number}")
    unmatched = {"route": "unmatched", "method": "OTHER", "status": "404"}
    samples = scrape(counting)
    assert value(samples, "trazo_requests_total", **unmatched) == 5
    assert "made-up" not in str(samples)


def test_the_models_and_their_versions_are_told(counting):
    infos = [dict(labels) for name, labels in scrape(counting) if name == "trazo_model_info"]
    assert {"lenet", "lenet-tutorial"} <= {info["model"] for info in infos}
    assert all(len(info["sha256"]) == 64 for info in infos)


@pytest.mark.parametrize(
    "given",
    [None, "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer{TOKEN}", f"Bearer Bearer {TOKEN}"],
)
def test_the_wrong_token_is_turned_away(counting, given):
    headers = {"Authorization": given} if given else {}
    status, answered, _ = counting.ask("/metrics", headers=headers)
    assert (status, answered["WWW-Authenticate"]) == (401, "Bearer realm=metrics")


def test_without_a_token_there_is_no_such_page_and_nothing_is_counted(server):
    assert server.ask("/metrics", headers={"Authorization": "Bearer "})[0] == 404
    assert folders(server) == []


def test_a_worker_stays_under_100_mb(counting, png):
    ask_from_many_clients(counting, png, clients=8, each=25)
    scrape(counting)
    assert max(worker.memory_info().rss for worker in counting.workers()) < 100e6
