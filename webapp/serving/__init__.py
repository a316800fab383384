"""How the process serves: gunicorn's gevent worker, limits, health, headers, problem details."""

from flask import Flask

from webapp.serving import (
    caching,
    health,
    limits,
    origins,
    problems,
    proxies,
    security_headers,
)


def init_app(app: Flask) -> None:
    """Give every answer its headers, and refuse what is too much or comes from elsewhere."""
    security_headers.init_app(app)
    caching.init_app(app)
    origins.init_app(app)  # a preflight is no question yet
    limits.init_app(app)  # before what redirects: that counts too
    proxies.init_app(app)
    problems.init_app(app)
    health.init_app(app)
