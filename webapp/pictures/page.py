"""The page on which a picture is dropped, pasted or chosen, and ten things are its answer."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from webapp.openapi import documented, html_response
from webapp.pictures.messages import SAMPLES, page_messages
from webapp.reading.display_names import classes
from webapp.serving.caching import vary

bp = Blueprint("pictures", __name__)
bp.after_request(vary)


@bp.get("/pictures")
@documented("pages", answers={200: html_response("The page that names what is on a picture.")})
def pictures() -> ResponseReturnValue:
    """Show the page; without a picture model it says so."""
    models = current_app.extensions["classifier"].picture_models
    labels = next(iter(models.values())).card["labels"] if models else []
    names = classes()
    return render_template(
        "pictures/page.html",
        models=[model.card for model in models.values()],
        labels=labels,
        names={label: names.get(label, label) for label in labels},
        samples=[(name, names[name.partition("-")[0]]) for name in SAMPLES],
        messages=page_messages() | {f"thing.{label}": name for label, name in names.items()},
    )
