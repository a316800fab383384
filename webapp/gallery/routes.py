"""The gallery: a card for each model, and a page on how it learned and where it errs."""

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from webapp.gallery import reports
from webapp.gallery.architecture import Picture, draw
from webapp.gallery.class_figures import class_figures
from webapp.gallery.display_names import (
    chart_captions,
    chart_messages,
    layer_names,
    sorting_messages,
)
from webapp.openapi import documented, file_response, html_response, parameter
from webapp.reading.classifier import Classifier
from webapp.reading.model_card import ModelCard
from webapp.reading.models import DIGITS, PICTURES, Model
from webapp.serving.caching import vary

bp = Blueprint("gallery", __name__, url_prefix="/models")
bp.after_request(vary)

NAME = parameter("name", "Name of the model.", place="path")


@bp.get("")
@documented("pages", answers={200: html_response("A card for each model.")})
def models() -> ResponseReturnValue:
    """Show every model beside the others."""
    served = _classifier().models.values()
    groups = [
        (task, [model for model in served if model.task == task]) for task in (DIGITS, PICTURES)
    ]
    groups = [(task, found) for task, found in groups if found]
    return render_template(
        "gallery/models.html",
        groups=groups,
        default=_classifier().default,
        messages=sorting_messages(),
    )


@bp.get("/<name>")
@documented(
    "pages",
    answers={200: html_response("How the model learned, and where it errs.")},
    parameters=[NAME],
    problems=("not-found",),
)
def model(name: str) -> ResponseReturnValue:
    """Show one model."""
    found = _found(name)
    main = found.main_figures
    folder = current_app.config["MODELS_DIR"]
    return render_template(
        "gallery/model.html",
        model=found,
        card=found.card,
        classes=class_figures(main, found.card["labels"]) if main else [],
        report=reports.read_report(folder, name),
        robustness=reports.read_robustness(folder, name),
        notebook=reports.notebook_of(folder, name, str(get_locale())),
        messages=chart_messages(),
        captions=chart_captions(found.card["labels"]),
    )


@bp.get("/<name>/report/<file>")
@documented(
    "pages",
    answers={
        200: file_response("The file.", sorted(set(reports.FILES.values()))),
        304: {"description": "As it was."},
    },
    parameters=[
        NAME,
        parameter("file", "The file's name.", {"enum": list(reports.FILES)}, "path"),
    ],
    problems=("not-found",),
)
def report_file(name: str, file: str) -> Response:
    """Send a file of a model's report."""
    _found(name)
    content = reports.read_file(current_app.config["MODELS_DIR"], name, file)
    if content is None:
        abort(404)
    return Response(content, mimetype=reports.FILES[file])


@bp.app_template_global()
def layers_picture(card: ModelCard) -> Picture:
    """Return the drawing of a model's layers."""
    return draw(card, layer_names())


def _classifier() -> Classifier:
    classifier: Classifier = current_app.extensions["classifier"]
    return classifier


def _found(name: str) -> Model:
    model = _classifier().models.get(name)
    if model is None:
        abort(404)
    return model
