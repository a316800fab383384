"""A class on two servers with one database; a server that is killed; what logs say of it."""

import json
import signal

import psycopg
import pytest
from postgres_server import postgres_server  # noqa: F401  a fixture
from real_server import serving, wait_for

STROKES = [[[0.28, 0.25], [0.72, 0.25], [0.46, 0.8]]]
JSON = {"Content-Type": "application/json"}
ONE_WORKER = {"WEB_CONCURRENCY": "1"}


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request, tmp_path):
    """One database of each kind, for as many servers as a test starts."""
    if request.param == "sqlite":
        return ONE_WORKER | {"DATABASE_URL": f"sqlite:///{tmp_path}/classes.db"}
    return ONE_WORKER | {"DATABASE_URL": request.getfixturevalue("postgres_server").url}


def opened(server):
    status, _, body = server.ask("/api/classes", "POST")
    assert status == 201, body
    return json.loads(body)


def draw(server, code, id_, seat="seat-of-a-pad"):
    body = json.dumps({"id": id_, "seat": seat, "label": 7, "strokes": STROKES, "read": 7})
    return server.ask(f"/api/classes/{code}/drawings", "POST", body, JSON)[0]


def drawn(server, code):
    _, _, body = server.ask(f"/api/classes/{code}")
    return [drawing["number"] for drawing in json.loads(body)["drawings"]]


def test_two_servers_share_a_class(tmp_path, settings):
    with serving(tmp_path, settings) as one, serving(tmp_path, settings) as two:
        lesson = opened(one)
        code = lesson["code"]
        assert [draw(server, code, id_) for id_, server in zip("abcd", (one, two) * 2, strict=True)]
        assert draw(two, code, "a") == 200  # which the other one has
        assert drawn(one, code) == drawn(two, code) == [1, 2, 3, 4]

        _, headers, _ = one.ask(f"/api/classes/{code}")
        known = {"If-None-Match": headers["ETag"]}
        assert two.ask(f"/api/classes/{code}", headers=known)[0] == 304

        teacher = {"Authorization": f"Bearer {lesson['token']}"}
        assert two.ask(f"/api/classes/{code}", "DELETE", headers=teacher)[0] == 204
        assert one.ask(f"/api/classes/{code}")[0] == 404


def test_what_a_pad_was_told_is_kept_outlives_a_server_that_is_killed(tmp_path, settings):
    with serving(tmp_path, settings) as server:
        code = opened(server)["code"]
        assert [draw(server, code, id_) for id_ in "abc"] == [201] * 3
        (worker,) = server.workers()
        worker.send_signal(signal.SIGKILL)
        wait_for(lambda: server.workers() and server.workers() != [worker] and server.is_up())
        assert drawn(server, code) == [1, 2, 3]
        assert draw(server, code, "c") == 200


def test_a_server_without_its_database_answers_and_says_so(tmp_path, postgres_server):  # noqa: F811
    settings = ONE_WORKER | {"DATABASE_URL": postgres_server.url}
    with serving(tmp_path, settings) as server:
        code = opened(server)["code"]
        postgres_server.stop()
        try:
            status, _, body = server.ask(f"/api/classes/{code}")
            assert (status, json.loads(body)["code"]) == (503, "no-database")
            assert draw(server, code, "a") == 503
            assert server.is_up()
        finally:
            postgres_server.start()
        assert draw(server, code, "a") == 201


def test_neither_tables_nor_logs_say_who_somebody_is(tmp_path, postgres_server):  # noqa: F811
    settings = ONE_WORKER | {"DATABASE_URL": postgres_server.url, "TRAZO_TRUSTED_PROXIES": "1"}
    who = {"X-Forwarded-For": "203.0.113.77", "User-Agent": "a-kind-of-phone/1"}
    with serving(tmp_path, settings) as server:
        lesson = opened(server)
        body = json.dumps({"id": "i1", "seat": "the-seat-of-a-pad", "label": 7, "strokes": STROKES})
        path = f"/api/classes/{lesson['code']}/drawings"
        assert server.ask(path, "POST", body, JSON | who)[0] == 201
        teacher = {"Authorization": f"Bearer {lesson['token']}"} | who
        assert server.ask(f"/api/classes/{lesson['code']}/export.csv", headers=teacher)[0] == 200
        wait_for(lambda: any("export" in line["route"] for line in server.requests_logged()))
        said = server.said()
    with psycopg.connect(postgres_server.url) as connection:
        tables = ("classes", "seats", "drawings", "hidden")
        kept = str([connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables])
    assert "the-seat-of-a-pad" in kept
    for secret in ("203.0.113.77", "a-kind-of-phone", lesson["token"]):
        assert secret not in kept
        assert secret not in said
    for secret in (lesson["code"], "the-seat-of-a-pad"):
        assert secret not in said
