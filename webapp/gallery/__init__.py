"""The gallery: a card for each model, and a page on how it learned and where it errs."""

from flask import Flask

from webapp.gallery import display_names, routes


def init_app(app: Flask) -> None:
    """Show the models."""
    display_names.init_app(app)
    app.register_blueprint(routes.bp)
