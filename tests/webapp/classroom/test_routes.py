"""Classes over HTTP: what is promised, to whom, and what is refused."""

import csv
import io
import json

import numpy as np
import pytest
from documented_answers import assert_as_documented

from webapp import create_app
from webapp.classroom import codes, limits

STROKES = [[[0.28, 0.25], [0.72, 0.25], [0.46, 0.8]]]


def drawing(id_="a", **changes):
    return {"id": id_, "seat": "seat-1", "label": 7, "strokes": STROKES, "read": 7} | changes


def draw(client, address, *ids, **changes):
    for id_ in ids:
        answer = client.post(f"{address}/drawings", json=drawing(id_, **changes))
        assert answer.status_code == 201


def test_a_class_is_opened(opened):
    assert codes.normalised(opened["code"]) == opened["code"]
    assert len(opened["token"]) >= 32


def test_a_code_may_be_typed_in_small_letters(client, opened):
    small = opened["code"].lower()
    assert client.get(f"/api/classes/{small}").get_json()["code"] == opened["code"]


def test_no_character_of_a_code_is_taken_for_another():
    for group in ("0ODQ", "1I", "2Z", "5S", "8B", "UV"):
        assert not set(group) & set(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)


def test_a_drawing_is_kept_once_and_shown(client, address):
    first = client.post(f"{address}/drawings", json=drawing(confidence=0.9, verdict="digit"))
    again = client.post(f"{address}/drawings", json=drawing(read=1))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json() == {"id": "a", "number": 1}
    state = client.get(address).get_json()
    assert state["drawings"] == [
        {
            "number": 1,
            "seat": 0,
            "label": 7,
            "read": 7,
            "confidence": 0.9,
            "verdict": "digit",
            "strokes": STROKES,
        }
    ]
    assert state["seats"] == [0]


def test_the_ids_that_pads_made_are_told_to_nobody(client, address):
    draw(client, address, "a-secret-id", seat="a-secret-seat")
    assert "secret" not in client.get(address).text
    assert "secret" not in client.get(f"{address}/task").text


def test_an_unchanged_class_is_not_sent_again(client, address, monkeypatch):
    draw(client, address, "a")
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    from webapp.classroom.store import Store

    with monkeypatch.context() as patched:
        for name in ("drawings", "hidden", "seats"):
            patched.delattr(Store, name)  # its check touches the class's own row alone
        answer = client.get(address, headers=known)
    assert (answer.status_code, answer.data) == (304, b"")
    draw(client, address, "b")
    assert client.get(address, headers=known).status_code == 200
    assert client.get(f"{address}?since=1", headers=known).status_code == 200


def test_a_compressed_answer_s_etag_is_known_too(client, address):
    draw(client, address, *map(str, range(40)))
    packed = {"Accept-Encoding": "gzip"}
    answer = client.get(address, headers=packed)
    assert answer.headers["Content-Encoding"] == "gzip"
    known = packed | {"If-None-Match": answer.headers["ETag"]}
    assert client.get(address, headers=known).status_code == 304


def test_a_pad_is_told_of_tasks_alone(client, address, teacher):
    answer = client.get(f"{address}/task")
    assert answer.get_json()["task"] == {"kind": "free", "digit": None, "number": 1}
    known = {"If-None-Match": answer.headers["ETag"]}
    draw(client, address, "a")
    assert client.get(f"{address}/task", headers=known).status_code == 304
    change = {"task": {"kind": "digit", "digit": 3}}
    assert client.patch(address, json=change, headers=teacher).status_code == 204
    answer = client.get(f"{address}/task", headers=known)
    assert answer.get_json()["task"] == {"kind": "digit", "digit": 3, "number": 2}


def test_a_board_that_was_away_asks_for_what_it_lacks(client, address, monkeypatch):
    monkeypatch.setattr(limits, "DRAWINGS_A_PAGE", 2)
    draw(client, address, *"abcde")
    seen, more = [], True
    while more:
        state = client.get(address, query_string={"since": seen[-1] if seen else 0}).get_json()
        seen += [each["number"] for each in state["drawings"]]
        more = state["more"]
    assert seen == [1, 2, 3, 4, 5]


