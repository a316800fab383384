"""The HTTP contract: what a drawing gets, and what everything else gets."""

import base64
import io
import json

import numpy as np
import pytest
from drawn_pictures import encode
from requests_and_problems import assert_problem, form

from webapp.reading.preprocessing import to_mnist
from webapp.reading.uploads import MOST_PARTS


def test_predict(client, seven):
    answer = client.post("/api/predict", data=encode(255 - seven), content_type="image/png")
    assert answer.status_code == 200
    body = answer.get_json()
    assert set(body) == {"model", "digit", "probabilities", "verdict", "input"}
    assert (body["model"], body["digit"], body["verdict"]) == ("lenet", 7, "digit")
    assert len(body["probabilities"]) == 10
    assert sum(body["probabilities"]) == pytest.approx(1, abs=1e-5)
    picture = np.frombuffer(base64.b64decode(body["input"]), np.uint8).reshape(28, 28)
    assert np.array_equal(picture, to_mnist(seven))


def test_predict_by_form(client, seven):
    form = {"image": (io.BytesIO(encode(seven)), "seven.png")}
    assert client.post("/api/predict", data=form).get_json()["digit"] == 7


def test_every_sample_is_recognised(client, samples):
    for digit, ink in samples:
        assert client.post("/api/predict", data=encode(255 - ink)).get_json()["digit"] == digit


def test_predict_with_another_model(client, seven):
    answer = client.post("/api/predict?model=lenet-tutorial", data=encode(seven))
    assert answer.get_json()["model"] == "lenet-tutorial"


def test_unknown_model(client, seven):
    answer = client.post("/api/predict?model=../lenet", data=encode(seven))
    assert_problem(answer, 404, "unknown-model")
    assert "lenet" in answer.get_json()["detail"]


def test_blank(client):
    blank = encode(np.full((280, 280), 255, np.uint8))
    assert_problem(client.post("/api/predict", data=blank), 422, "blank-drawing")


def test_too_small(client):
    tiny = encode(np.zeros((4, 4), np.uint8))
    assert_problem(client.post("/api/predict", data=tiny), 422, "too-small")


@pytest.mark.parametrize("body", [b"", b"text", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_not_an_image(client, body):
    assert_problem(client.post("/api/predict", data=body), 415, "not-an-image")


def test_form_without_the_field(client):
    answer = client.post("/api/predict", data={"picture": (io.BytesIO(b"x"), "x.png")})
    assert_problem(answer, 415, "not-an-image")
    assert "'image'" in answer.get_json()["detail"]


def test_form_without_a_boundary(client):
    answer = client.post("/api/predict", data=b"x", content_type="multipart/form-data")
    assert_problem(answer, 415, "not-an-image")


def test_too_many_bytes(client, app):
    body = bytes(app.config["MAX_CONTENT_LENGTH"] + 1)
    assert_problem(client.post("/api/predict", data=body), 413, "too-large")
    assert_problem(client.post("/api/predict", **form(body)), 413, "too-large")


def test_a_large_form_is_not_written_to_disk(client, monkeypatch):
    import tempfile

    def refuse(*_, **__):
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    noise = np.random.default_rng(1).integers(0, 256, (1000, 1000)).astype(np.uint8)
    body = encode(noise)
    assert len(body) > 600_000
    assert client.post("/api/predict", **form(body)).status_code == 200


def test_too_many_pixels(client):
    large = encode(np.zeros((2049, 2048), np.uint8))
    assert_problem(client.post("/api/predict", data=large), 413, "too-large")


def test_other_methods_and_paths(client):
    answer = client.get("/api/predict")
    assert_problem(answer, 405, "method-not-allowed")
    assert "POST" in answer.headers["Allow"]
    assert_problem(client.get("/api/nothing"), 404, "not-found")
    assert_problem(client.get("/api/nothing", headers={"Accept": "text/html"}), 404, "not-found")


def test_a_person_gets_a_page(client):
    answer = client.get("/nothing", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


def test_models(client):
    body = client.get("/api/models").get_json()
    assert body["default"] == "lenet"
    names = [model["name"] for model in body["models"]]
    assert names[0] == "lenet"
    assert "lenet-tutorial" in names
    for model in body["models"]:
        assert len(model["labels"]) == 10
        if model["task"] == "digits":
            assert model["labels"] == [str(digit) for digit in range(10)]
    assert body["models"][0]["parameters"] == 44426


def test_healthz(client):
    answer = client.get("/healthz")
    assert answer.get_json() == {"status": "ok", "model": "lenet"}


def test_an_answer_is_json_that_json_can_read(client, seven):
    answer = client.post("/api/predict", data=encode(seven))
    assert json.loads(answer.data)["digit"] == 7


PAIRS = b"a=b&" * 1_000_000


@pytest.mark.parametrize("route", ["predict", "compare", "explain", "series", "classify"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=x"]
)
def test_a_list_of_pairs_is_never_parsed(client, route, kind, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("parsed")

    monkeypatch.setattr("werkzeug.formparser.parse_qsl", refuse)
    monkeypatch.setattr("werkzeug.formparser.FormDataParser.parse", refuse)
    answer = client.post(f"/api/{route}", data=PAIRS, content_type=kind)
    if route == "classify":
        assert answer.status_code in (404, 415)  # 404: no picture model is served
    else:
        assert_problem(answer, 415, "not-an-image")


@pytest.mark.parametrize("route", ["predict", "series"])
def test_the_parts_of_a_form_are_counted(client, route, monkeypatch):
    from werkzeug.sansio import multipart

    made = []
    for name in ("Field", "File"):
        real = getattr(multipart, name)
        monkeypatch.setattr(
            multipart, name, lambda *a, real=real, **k: made.append(1) or real(*a, **k)
        )
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    body = part * 60_000 + b"--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    answer = client.post(f"/api/{route}", data=body, content_type=kind)
    assert_problem(answer, 413, "too-large")
    assert 0 < len(made) <= MOST_PARTS + 1


def test_a_png_that_calls_itself_a_list_of_pairs_is_read(client, seven):
    kind = "application/x-www-form-urlencoded"  # as curl says by default
    answer = client.post("/api/predict", data=encode(seven), content_type=kind)
    assert answer.get_json()["digit"] == 7
