"""The OpenAPI 3.1 document, put together from the app's routes and what is kept on their views."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from webapp.openapi.answers import PROBLEM_TYPE
from webapp.openapi.operations import Operation, operation_of, parameter
from webapp.openapi.schemas import Schema, record, resolved

VERSION = "1.0.0"
PROBLEM = Schema(
    "Problem",
    record(
        type={"type": "string", "description": "A URI that names the kind of the problem."},
        title={"type": "string", "description": "The status in words."},
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail={"type": "string", "description": "What is wrong and what to do, for a person."},
        code={"type": "string", "description": "The kind of the problem; these never change."},
    )
    | {"description": "What went wrong (RFC 9457)."},
)
RETRY_AFTER = {
    "description": "How many seconds to wait.",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
}
# What is answered with it.
WAITS = (["busy"], ["rate-limited"])
INFO = {
    "title": "Trazo",
    "version": VERSION,
    "summary": "A browser drawing pad that recognises digits.",
    "description": "HEAD is answered wherever GET is, OPTIONS everywhere.",
    "license": {"name": "MIT", "identifier": "MIT"},
}


Statuses = Mapping[str, HTTPStatus]


class Undocumented(LookupError):
    """A route's view says nothing about what it takes and answers."""


def document(app: Flask) -> dict[str, Any]:
    """Return the document of an app, ready for JSON.

    Raises:
        Undocumented: a view lacks `documented`.
    """
    paths: dict[str, Any] = {}
    named: dict[str, Any] = {}
    for rule, method, view in routes(app):
        operation = operation_of(view)
        if operation is None:
            raise Undocumented(f"{method} {rule.rule} ({rule.endpoint}) has no @documented")
        part = _described(rule, view, operation, app.extensions["problem_statuses"])
        paths.setdefault(path_of(rule), {})[method.lower()] = resolved(part, named)
    return {"openapi": "3.1.1", "info": INFO, "paths": paths, "components": {"schemas": named}}


def routes(app: Flask) -> Iterator[tuple[Rule, str, Callable[..., Any]]]:
    """Go through every route and method; HEAD and OPTIONS, which Flask adds, are left out."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, app.view_functions[rule.endpoint]


def path_of(rule: Rule) -> str:
    """Write Flask's `/language/<string:code>` as OpenAPI's `/language/{code}`."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)


def _described(
    rule: Rule, view: Callable[..., Any], operation: Operation, statuses: Statuses
) -> dict[str, Any]:
    described = {item["name"] for item in operation.parameters}
    in_path = [
        parameter(name, "Part of the path.", place="path")
        for name in sorted(rule.arguments - described)
    ]
    part = {
        "operationId": rule.endpoint,
        "tags": [operation.tag],
        "summary": (inspect.getdoc(view) or "").partition("\n")[0],
        "parameters": [*operation.parameters, *in_path],
        "responses": {str(status): answer for status, answer in operation.answers.items()}
        | _problems(operation, statuses),
    }
    return part | ({"requestBody": operation.body} if operation.body else {})


def _problems(operation: Operation, statuses: Statuses) -> dict[str, Any]:
    codes = set(operation.problems) | (
        {"bad-request", "too-large", "too-slow", "busy"} if operation.body else set()
    )
    codes |= {"rate-limited"} if operation.is_limited else set()
    by_status: dict[str, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(str(int(statuses[code])), []).append(code)
    of_pages = operation.tag == "pages"
    return {status: _problem(codes, of_pages) for status, codes in by_status.items()}


def _problem(codes: list[str], of_pages: bool) -> dict[str, Any]:
    exact = {"type": "object", "properties": {"code": {"enum": codes}}}
    content: dict[str, Any] = {PROBLEM_TYPE: {"schema": {"allOf": [PROBLEM, exact]}}}
    if of_pages:
        content["text/html"] = {"schema": {"type": "string"}}
    answer = {"description": "Refused: " + ", ".join(codes) + ".", "content": content}
    return answer | ({"headers": {"Retry-After": RETRY_AFTER}} if codes in WAITS else {})
