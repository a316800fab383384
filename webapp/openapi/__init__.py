"""What the HTTP interface promises, written beside each route: `GET /api/openapi.json`.

To document a route, decorate its view with `documented`, under the route's own decorator:

    @bp.post("/predict")
    @documented("api", answers={200: json_response(PREDICTION, "What the network makes of it.")},
                body=picture("The drawing."), problems=("blank-drawing", "unknown-model"))
    def predict() -> dict[str, Any]:

The first line of the docstring is the summary. A test fails for a route without it.
"""

from flask import Flask

from webapp.openapi.answers import (
    file_response,
    html_response,
    json_response,
    picture,
    pictures,
    redirect_response,
    text_response,
)
from webapp.openapi.operations import documented, parameter
from webapp.openapi.schemas import Schema

__all__ = [
    "Schema",
    "documented",
    "file_response",
    "html_response",
    "json_response",
    "parameter",
    "picture",
    "pictures",
    "redirect_response",
    "text_response",
]


def init_app(app: Flask) -> None:
    """Serve the document."""
    from webapp.openapi import routes  # it is itself a route, and documented

    app.register_blueprint(routes.bp)
