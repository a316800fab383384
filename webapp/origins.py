"""Which other sites' scripts may ask the interface: none, but for those that a setting names.

Flask-CORS would do it too, but of an answer to an origin that is not allowed, or to none, it says
no `Vary: Origin`: a cache could then give that answer to one that is. The rest is this small.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

PREFIX = "/api/"
ANY = "*"
DEFAULT_PORT = {"http": 80, "https": 443}
# What a page may read of an answer besides its body, and send besides what any form could.
EXPOSED = "Retry-After, Server-Timing, X-Request-ID"
ACCEPTED = "Accept, Content-Type, X-Request-ID"
PREFLIGHT_S = 2 * 60 * 60  # Chromium keeps none for longer


def parse_origins(text: str) -> tuple[str, ...]:
    """Read origins between commas or spaces, as browsers write them: `https://school.example`.

    Raises:
        ValueError: something is no origin; `*`, which is every origin, goes with no other.
    """
    found = tuple(_origin(each) for each in text.replace(",", " ").split())
    if ANY in found and len(found) > 1:
        raise ValueError("'*' is every origin: leave the others out")
    return found


def _origin(text: str) -> str:
    if text == ANY:
        return text
    parts = urlsplit(text)
    scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    is_more = parts.path not in ("", "/") or parts.query or parts.fragment or parts.username
    if scheme not in DEFAULT_PORT or not host or ANY in host or is_more:
        raise ValueError(f"{text!r} is no origin such as https://school.example")
    host = f"[{host}]" if ":" in host else host.encode("idna").decode()
    return f"{scheme}://{host}" + (f":{port}" if port and port != DEFAULT_PORT[scheme] else "")


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
