"""Pages that explain the others: a glossary, and a guided tour."""

from flask import Flask

from webapp.lessons import glossary, tour


def init_app(app: Flask) -> None:
    """Show the pages, and give every template the glossary's terms."""
    app.register_blueprint(glossary.bp)
    app.register_blueprint(tour.bp)
