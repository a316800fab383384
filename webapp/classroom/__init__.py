"""Classes: a board, a room of pads that join by a code, and what was drawn, for a day."""

from flask import Flask

from webapp.classroom import errors, network_routes, pages, routes, storage
from webapp.serving import problems


def init_app(app: Flask) -> None:
    """Keep classes; their database is opened when the first one is asked for."""
    problems.register(app, *errors.ANSWERED)
    storage.init_app(app)
    app.register_blueprint(routes.bp)
    app.register_blueprint(network_routes.bp)
    app.register_blueprint(pages.bp)