def test_held_hidden_and_shown(client, address, teacher):
    draw(client, address, "a")
    client.patch(address, json={"held": True, "hide": [1]}, headers=teacher)
    draw(client, address, "b")
    state = client.get(address).get_json()
    assert (state["held"], state["waiting"], state["hidden"]) == (True, 1, [1])
    assert [each["number"] for each in state["drawings"]] == [1]
    client.patch(address, json={"held": False, "show": [1]}, headers=teacher)
    state = client.get(address).get_json()
    assert (state["held"], state["waiting"], state["hidden"]) == (False, 0, [])
    assert len(state["drawings"]) == 2


def teachers_requests(address):
    return [
        ("PATCH", address, {"held": True}),
        ("DELETE", address, None),
        *(("GET", f"{address}/export.{form}", None) for form in ("npz", "ndjson", "csv")),
    ]


def test_only_the_teacher_steers_takes_home_and_ends(client, address):
    draw(client, address, "a")
    other = client.post("/api/classes").get_json()["token"]
    for method, path, body in teachers_requests(address):
        none = client.open(path, method=method, json=body)
        assert (none.status_code, none.get_json()["code"]) == (401, "unauthorized")
        assert none.headers["WWW-Authenticate"].startswith("Bearer")
        wrong = {"Authorization": f"Bearer {other}"}
        refused = client.open(path, method=method, json=body, headers=wrong)
        assert (refused.status_code, refused.get_json()["code"]) == (403, "not-the-teacher")
    state = client.get(address).get_json()
    assert (state["held"], len(state["drawings"])) == (False, 1)


def test_exports_hold_the_same(client, address, teacher):
    for n, seat in enumerate("xxxxyyx"):
        draw(client, address, str(n), seat=seat, label=n, read=7)
    client.patch(address, json={"hide": [7]}, headers=teacher)

    def export(form):
        answer = client.get(f"{address}/export.{form}", headers=teacher)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.data

    with np.load(io.BytesIO(export("npz"))) as arrays:
        assert arrays["x"].shape == (6, 28, 28)
        assert arrays["x"].dtype == np.uint8
        assert arrays["y"].tolist() == [0, 1, 2, 3, 4, 5]
        assert arrays["seat"].tolist() == [0, 0, 0, 0, 1, 1]
        assert arrays["held_back"].tolist() == [False, False, True, False, False, False]
        assert (arrays["x"].reshape(6, -1).max(axis=1) > 200).all()
    lines = [json.loads(line) for line in export("ndjson").splitlines()]
    assert [line["strokes"] for line in lines] == [STROKES] * 6
    rows = list(csv.DictReader(io.StringIO(export("csv").decode())))
    assert [row["label"] for row in rows] == list("012345")
    assert [row["held_back"] for row in rows] == ["0", "0", "1", "0", "0", "0"]


def test_what_is_exported_is_read_as_it_was_drawn(client, address, teacher, samples):
    """The served network reads the exported pictures of the page's own samples."""
    from webapp.settings import ROOT

    found = json.loads((ROOT / "static" / "samples.json").read_text())["samples"]
    for n, sample in enumerate(found):
        strokes = [[point[:2] for point in stroke["points"]] for stroke in sample["strokes"]]
        draw(client, address, str(n), label=sample["digit"], strokes=strokes)
    data = client.get(f"{address}/export.npz", headers=teacher).data
    classifier = client.application.extensions["classifier"]
    with np.load(io.BytesIO(data)) as arrays:
        read = [classifier.classify(x).digit for x in arrays["x"]]
        assert read == arrays["y"].tolist()


def test_an_ended_class_is_gone(client, address, teacher):
    draw(client, address, "a")
    assert client.delete(address, headers=teacher).status_code == 204
    for path in (address, f"{address}/task"):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["code"]) == (404, "no-such-class")
    late = client.post(f"{address}/drawings", json=drawing("b"))
    assert (late.status_code, late.get_json()["code"]) == (404, "no-such-class")


