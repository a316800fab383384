"""Errors as problem details (RFC 9457), or as a page where a person asked for one."""

from http import HTTPStatus
from typing import Protocol, cast

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import ClientDisconnected, HTTPException
from werkzeug.wrappers import Response as BaseResponse

# Codes of the errors that the framework itself raises.
CODE_OF = {
    HTTPStatus.BAD_REQUEST: "bad-request",
    HTTPStatus.UNAUTHORIZED: "unauthorized",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_TIMEOUT: "too-slow",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "not-an-image",
    HTTPStatus.TOO_MANY_REQUESTS: "rate-limited",
    HTTPStatus.INTERNAL_SERVER_ERROR: "internal-error",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
}


class Answerable(Protocol):
    """A kind of error that is answered: `code` is stable, `str(error)` is for a person."""

    code: str
    status: HTTPStatus


def init_app(app: Flask) -> None:
    """Answer every error of the framework in the one shape.

    `app.extensions["problem_statuses"]` has every code that an answer can carry, with its status.
    """
    app.extensions["problem_statuses"] = {code: status for status, code in CODE_OF.items()}
    app.register_error_handler(ClientDisconnected, _too_slow)
    app.register_error_handler(HTTPException, _http_error)


def declare(app: Flask, code: str, status: HTTPStatus) -> None:
    """Say that an answer can carry a code."""
    app.extensions["problem_statuses"][code] = status


def register(app: Flask, *errors: type[Answerable]) -> None:
    """Answer these kinds of error in the one shape."""
    for error in errors:
        declare(app, error.code, error.status)
        app.register_error_handler(cast(type[Exception], error), _answered)


def problem(code: str, status: HTTPStatus, detail: str) -> Response:
    """Make an `application/problem+json` answer; `code` is stable, `detail` is for a person."""
    body = {
        "type": f"urn:trazo:problem:{code}",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
    }
    return Response(json.dumps(body), int(status), mimetype="application/problem+json")


def _answered(error: Answerable) -> Response:
    return problem(error.code, error.status, str(error))


def _too_slow(_: ClientDisconnected) -> Response:
    status = HTTPStatus.REQUEST_TIMEOUT
    return problem(CODE_OF[status], status, "The request did not arrive whole: send it again.")


def _http_error(error: HTTPException) -> BaseResponse:
    if isinstance(error.response, BaseResponse):
        return error.response  # a redirect
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if _for_a_person():
        page = render_template("error.html", status=status)
        response = Response(page, status, mimetype="text/html")
    else:
        code = CODE_OF.get(status, status.name.lower().replace("_", "-"))
        response = problem(code, status, _detail(error, status))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _detail(error: HTTPException, status: HTTPStatus) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        # The limit itself, which is the error's description, helps nobody.
        return "Too many requests at once from this address: wait as Retry-After says."
    return error.description or status.description


def _for_a_person() -> bool:
    if request.path.startswith("/api/"):
        return False
    accepted = request.accept_mimetypes
    return accepted["text/html"] > accepted["application/json"]
