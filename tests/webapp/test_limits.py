"""What one client may ask: counted by address, together in Redis, and without it in memory."""

import time

import pytest
from flask import request
from pictures import encode
from ports import free_port
from redis_server import redis_server  # noqa: F401

from webapp import counting, create_app
from webapp.counting import SteadyMemory
from webapp.limits import client as named_client
from webapp.settings import SETTINGS, InvalidSetting, from_environment

HOUR = "3 per hour"
PADS, FRAMES_A_SECOND = 40, 1000 / 60  # a class; the page sends a frame each 60 ms


def app_with(**config):
    return create_app({"TESTING": True, "RATE_LIMIT": HOUR, "REDIS_URL": ""} | config)


def ask(app, address="192.0.2.1", path="/api/models", **options):
    return app.test_client().get(path, environ_base={"REMOTE_ADDR": address}, **options)


def statuses(app, times, **options):
    return [ask(app, **options).status_code for _ in range(times)]


def test_what_is_too_much_is_refused_with_when_to_come_back():
    app = app_with()
    assert statuses(app, 3) == [200] * 3
    answer = ask(app)
    assert answer.status_code == 429
    assert answer.get_json()["code"] == "rate-limited"
    assert 3590 <= int(answer.headers["Retry-After"]) <= 3601
    assert answer.mimetype == "application/problem+json"


def test_other_clients_are_not_touched():
    app = app_with()
    statuses(app, 4)
    assert ask(app, "192.0.2.2").status_code == 200


def test_all_routes_count_together():
    app = app_with()
    assert ask(app, path="/").status_code == 200
    assert app.test_client().post(
        "/api/predict", environ_base={"REMOTE_ADDR": "192.0.2.1"}, data=b"nothing"
    ).status_code in (415, 422)
    assert statuses(app, 2) == [200, 429]


def test_files_and_probes_are_never_refused(app):
    limited = app_with()
    statuses(limited, 4)
    for path in ("/healthz", "/readyz", "/static/js/main.js"):
        assert ask(limited, path=path).status_code == 200


def test_a_person_gets_a_kind_page():
    app = app_with()
    statuses(app, 3)
    answer = ask(app, path="/?lang=en", headers={"Accept": "text/html"})
    assert answer.status_code == 429
    assert "One moment, please." in answer.text
    assert "your drawing is still there" in answer.text
    assert "Un momento" in ask(app, path="/?lang=es", headers={"Accept": "text/html"}).text


def test_off_means_off():
    assert set(statuses(app_with(RATE_LIMIT=None), 20)) == {200}


@pytest.mark.parametrize("text", ["many", "5 per fortnight", "-1 per second"])
def test_a_limit_that_is_none_is_named(text):
    with pytest.raises(InvalidSetting, match="TRAZO_RATE_LIMIT"):
        from_environment({"TRAZO_RATE_LIMIT": text})
    assert from_environment({"TRAZO_RATE_LIMIT": "off"})["RATE_LIMIT"] is None


def test_the_default_has_room_for_a_class_behind_one_address():
    from limits import parse

    (default,) = (setting.default for setting in SETTINGS if setting.name == "RATE_LIMIT")
    limit = parse(default)
    assert limit.amount / limit.get_expiry() > PADS * FRAMES_A_SECOND * 1.1


@pytest.mark.parametrize(
    "address,name",
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "unknown"),
    ],
)
def test_whoever_has_a_64_of_ipv6_is_one_client(app, address, name):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert request.remote_addr == address
        assert named_client() == name


def test_the_clock_of_the_day_may_be_set(monkeypatch):
    """An hour back: whoever was refused for a second is not refused for an hour."""
    app = app_with(RATE_LIMIT="2 per second")
    assert statuses(app, 3)[-1] == 429
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    later = time.monotonic() + 1.01
    monkeypatch.setattr(counting.time, "monotonic", lambda: later)
    assert ask(app).status_code == 200


def test_the_memory_does_not_grow_with_the_clients(monkeypatch):
    monkeypatch.setattr(counting, "CROWD", 50)
    memory = SteadyMemory()
    for number in range(1000):
        memory.incr(f"client {number}", 60)
    assert memory.reset() <= 51


def test_replicas_count_together_in_redis(redis_server):  # noqa: F811
    one, other = (app_with(REDIS_URL=redis_server.url) for _ in range(2))
    assert statuses(one, 2) == [200, 200]
    assert statuses(other, 2) == [200, 429]
    assert ask(one).status_code == 429
    assert int(ask(one).headers["Retry-After"]) > 3000


def test_without_redis_each_counts_by_itself_and_nothing_breaks(redis_server):  # noqa: F811
    app = app_with(REDIS_URL=redis_server.url)
    assert statuses(app, 2) == [200, 200]
    redis_server.stop()
    assert statuses(app, 4) == [200, 200, 200, 429]
    assert ask(app, "192.0.2.2").status_code == 200


def test_redis_that_comes_back_counts_again(redis_server):  # noqa: F811
    app = app_with(REDIS_URL=redis_server.url)
    redis_server.stop()
    assert statuses(app, 4) == [200, 200, 200, 429]
    redis_server.start()
    end = time.monotonic() + 30
    while ask(app).status_code == 429:  # until it is looked for again: later and later
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_redis_that_is_not_there_at_the_start_stops_nothing():
    app = app_with(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert statuses(app, 4) == [200, 200, 200, 429]


def test_predictions_are_limited_too(seven):
    client = app_with(RATE_LIMIT="1 per hour").test_client()
    assert client.post("/api/predict", data=encode(seven)).status_code == 200
    assert client.post("/api/predict", data=encode(seven)).status_code == 429
