"""The bare app that Trazo is measured against does the same work: it gives the same answers."""

import json

import pytest

from benchmarks.bare_app import app as bare
from benchmarks.classroom.drawings import growing_drawings
from webapp import create_app


@pytest.fixture(scope="module")
def trazo():
    return create_app({"TESTING": True, "RATE_LIMIT": None}).test_client()


def test_it_answers_as_trazo_does(trazo):
    for frames in growing_drawings(5):
        for png in (frames[5], frames[-1]):
            ours = trazo.post("/api/predict", data=png, content_type="image/png").data
            theirs = bare.test_client().post("/api/predict", data=png).data
            assert json.loads(ours) == json.loads(theirs)


def test_there_is_nothing_around_it():
    assert not (bare.before_request_funcs or bare.after_request_funcs or bare.extensions)
    assert [rule.endpoint for rule in bare.url_map.iter_rules()] == ["static", "predict"]
