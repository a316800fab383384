"""Errors as problem details (RFC 9457), or as a page where a person asked for one."""

from http import HTTPStatus

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import ClientDisconnected, HTTPException
from werkzeug.wrappers import Response as BaseResponse

from webapp.classifier import UnknownModel
from webapp.explaining.explainer import NotExplainable
from webapp.refusals import Refusal

STATUS_OF = {
    "blank-drawing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "too-small": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-an-image": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unknown-model": HTTPStatus.NOT_FOUND,
    "not-ready": HTTPStatus.SERVICE_UNAVAILABLE,
    "not-explainable": HTTPStatus.CONFLICT,
}

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

# Every code that an answer can carry.
STATUS_OF_CODE = {code: status for status, code in CODE_OF.items()} | STATUS_OF


def init_app(app: Flask) -> None:
    """Answer every error of the app in the one shape."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(UnknownModel, _unknown_model)
    app.register_error_handler(NotExplainable, _not_explainable)
    app.register_error_handler(ClientDisconnected, _too_slow)
    app.register_error_handler(HTTPException, _http_error)


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


def _refused(refusal: Refusal) -> Response:
    return problem(refusal.code, STATUS_OF[refusal.code], str(refusal))


def _unknown_model(error: UnknownModel) -> Response:
    served = ", ".join(error.served) or "none"
    code = "unknown-model"
    return problem(code, STATUS_OF[code], f"No model of that name is served. Served: {served}.")


def _not_explainable(error: NotExplainable) -> Response:
    code = "not-explainable"
    detail = f"The model {error.args[0]!r} is served without the weights to explain it from."
    return problem(code, STATUS_OF[code], detail)


def _too_slow(_: ClientDisconnected) -> Response:
    code = "too-slow"
    return problem(code, STATUS_OF_CODE[code], "The request did not arrive whole: send it again.")


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
