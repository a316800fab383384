"""The OpenAPI document: every route is in it, nothing else is, and answers are as it says."""

import re

import pytest
from documented_answers import assert_as_documented
from drawn_pictures import encode
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from webapp.openapi.document import Undocumented, document, routes


@pytest.fixture(scope="module")
def described(app):
    return app.test_client().get("/api/openapi.json").get_json()


def flask_path(path):
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", path)


def test_it_is_valid_openapi(described):
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_every_route_is_described_and_nothing_else(app, described):
    """The app's map of routes, read here anew, against the document's paths."""
    served = {
        (flask_path(rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    promised = {(path, method) for path, part in described["paths"].items() for method in part}
    assert promised == served


def test_every_operation_says_what_it_is_for(described):
    for path, part in described["paths"].items():
        for operation in part.values():
            assert operation["summary"].endswith("."), path
            assert operation["tags"]


def test_a_route_without_a_description_is_an_error():
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/bare", view_func=lambda: "", endpoint="bare")
    with pytest.raises(Undocumented, match="GET /bare"):
        document(app)


def test_every_documented_problem_is_one_that_the_app_knows(app):
    for _, _, view in routes(app):
        assert set(view.openapi_operation.problems) <= set(app.extensions["problem_statuses"])


@pytest.mark.parametrize("path", ["/api/models", "/api/openapi.json", "/healthz", "/readyz"])
def test_real_answers_are_as_documented(client, described, path):
    assert_as_documented(described, client.get(path), path, "get")


@pytest.mark.parametrize("query", ["", "?model=lenet-tutorial", "?model=none"])
@pytest.mark.parametrize("kind", ["digit", "blank", "tiny", "text", "huge"])
def test_predict_answers_as_documented(client, described, seven, kind, query):
    body = {
        "digit": encode(255 - seven),
        "blank": encode(0 * seven),
        "tiny": encode(seven[:4, :4]),
        "text": b"no picture",
        "huge": bytes(5_000_000),
    }[kind]
    answer = client.post("/api/predict" + query, data=body, content_type="image/png")
    assert_as_documented(described, answer, "/api/predict", "post")


def test_the_schemas_would_catch_a_wrong_answer(client, described, seven):
    """The check itself can fail: a prediction with a digit missing is no Prediction."""
    answer = client.post("/api/predict", data=encode(seven))
    wrong = answer.get_json() | {"digit": 12}
    schema = {"$ref": "#/$defs/P", "$defs": {"P": described["components"]["schemas"]["Prediction"]}}
    validator = Draft202012Validator(schema)
    assert validator.is_valid(answer.get_json())
    assert not validator.is_valid(wrong)
