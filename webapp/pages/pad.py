"""The pages that people see."""

from operator import attrgetter

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from webapp.openapi import documented, html_response, parameter
from webapp.reading.display_names import percent
from webapp.reading.messages import pad_messages
from webapp.reading.model_card import Figures
from webapp.serving.caching import vary

bp = Blueprint("pages", __name__)
bp.after_request(vary)


@bp.get("/")
@documented(
    "pages",
    answers={200: html_response("The pad, in the person's language.")},
    parameters=[
        parameter("model", "The model that answers at first; an unknown one: the default one."),
        parameter("compare", "With `1`, all models answer side by side at first."),
    ],
)
def pad() -> ResponseReturnValue:
    """Show the drawing pad."""
    classifier = current_app.extensions["classifier"]
    models = classifier.digit_models.values()
    asked = request.args.get("model", "")
    return render_template(
        "pad.html",
        messages=pad_messages(),
        cards=[model.card for model in models],
        compared=[model.name for model in sorted(models, key=attrgetter("accuracy"))],
        chosen=asked if asked in classifier.digit_models else classifier.default,
        default=classifier.default,
    )


@bp.app_template_global()
def score(figures: Figures) -> str:
    """Return an accuracy and its n as the current language writes them."""
    share, n = percent(figures["accuracy"]), format_decimal(figures["n"])
    text: str = _("%(share)s of %(n)s", share=share, n=n)
    return text
