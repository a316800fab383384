"""How the request came here: which host it names, the proxies in front, HTTPS where asked for."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response as BaseResponse

YEAR_S = 365 * 24 * 60 * 60

# The machine's own probes ask these without TLS, by whatever name, and follow no redirect.
PROBES = ("/healthz", "/readyz", "/metrics")
SCHEMES = ("http", "https")

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def init_app(app: Flask) -> None:
    """Believe as many proxies as the setting says; send browsers to HTTPS, if set."""
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        # Each proxy adds to X-Forwarded-For; the nearest sets X-Forwarded-Proto for all of them.
        # X-Forwarded-Host is not believed: a proxy of a PaaS passes Host as it is.
        proxied = ProxyFix(_with_known_scheme(app.wsgi_app), x_for=hops, x_proto=1)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # Flask's documented way
    app.before_request(_refuse_other_hosts)
    app.after_request(_stay_on_this_host)
    if app.config["HTTPS"]:
        app.before_request(_to_https)
        app.after_request(_stay_on_https)


def _with_known_scheme(app: Application) -> Application:
    """Have a proxy's word for a scheme count only where it is one that a browser came by."""

    def believing(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        said = environ["wsgi.url_scheme"].lower()
        before = environ["werkzeug.proxy_fix.orig"]["wsgi.url_scheme"]
        environ["wsgi.url_scheme"] = said if said in SCHEMES else before
        return app(environ, start_response)

    return believing


def _refuse_other_hosts() -> None:
    """Refuse a `Host` that is no host's name, or none of the setting's.

    Flask's own TRUSTED_HOSTS would refuse probes too, which ask by the machine's address.

    Raises:
        BadRequest: it is.
    """
    named = request.headers.get("Host")
    if named is None:  # HTTP/1.0
        return
    names = () if request.path.rstrip("/") in PROBES else current_app.config["HOSTS"]
    # Werkzeug knows no underscore, which the names of containers may have.
    alike = [name.lower().replace("_", "-") for name in (named, *names)]
    if not host_is_trusted(alike[0], alike[1:]):
        raise BadRequest("The Host header names no host of this server.")


def _stay_on_this_host(response: Response) -> Response:
    """Send on by path alone, without the name by which the server was asked.

    Werkzeug puts it into redirects to a corrected path, and who asked may have made it up.
    """
    location = response.location
    if location and (request.is_secure or not location.startswith("https://")):
        path = urlsplit(location)._replace(scheme="", netloc="").geturl()
        same = redirect("/" + path.lstrip("/\\"), response.status_code)
        response.location = same.location
        response.set_data(same.get_data())
    return response


def _to_https() -> BaseResponse | None:
    if request.is_secure or request.path.rstrip("/") in PROBES:
        return None
    if not request.host:
        raise BadRequest("Name a host: without one, there is no address with HTTPS to go to.")
    response = redirect(request.url.replace("http://", "https://", 1), code=308)
    response.headers["Cache-Control"] = "no-store"
    return response


def _stay_on_https(response: Response) -> Response:
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    return response
