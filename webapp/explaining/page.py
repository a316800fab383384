"""The page that looks inside a network."""

from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.explaining.explainer import Explained
from webapp.explaining.messages import inside_messages
from webapp.openapi import documented, html_response
from webapp.reading.messages import pad_messages
from webapp.serving.caching import vary

bp = Blueprint("inside", __name__)
bp.after_request(vary)


@bp.get("/inside")
@documented("pages", answers={200: html_response("The page that shows every layer at work.")})
def inside() -> ResponseReturnValue:
    """Show what a network makes of the drawing, layer by layer."""
    explained = current_app.extensions["explainer"].explained
    return render_template(
        "inside/page.html",
        messages=pad_messages() | inside_messages(),
        networks=[_described(each) for each in explained.values()],
        default=current_app.extensions["classifier"].default,
    )


def _described(explained: Explained) -> dict[str, Any]:
    name = explained.model.name
    address = url_for("explaining.weights", name=name, v=explained.sha256[:12])
    return {"name": name, "weights": address}
