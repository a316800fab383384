"""What one client may ask: counted by address, together in Redis, and without it in memory."""

import socket
import threading

import pytest
from clock import Clock, clock  # noqa: F401
from drawn_pictures import encode
from flask import request
from ports import free_port
from redis_server import redis_server  # noqa: F401

from webapp import create_app
from webapp.serving import counts, limits
from webapp.serving.limits import REDIS_PAUSE_S, Limiter
from webapp.serving.limits import client as named_client
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
    for path in ("/healthz", "/readyz", "/static/js/draw/main.js"):
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
        ("::5", "::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
    ],
)
def test_whoever_has_a_64_of_ipv6_is_one_client(app, address, name):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert request.remote_addr == address
        assert named_client() == name


def test_a_window_ends_by_the_clock_and_another_begins(clock):  # noqa: F811
    app = app_with(RATE_LIMIT="2 per minute")
    assert statuses(app, 3) == [200, 200, 429]
    clock.now += 59
    assert ask(app).headers["Retry-After"] == "1"
    clock.now += 1
    assert statuses(app, 3) == [200, 200, 429]


def test_a_clock_set_back_asks_nobody_to_wait_for_longer_than_a_window(clock):  # noqa: F811
    app = app_with(RATE_LIMIT="2 per minute")
    assert statuses(app, 3)[-1] == 429
    clock.now -= 24 * 3600
    assert ask(app).headers["Retry-After"] == "60"


def test_of_several_limits_each_counts_and_the_longest_wait_is_told(clock):  # noqa: F811
    app = app_with(RATE_LIMIT="2 per minute;3 per hour")
    assert statuses(app, 3) == [200, 200, 429]
    assert ask(app).headers["Retry-After"] == "3600"
    clock.now += 60
    assert ask(app).status_code == 429


@pytest.mark.parametrize("path", ["/nothing", "/api/nothing", "//", "/api//models", "/static"])
def test_what_is_not_there_counts_too(path):
    app = app_with()
    assert 429 not in statuses(app, 3, path=path)
    assert ask(app, path=path).status_code == 429
    assert ask(app).status_code == 429


def test_what_is_sent_to_https_counts_too():
    app = app_with(HTTPS=True)
    assert statuses(app, 4) == [308, 308, 308, 429]


def hits(limiter, client, times):
    return [limiter.hit(client) > 0 for _ in range(times)]


def network(number):
    return f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"


def test_a_flood_from_other_networks_has_nobody_forgotten():
    app = app_with(RATE_LIMIT="20 per hour")
    assert statuses(app, 21)[-1] == 429
    limiter = app.extensions["rate_limiter"]
    for number in range(10_100):
        with app.test_request_context(environ_base={"REMOTE_ADDR": network(number)}):
            limiter.hit(named_client())
    assert statuses(app, 20) == [429] * 20


def test_the_memory_does_not_grow_with_the_clients(monkeypatch):
    monkeypatch.setattr(limits, "CROWD", 50)
    monkeypatch.setattr(limits, "SHARED", 10)
    limiter = Limiter("100000 per hour;100000 per day")
    for number in range(1000):
        limiter.hit(f"client {number}")
    kept = limiter._here.storage
    for part in (kept.storage, kept.expirations, kept.locks):
        assert len(part) <= 50 + 2 * (10 + 1)


def test_in_a_crowd_who_is_known_keeps_a_count_of_their_own(monkeypatch):
    monkeypatch.setattr(limits, "CROWD", 2)
    monkeypatch.setattr(limits, "SHARED", 1)
    limiter = Limiter("3 per hour")
    assert hits(limiter, "a", 1) + hits(limiter, "b", 1) == [False, False]
    assert hits(limiter, "c", 2) + hits(limiter, "d", 2) == [False, False, False, True]
    assert hits(limiter, "a", 3) == [False, False, True]


