"""The static files."""

from flask import Flask, Response, current_app

from webapp.openapi import as_text, documented
from webapp.settings import ROOT


@documented(
    "pages",
    answers={200: as_text("The file.", "*/*"), 304: {"description": "As it was."}},
    problems=("not-found",),
)
def static_file(filename: str) -> Response:
    """Send a style sheet, a script or an icon."""
    return current_app.send_static_file(filename)


def init_app(app: Flask) -> None:
    """Serve `static/` under /static/."""
    app.static_folder = str(ROOT / "static")
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static_file)
