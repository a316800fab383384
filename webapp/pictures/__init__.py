"""Colour pictures: decoded, classified by the picture models, and shown on a page of their own."""

from flask import Flask

from webapp.pictures import page, routes


def init_app(app: Flask) -> None:
    """Classify what is posted, and show the page."""
    app.register_blueprint(page.bp)
    app.register_blueprint(routes.bp)
