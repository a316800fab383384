"""A picture's way over HTTP: PNG, JPEG or WebP in, a probability for each thing out."""

from functools import partial
from typing import Any

from flask import Blueprint, current_app, request

from webapp.observability.request_context import record_prediction, stage
from webapp.openapi import Schema, documented, json_response, parameter, picture
from webapp.openapi.schemas import record
from webapp.pictures.decoding import Picture, decode_picture
from webapp.reading.admission import read_in_turn
from webapp.reading.routes import PROBABILITY, encoded
from webapp.reading.uploads import posted_picture

bp = Blueprint("classifying", __name__, url_prefix="/api")

MODEL = parameter("model", "Name of the picture model that is asked, by default the best one.")
CLASSIFIED = Schema(
    "Classified",
    record(
        model={"type": "string"},
        label={"type": "string", "description": "The most likely thing."},
        labels={"type": "array", "items": {"type": "string"}},
        probabilities={
            "type": "array",
            "items": PROBABILITY,
            "description": "One a label, in their order; their sum is 1.",
        },
        verdict={"enum": ["sure", "unsure"], "description": "Whether one stands out."},
        input={
            "type": "string",
            "contentEncoding": "base64",
            "description": "The 32x32 picture that the network got: 3,072 bytes, row by row, "
            "red, green and blue of each pixel.",
        },
    ),
)


@bp.post("/classify")
@documented(
    "api",
    answers={200: json_response(CLASSIFIED, "What the model makes of the picture.")},
    parameters=[MODEL],
    body=picture("The picture."),
    problems=("too-small", "not-an-image", "unknown-model"),
)
def classify() -> dict[str, Any]:
    """Classify the colour picture in the request's body."""
    classifier = current_app.extensions["classifier"]
    model = classifier.picture_model(request.args.get("model"))
    square = read_in_turn(posted_picture(), partial(_read, model.input_shape[0]))
    with stage("network"):
        prediction = classifier.classify_picture(square, model)
    labels = model.card["labels"]
    verdict = "unsure" if prediction.verdict == "unsure" else "sure"
    record_prediction(model.name, verdict)
    return {
        "model": model.name,
        "label": labels[prediction.digit],
        "labels": labels,
        "probabilities": prediction.probabilities.tolist(),
        "verdict": verdict,
        "input": encoded(square),
    }


def _read(side: int, data: bytes) -> Picture:
    with stage("decode"):
        return decode_picture(data, current_app.config["MAX_PIXELS"], side)
