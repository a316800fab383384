"""The drawing's way over HTTP: a picture in, probabilities out."""

import base64
from typing import Any

import numpy as np
import numpy.typing as npt
from flask import Blueprint, current_app, request

from webapp.observability.request_context import record_prediction, stage
from webapp.openapi import Schema, documented, json_response, parameter, picture
from webapp.openapi.schemas import record
from webapp.reading.admission import read_in_turn
from webapp.reading.classifier import Classifier, Prediction
from webapp.reading.decoding import decode
from webapp.reading.model_card import MODEL_CARD
from webapp.reading.preprocessing import to_mnist
from webapp.reading.uploads import posted_picture

bp = Blueprint("api", __name__, url_prefix="/api")

MODEL = parameter("model", "Name of the model that is asked, by default the default one.")
PROBABILITY = {"type": "number", "minimum": 0, "maximum": 1}
VERDICT = {"enum": ["digit", "unsure", "not-a-digit"], "description": "How far to believe it."}
INPUT = {
    "type": "string",
    "contentEncoding": "base64",
    "description": "The 28x28 image that the network got: 784 bytes, row by row, 255 = ink.",
}
OPINION = {
    "model": {"type": "string"},
    "digit": {"type": "integer", "minimum": 0, "maximum": 9},
    "probabilities": {
        "type": "array",
        "items": PROBABILITY,
        "minItems": 10,
        "maxItems": 10,
        "description": "One a digit, 0 first; their sum is 1.",
    },
    "verdict": VERDICT,
}
PREDICTION = Schema("Prediction", record(**OPINION, input=INPUT))
COMPARISON = Schema(
    "Comparison",
    record(
        predictions={
            "type": "array",
            "items": Schema("Opinion", record(**OPINION)),
            "minItems": 1,
            "description": "One a model that reads digits, the default one first.",
        },
        input=INPUT,
    ),
)
MODELS = Schema(
    "Models", record(default={"type": "string"}, models={"type": "array", "items": MODEL_CARD})
)
# What any drawing may be refused for.
OF_A_DRAWING = ("blank-drawing", "too-small", "not-an-image", "unknown-model")


@bp.post("/predict")
@documented(
    "api",
    answers={200: json_response(PREDICTION, "What the model makes of the drawing.")},
    parameters=[MODEL],
    body=picture("The drawing."),
    problems=OF_A_DRAWING,
)
def predict() -> dict[str, Any]:
    """Classify the drawing in the request's body."""
    digit = _posted_digit()
    with stage("network"):
        prediction = _classifier().classify(digit, request.args.get("model"))
    record_prediction(prediction.model, prediction.verdict)
    return predicted(prediction) | {"input": encoded(digit)}


@bp.post("/compare")
@documented(
    "api",
    answers={200: json_response(COMPARISON, "What each digit model makes of the drawing.")},
    body=picture("The drawing."),
    problems=OF_A_DRAWING[:-1],
)
def compare() -> dict[str, Any]:
    """Classify the drawing in the request's body with every digit model."""
    digit = _posted_digit()
    with stage("network"):
        predictions = _classifier().compare(digit)
    record_prediction(predictions[0].model, predictions[0].verdict)
    return {"predictions": [predicted(each) for each in predictions], "input": encoded(digit)}


@bp.get("/models")
@documented("api", answers={200: json_response(MODELS, "The models that are served.")})
def models() -> dict[str, Any]:
    """Describe every served model, as its model.json does."""
    classifier = _classifier()
    return {
        "default": classifier.default,
        "models": [model.card for model in classifier.models.values()],
    }


def _posted_digit() -> npt.NDArray[np.uint8]:
    """Read the request's drawing as the networks see it: uint8 (28, 28)."""
    return read_in_turn(posted_picture(), _read)


def _read(data: bytes) -> npt.NDArray[np.uint8]:
    with stage("decode"):
        ink = decode(data, current_app.config["MAX_PIXELS"])
    with stage("preprocess"):
        return to_mnist(ink)


def encoded(pixels: npt.NDArray[np.uint8]) -> str:
    """Return the base64 of what a network got."""
    return base64.b64encode(pixels.tobytes()).decode()


def _classifier() -> Classifier:
    classifier: Classifier = current_app.extensions["classifier"]
    return classifier


def predicted(prediction: Prediction) -> dict[str, Any]:
    """Return a prediction as the answers have it, the network's input left out."""
    return {
        "model": prediction.model,
        "digit": prediction.digit,
        "probabilities": prediction.probabilities.tolist(),
        "verdict": prediction.verdict,
    }