def test_a_cost_counts_as_so_many_but_is_never_too_dear_for_ever():
    limiter = Limiter("10 per hour")
    assert [limiter.hit("a", 4) > 0 for _ in range(3)] == [False, False, True]
    assert [limiter.hit("b", 1000) > 0 for _ in range(3)] == [False, False, True]
    assert limiter.hit("c", 1000) == 0 == Limiter("1 per hour").hit("c", 1000)


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
    pause = app.extensions["rate_limiter"].clock = Clock()
    redis_server.stop()
    assert statuses(app, 4) == [200, 200, 200, 429]
    redis_server.start()
    assert ask(app).status_code == 429  # not looked for yet
    pause.now += REDIS_PAUSE_S
    assert statuses(app, 4) == [200, 200, 200, 429]  # a new Redis has counted nothing
    assert app.extensions["rate_limiter"]._together.storage.get("LIMITER/192.0.2.1/3/1/hour") == 4


class DeafRedis:
    """Takes connections, counts them and answers none."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self.listener.getsockname()[1]}/0"
        self.callers = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self):
        while True:
            try:
                self.callers.append(self.listener.accept()[0])
            except OSError:  # closed
                return

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        for open_one in (self.listener, *self.callers):
            open_one.close()


@pytest.fixture
def deaf_redis():
    deaf = DeafRedis()
    yield deaf
    deaf.close()


def test_a_redis_that_hangs_is_asked_once_a_pause(deaf_redis):
    app = app_with(REDIS_URL=deaf_redis.url)
    pause = app.extensions["rate_limiter"].clock = Clock()
    assert statuses(app, 10) == [200, 200, 200] + [429] * 7
    assert len(deaf_redis.callers) == 1
    pause.now += REDIS_PAUSE_S
    statuses(app, 10)
    assert len(deaf_redis.callers) == 2


def test_readiness_asks_a_redis_that_hangs_once_for_all_who_ask(deaf_redis):
    app = app_with(REDIS_URL=deaf_redis.url)
    readiness = app.extensions["readiness"]
    readiness.clock = Clock()
    assert statuses(app, 16, path="/readyz") == [503] * 16
    assert len(deaf_redis.callers) == 1
    readiness.clock.now += 1
    assert statuses(app, 16, path="/readyz") == [503] * 16
    assert len(deaf_redis.callers) == 2


def test_only_one_request_tries_a_redis_that_hung(deaf_redis):
    """Whoever comes while it is tried counts in memory."""
    limiter = Limiter("100 per hour", deaf_redis.url, clock=Clock())
    limiter.hit("a")
    limiter.clock.now += REDIS_PAUSE_S
    real, others = limiter._together, []

    class Trying:
        storage = real.storage

        def hit(self, *_, **__):
            others.append(limiter.hit("b"))
            raise ConnectionError

    limiter._together = Trying()
    assert limiter.hit("a") == 0
    assert others == [0]


def test_a_redis_that_is_not_there_at_the_start_stops_nothing():
    app = app_with(REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert statuses(app, 4) == [200, 200, 200, 429]


def test_predictions_are_limited_too(seven):
    client = app_with(RATE_LIMIT="1 per hour").test_client()
    assert client.post("/api/predict", data=encode(seven)).status_code == 200
    assert client.post("/api/predict", data=encode(seven)).status_code == 429


def test_to_count_starts_no_thread_and_ended_windows_are_forgotten(clock, monkeypatch):  # noqa: F811
    limiter = Limiter("3 per minute")
    limiter.hit("a")
    kept = limiter._here.storage
    kept.timer.join()  # of its own making: one, once
    started = []
    monkeypatch.setattr("limits.storage.memory.threading.Timer.start", started.append)
    assert hits(limiter, "a", 3) == [False, False, True]
    clock.now += 61
    monkeypatch.setattr(counts, "SWEEP_S", 0.0)
    limiter.hit("b")
    assert [key for key in kept.storage if "/a/" in key] == []
    assert started == []
