"""Schemathesis asks every route what its description allows, and what it does not.

Always the same questions (no randomness between runs): no error of ours, and every status, type,
header and body as documented.
"""

import pytest
import schemathesis
from drawn_pictures import SEVEN, draw, encode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks

from webapp import create_app
from webapp.gallery import reports
from webapp.settings import ROOT

SEVEN_PNG = encode(255 - draw(SEVEN))
QUESTIONS = settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
UNPACKED = {"Accept-Encoding": "identity"}  # Schemathesis cannot unpack all that Flask packs
AS_DOCUMENTED = (
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
)


@st.composite
def damaged(draw_):
    """The seven with a byte changed, or cut off."""
    png = bytearray(SEVEN_PNG)
    png[draw_(st.integers(0, len(png) - 1))] = draw_(st.integers(0, 255))
    return bytes(png[: draw_(st.integers(0, len(png)))])


schemathesis.openapi.media_type(
    "image/png", st.one_of(st.just(SEVEN_PNG), damaged(), st.binary(max_size=200))
)


@pytest.fixture(scope="module")
def described():
    app = create_app({"TESTING": False, "RATE_LIMIT": None, "METRICS_TOKEN": "a token"})
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_documented(described, mode):
    """What the description allows, and then what it does not."""
    asked = set()
    questions = (
        QUESTIONS if mode is GenerationMode.POSITIVE else settings(QUESTIONS, max_examples=4)
    )
    for operation in (result.ok() for result in described.get_all_operations()):

        @questions
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            case.call_and_validate(checks=AS_DOCUMENTED, headers=UNPACKED)
            asked.add(case.operation.label)

        try:
            ask()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # a route that takes nothing
    assert "POST /api/predict" in asked


@pytest.mark.parametrize("file", reports.FILES)
def test_every_file_of_a_report_is_as_documented(described, file):
    operation = described["/models/{name}/report/{file}"]["GET"]
    name = next((ROOT / "saved_models").glob(f"*/report/{file}")).parents[1].name
    case = operation.Case(path_parameters={"name": name, "file": file})
    answer = case.call_and_validate(checks=AS_DOCUMENTED, headers=UNPACKED)
    assert answer.status_code == 200