HOSTILE = {
    "no JSON": b"no",
    "no object": b"[]",
    "deep": b"[" * 90_000,
    "no UTF-8": b'{"id": "\xff"}',
    "a number without end": b'{"label": ' + b"9" * 6000 + b"}",
    "unknown key": drawing(name="Anna"),
    "text for a label": drawing(label="<script>"),
    "no digit": drawing(label=10),
    "true": drawing(label=True),
    "half": drawing(label=1.5),
    "id of another script": drawing(id="ñ"),
    "long id": drawing(id="a" * 65),
    "NUL": drawing(seat="a\0b"),
    "no strokes": drawing(strokes=[]),
    "an empty stroke": drawing(strokes=[[]]),
    "text for a point": drawing(strokes=[["ab"]]),
    "text for a coordinate": drawing(strokes=[[["0", "1"]]]),
    "three coordinates": drawing(strokes=[[[0, 0, 0]]]),
    "far away": drawing(strokes=[[[1e300, 0]]]),
    "infinite": b'{"id":"a","seat":"b","label":1,"strokes":[[[Infinity,0]]]}',
    "overflowing": b'{"id":"a","seat":"b","label":1,"strokes":[[[1e999,0]]]}',
    "many strokes": drawing(strokes=[[[0, 0]]] * (limits.STROKES + 1)),
    "many points": drawing(strokes=[[[0, 0]] * (limits.POINTS + 1)]),
    "confidence": drawing(confidence=1.1),
    "verdict": drawing(verdict="yes"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_drawing_is_refused_and_nothing_kept(client, address, what):
    body = HOSTILE[what]
    given = {"data": body} if isinstance(body, bytes) else {"json": body}
    answer = client.post(f"{address}/drawings", **given)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid-body")
    assert client.get(address).get_json()["drawings"] == []


def test_a_million_points_are_too_large(client, address):
    body = json.dumps(drawing(strokes=[[[0.5, 0.5]] * 1_000_000])).encode()
    answer = client.post(f"{address}/drawings", data=body)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too-large")


@pytest.mark.parametrize(
    "body",
    [
        {"task": {"kind": "dance"}},
        {"task": {"kind": "digit"}},
        {"task": {"kind": "digit", "digit": "7"}},
        {"task": None},
        {"held": "yes"},
        {"hide": [0]},
        {"hide": [10**30]},
        {"show": 3},
        {"end": True},
    ],
)
def test_a_hostile_change_is_refused(client, address, teacher, body):
    answer = client.patch(address, json=body, headers=teacher)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid-body")
    assert client.get(f"{address}/task").get_json()["task"]["number"] == 1


@pytest.mark.parametrize("since", ["-1", "x", "1e3", "99999999999999999999", "", "٣"])
def test_a_hostile_since_is_refused(client, address, since):
    assert client.get(address, query_string={"since": since}).status_code == 400


@pytest.mark.parametrize("code", ["AAAAAA", "O0O0O0", "x", "%00", "'; DROP TABLE classes"])
def test_no_such_class(client, code):
    answer = client.get(f"/api/classes/{code}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "no-such-class")


def test_who_guesses_codes_is_soon_told_to_wait(tmp_path):
    url = f"sqlite:///{tmp_path}/classes.db"
    limit = f"{5 * limits.COST_OF_WRONG_CODE} per hour"
    app = create_app({"TESTING": True, "DATABASE_URL": url, "RATE_LIMIT": limit})
    statuses = [app.test_client().get("/api/classes/AAAAAA").status_code for _ in range(6)]
    assert statuses[:3] == [404, 404, 404]
    assert statuses[-1] == 429


def test_a_missing_database_is_said(tmp_path):
    (tmp_path / "file").write_text("no folder")
    app = create_app({"TESTING": True, "DATABASE_URL": f"sqlite:///{tmp_path}/file/classes.db"})
    answer = app.test_client().post("/api/classes")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "no-database")


def test_answers_are_as_documented(client, address, teacher):
    described = client.get("/api/openapi.json").get_json()
    path = "/api/classes/{code}"
    drawn = client.post(f"{address}/drawings", json=drawing())
    assert_as_documented(described, drawn, f"{path}/drawings", "post")
    assert_as_documented(
        described, client.post(f"{address}/drawings", data="no"), f"{path}/drawings", "post"
    )
    assert_as_documented(described, client.get(address), path, "get")
    assert_as_documented(described, client.get(f"{address}/task"), f"{path}/task", "get")
    assert_as_documented(described, client.post("/api/classes"), "/api/classes", "post")
    joined = client.post(f"{address}/seats", json={"seat": "x"})
    assert_as_documented(described, joined, f"{path}/seats", "post")
    assert_as_documented(described, client.patch(address, json={}), path, "patch")
