"""The address under which the document is served."""

from typing import Any

from flask import Blueprint, current_app

from webapp.openapi.answers import json_response
from webapp.openapi.document import document
from webapp.openapi.operations import documented

bp = Blueprint("openapi", __name__, url_prefix="/api")


@bp.get("/openapi.json")
@documented("api", answers={200: json_response({"type": "object"}, "An OpenAPI 3.1 document.")})
def openapi() -> dict[str, Any]:
    """Describe every route of this server."""
    return document(current_app)
