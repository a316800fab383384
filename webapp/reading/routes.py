"""The drawing's way over HTTP: a picture in, probabilities out."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
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
from webapp.reading.preprocessing import Digit, Steps, to_mnist
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
    name = request.args.get("model")
    drawing = read_drawing(lambda digit: [_classifier().classify(digit, name)])
    return predicted(drawing.predictions[0]) | {"input": encoded(drawing.digit)}


@bp.post("/compare")
@documented(
    "api",
    answers={200: json_response(COMPARISON, "What each digit model makes of the drawing.")},
    body=picture("The drawing."),
    problems=OF_A_DRAWING[:-1],
)
def compare() -> dict[str, Any]:
    """Classify the drawing in the request's body with every digit model."""
    drawing = read_drawing(_classifier().compare)
    return {
        "predictions": [predicted(each) for each in drawing.predictions],
        "input": encoded(drawing.digit),
    }


@bp.get("/models")
@documented("api", answers={200: json_response(MODELS, "The models that are served.")})
def models() -> dict[str, Any]:
    """Describe every served model, as its model.json does."""
    classifier = _classifier()
    return {
        "default": classifier.default,
        "models": [model.card for model in classifier.models.values()],
    }


@dataclass(frozen=True)
class ReadDrawing:
    """A drawing that has gone its way.

    Attributes:
        shape: height and width of the picture that was sent.
        digit: the image that the networks got.
        steps: how it came to be, where the preprocessing tells.
        predictions: what the models make of it, at least one.
    """

    shape: tuple[int, ...]
    digit: Digit
    steps: Steps | None
    predictions: list[Prediction]


def read_drawing(
    classify: Callable[[Digit], list[Prediction]],
    preprocess: Callable[[npt.NDArray[np.uint8]], Digit | Steps] = to_mnist,
) -> ReadDrawing:
    """Take the posted drawing its way: decoded, brought to 28x28, classified, ready to answer.

    Raises:
        InvalidDrawing, UnknownModel, HTTPException: see each step.
    """

    def prepare(data: bytes) -> tuple[tuple[int, ...], Digit | Steps]:
        with stage("decode"):
            ink = decode(data, current_app.config["MAX_PIXELS"])
        with stage("preprocess"):
            return ink.shape, preprocess(ink)

    shape, made = read_in_turn(posted_picture(), prepare)  # large ones one at a time
    digit, steps = (made.digit, made) if isinstance(made, Steps) else (made, None)
    with stage("network"):
        predictions = classify(digit)
    record_prediction(predictions[0].model, predictions[0].verdict)
    return ReadDrawing(shape, digit, steps, predictions)


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
