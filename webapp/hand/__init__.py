"""A person's own handwriting: the page on which the network in the browser learns it."""

from flask import Flask

from webapp.hand import page


def init_app(app: Flask) -> None:
    """Show the page."""
    app.register_blueprint(page.bp)
