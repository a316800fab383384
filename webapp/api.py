"""The drawing's way over HTTP: a PNG in, probabilities out."""

import base64
from typing import Any

from flask import Blueprint, current_app, request

from webapp.classifier import Classifier, Prediction
from webapp.decoding import decode
from webapp.preprocessing import to_mnist
from webapp.uploads import posted_png

bp = Blueprint("api", __name__, url_prefix="/api")


@bp.post("/predict")
def predict() -> dict[str, Any]:
    """Classify the drawing in the request's body."""
    ink = decode(posted_png(), current_app.config["MAX_PIXELS"])
    digit = to_mnist(ink)
    prediction = _classifier().classify(digit, request.args.get("model"))
    return _as_json(prediction) | {"input": base64.b64encode(digit.tobytes()).decode()}


@bp.get("/models")
def models() -> dict[str, Any]:
    """Describe every served model, as its model.json does."""
    classifier = _classifier()
    return {
        "default": classifier.default,
        "models": [model.card for model in classifier.models.values()],
    }


def _classifier() -> Classifier:
    return current_app.extensions["classifier"]


def _as_json(prediction: Prediction) -> dict[str, Any]:
    return {
        "model": prediction.model,
        "digit": prediction.digit,
        "probabilities": prediction.probabilities.tolist(),
        "verdict": prediction.verdict,
    }
