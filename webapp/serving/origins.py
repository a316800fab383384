"""Which other sites' scripts may ask the interface: none, but for those that a setting names.

Flask-CORS would do it too, but of an answer to an origin that is not allowed, or to none, it says
no `Vary: Origin`: a cache could then give that answer to one that is. The rest is this small.
"""

from flask import Flask, Response, current_app, request

from webapp.settings import ANY, parse_origins

PREFIX = "/api/"
# What a page may read of an answer besides its body, and send besides what any form could.
EXPOSED = "Retry-After, Server-Timing, X-Request-ID"
ACCEPTED = "Accept, Content-Type, X-Request-ID"
PREFLIGHT_S = 2 * 60 * 60  # Chromium keeps none for longer


def init_app(app: Flask) -> None:
    """Let the scripts of `ALLOWED_ORIGINS` ask what is under /api/ (CORS); without any, nobody's.

    Raises:
        ValueError: the setting holds what is no origin.
    """
    setting = app.config["ALLOWED_ORIGINS"]
    allowed = parse_origins(setting if isinstance(setting, str) else " ".join(setting))
    if not allowed:
        return
    app.config["ALLOWED_ORIGINS"] = allowed
    app.before_request(_preflight)
    app.after_request(_with_permission)


def _preflight() -> Response | None:
    """Answer what a browser asks before it sends what no form could (Fetch, 3.2.2)."""
    asked = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    if not asked or request.url_rule is None or _permitted() is None:
        return None
    response = Response(status=204)
    adapter = current_app.create_url_adapter(request)
    methods = adapter.allowed_methods() if adapter else ()
    response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(methods))
    response.headers["Access-Control-Allow-Headers"] = ACCEPTED
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_S)
    return response


def _with_permission(response: Response) -> Response:
    """Say whose scripts may read an answer, errors too; no cookie ever counts for that."""
    if not request.path.startswith(PREFIX):
        return response
    response.vary.add("Origin")
    permitted = _permitted()
    if permitted is not None:
        response.headers["Access-Control-Allow-Origin"] = permitted
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response


def _permitted() -> str | None:
    allowed, origin = current_app.config["ALLOWED_ORIGINS"], request.headers.get("Origin")
    if origin is None or not request.path.startswith(PREFIX):
        return None
    if ANY in allowed:
        return ANY
    return origin if origin in allowed else None
