"""How the request came here: the proxies in front, and HTTPS where it is asked for."""

from flask import Flask, Response, redirect, request
from werkzeug.middleware.proxy_fix import ProxyFix

YEAR_S = 365 * 24 * 60 * 60

# The machine's own probes ask these without TLS, and follow no redirect.
PROBES = ("/healthz", "/readyz", "/metrics")


def init_app(app: Flask) -> None:
    """Believe as many proxies as the setting says; send browsers to HTTPS, if set."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        # Each proxy adds to X-Forwarded-For; the nearest sets X-Forwarded-Proto for all of them.
        # X-Forwarded-Host is not believed: a proxy of a PaaS passes Host as it is.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=1)
    if app.config["HTTPS"]:
        app.before_request(_to_https)
        app.after_request(_stay_on_https)


def _to_https() -> Response | None:
    if request.is_secure or request.path.rstrip("/") in PROBES:
        return None
    response = redirect(request.url.replace("http://", "https://", 1), code=308)
    response.headers["Cache-Control"] = "no-store"
    return response


def _stay_on_https(response: Response) -> Response:
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    return response
