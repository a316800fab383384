"""POST /api/compare: the same drawing through every digit model."""

import pytest
from drawn_pictures import encode
from requests_and_problems import assert_problem, form


def test_it_equals_the_single_predictions(client, app, seven):
    png = encode(255 - seven)
    body = client.post("/api/compare", data=png, content_type="image/png").get_json()
    assert set(body) == {"predictions", "input"}
    models = list(app.extensions["classifier"].digit_models)
    assert [each["model"] for each in body["predictions"]] == models
    for each in body["predictions"]:
        single = client.post(f"/api/predict?model={each['model']}", data=png).get_json()
        assert each | {"input": body["input"]} == single


def test_by_form(client, seven):
    answer = client.post("/api/compare", **form(encode(seven)))
    assert {each["digit"] for each in answer.get_json()["predictions"]} == {7}


def test_the_drawing_is_read_once(client, seven, monkeypatch):
    from webapp.reading import routes

    read = []
    decode = routes.decode
    monkeypatch.setattr(routes, "decode", lambda *a: read.append(1) or decode(*a))
    client.post("/api/compare", data=encode(seven))
    assert read == [1]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"text", 415, "not-an-image"),
        (bytes(5_000_000), 413, "too-large"),
    ],
    ids=["text", "large"],
)
def test_what_is_refused(client, body, status, code):
    assert_problem(client.post("/api/compare", data=body), status, code)


def test_a_blank_pad_is_refused(client, seven):
    assert_problem(client.post("/api/compare", data=encode(0 * seven)), 422, "blank-drawing")


def test_only_posts(client):
    assert_problem(client.get("/api/compare"), 405, "method-not-allowed")
