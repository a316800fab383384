"""What a network makes of a drawing, over HTTP: `POST /api/explain` and the weights to read it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from flask import Blueprint, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from webapp.explaining.breaking import BREAKING, Breaking, asked_breaking, broken_answer
from webapp.explaining.choices import choice
from webapp.explaining.encoding import exact, quantised
from webapp.explaining.explainer import Explained, Explainer
from webapp.explaining.layer_values import layer_values
from webapp.explaining.layers import Layer
from webapp.explaining.prototypes import NothingToShow, prototypes, test_digits
from webapp.explaining.schemas import EXPLANATION, PROTOTYPES, SERIES, TEST_DIGITS, WEIGHTS
from webapp.observability.request_context import stage
from webapp.openapi import documented, json_response, parameter, picture, pictures
from webapp.reading.admission import explain_in_turn, read_each
from webapp.reading.classifier import UnknownModel
from webapp.reading.decoding import decode
from webapp.reading.errors import BlankDrawing
from webapp.reading.opening import check_sizes
from webapp.reading.preprocessing import Digit, Steps, plainly_resized, steps_to_mnist, to_mnist
from webapp.reading.routes import MODEL, OF_A_DRAWING, encoded, predicted, read_drawing
from webapp.reading.uploads import posted_pictures

bp = Blueprint("explaining", __name__, url_prefix="/api")

# Ways to 28x28, by what they are called; the first is the default.
WAYS: dict[str, Callable[[npt.NDArray[np.uint8]], Digit | Steps]] = {
    "mnist": steps_to_mnist,
    "plain": plainly_resized,
}
SALIENCIES = ("occlusion", "gradient", "none")
# Pictures in one series: the page sends 15.
MOST_PICTURES = 24
# An explanation counts as so many requests with a saliency, and as many times as many by a costly
# network: the page asks without a saliency on all of its views but one.
OF_SALIENCY, OF_WEAKEST, OF_COSTLY = 4, 16, 4
MONTH = 30 * 24 * 60 * 60


@bp.post("/explain")
@documented(
    "api",
    answers={200: json_response(EXPLANATION, "What every layer made of the drawing.")},
    parameters=[
        MODEL,
        parameter(
            "preprocessing",
            "`plain` shrinks the whole picture instead of cropping and centring the drawing.",
            {"enum": list(WAYS), "default": next(iter(WAYS))},
        ),
        parameter(
            "saliency",
            "Hide patches, integrate gradients, or leave it out.",
            {"enum": list(SALIENCIES), "default": SALIENCIES[0]},
        ),
        parameter(
            "class",
            "The class that the saliency is about, by default the most probable.",
            {"type": "integer", "minimum": 0},
        ),
        *BREAKING,
    ],
    body=picture("The drawing."),
    problems=(*OF_A_DRAWING, "not-explainable", "bad-request"),
)
def explain() -> dict[str, Any]:
    """Classify the drawing in the request's body, and say what every layer made of it.

    Query: `model`; `preprocessing`, `mnist` or `plain`; `saliency`, `occlusion`, `gradient` or
    `none`; `class`, the one that the saliency is about, by default the most probable. It is
    compared with the most probable, and that one with the next. `off`, what to switch off, and
    `find`, whether to look for the unit without which it reads something else.

    The answer is that of `/api/predict` and besides: `preprocessing`; `steps`, how the drawing
    became 28x28 (null for `plain`); `layers`, each with name, kind, activation, shape (height,
    width, channels or units) and values; `saliency`, its way, class, rival, and 28x28 values,
    positive where the ink speaks for the class. Of the way `gradient`, `start` and `sum` add up
    to the logarithm of the ratio of the probabilities of `class` and `rival`, as the layers have
    them. Values are base64 of a byte each, row-major: value = scale * (byte - zero). Of a large
    network the values of some layers are null, those first that a reader can work out: a pooling
    layer's are the maxima of the layer before it.
    """
    way, wanted = choice("preprocessing", tuple(WAYS)), choice("saliency", SALIENCIES)
    explained = _explainer().find(request.args.get("model"))
    chosen = _chosen_class(len(explained.model.card["labels"]))
    breaking = asked_breaking(explained.network)
    classifier, name = current_app.extensions["classifier"], explained.model.name
    drawing = read_drawing(lambda digit: [classifier.classify(digit, name)], WAYS[way])
    prediction = drawing.predictions[0]
    asked = prediction.digit if chosen is None else chosen
    rival = _rival(prediction.probabilities, asked)
    of_saliency = partial(_saliency, explained, wanted, drawing.digit, asked, rival)
    work = partial(_explained, explained, drawing.digit, breaking, of_saliency)
    steps = _steps(drawing.steps, drawing.shape) if drawing.steps else None
    return (
        predicted(prediction)
        | {"input": encoded(drawing.digit), "preprocessing": way, "steps": steps}
        | explain_in_turn(work, _cost(explained, wanted, breaking), explained.costly)
    )


@bp.post("/series")
@documented(
    "api",
    answers={200: json_response(SERIES, "The predictions, in the pictures' order.")},
    parameters=[MODEL],
    body=pictures("The pictures.", MOST_PICTURES),
    problems=("not-an-image", "unknown-model", "too-small"),
)
def series() -> dict[str, Any]:
    """Classify several pictures at once: how an answer changes along a slider.

    A picture without ink has no prediction (null); any other trouble refuses the whole request.
    All pictures together may have as many pixels as one.
    """
    classifier = current_app.extensions["classifier"]
    posted, name = posted_pictures(MOST_PICTURES), request.args.get("model")
    if name and name not in classifier.digit_models:
        raise UnknownModel(name, classifier.digit_models)
    check_sizes(posted, current_app.config["MAX_PIXELS"])
    digits = read_each(posted, _read_unless_blank)
    return {
        "predictions": [
            None if digit is None else predicted(classifier.classify(digit, name))
            for digit in digits
        ]
    }


@bp.get("/models/<name>/weights")
@documented(
    "api",
    answers={200: json_response(WEIGHTS, "The layers."), 304: {"description": "As they were."}},
    parameters=[parameter("v", "Any version: with it, the answer is kept for a month.")],
    problems=("unknown-model", "not-explainable"),
)
def weights(name: str) -> ResponseReturnValue:
    """Give a model's layers with their weights, exact: each unit's sum can be done with them.

    Kernels are (height, width, inputs, filters) or (inputs, units), biases (units,); each is
    base64 of little-endian float32, row by row, with its shape.
    """
    explained = _explainer().find(name)
    response = jsonify(model=name, layers=[_described(layer) for layer in explained.network.layers])
    response.set_etag(explained.sha256[:16])
    response.cache_control.public = True
    response.cache_control.max_age = MONTH if request.args.get("v") else 0
    response.make_conditional(request)
    return response


@bp.get("/models/<name>/prototypes")
@documented(
    "api",
    answers={200: json_response(PROTOTYPES, "One picture a digit.")},
    problems=("unknown-model", "not-explainable", "not-found"),
)
def model_prototypes(name: str) -> dict[str, Any]:
    """Give the pictures that a model is surest of, one a digit, made by gradient ascent."""
    try:
        return {"model": name, "digits": prototypes(_report(name))}
    except NothingToShow:
        abort(404, description=f"The report of the model {name!r} has no prototypes.")


@bp.get("/models/<name>/test-digits")
@documented(
    "api",
    answers={200: json_response(TEST_DIGITS, "Test digits, pixels and all.")},
    problems=("unknown-model", "not-explainable", "not-found"),
)
def model_test_digits(name: str) -> dict[str, Any]:
    """Give test digits that a model gets wrong on the pad, and as a control some it gets right."""
    classifier = current_app.extensions["classifier"]
    try:
        return {"model": name} | test_digits(_report(name), classifier, name)
    except NothingToShow:
        abort(404, description=f"The report of the model {name!r} has no test images.")


def _report(name: str) -> Path:
    """Return the folder of a model's report; `name` is one of a model that is explained."""
    models: Path = current_app.config["MODELS_DIR"]
    return models / _explainer().find(name).model.name / "report"


def _explainer() -> Explainer:
    explainer: Explainer = current_app.extensions["explainer"]
    return explainer


def _chosen_class(classes: int) -> int | None:
    text = request.args.get("class")
    if not text:
        return None
    if text not in map(str, range(classes)):
        abort(400, description=f"class is a number from 0 to {classes - 1}.")
    return int(text)


def _rival(probabilities: npt.NDArray[np.float32], chosen: int) -> int:
    """Return the most probable class but for the chosen one."""
    order = np.argsort(probabilities)
    return int(order[-1] if order[-1] != chosen else order[-2])


def _cost(explained: Explained, saliency: str, breaking: Breaking) -> int:
    """Return how many requests an explanation counts as: about what it takes, in predictions."""
    of_all = 1 + (saliency != "none") * (OF_SALIENCY - 1) + breaking.finds_weakest * OF_WEAKEST
    return of_all * (OF_COSTLY if explained.costly else 1)


def _read_unless_blank(data: bytes) -> Digit | None:
    try:
        return to_mnist(decode(data, current_app.config["MAX_PIXELS"]))
    except BlankDrawing:
        return None


def _explained(
    explained: Explained,
    digit: Digit,
    breaking: Breaking,
    of_saliency: Callable[[], dict[str, Any] | None],
) -> dict[str, Any]:
    network = explained.network
    with stage("layers"):
        outputs = explained.activations(digit, breaking.off)
        layers = layer_values(network.layers, outputs)
    with stage("breaking"):
        broken = broken_answer(explained, digit, breaking, outputs[-1])
    with stage("saliency"):
        return {"layers": layers, "saliency": of_saliency()} | broken


def _steps(steps: Steps, shape: tuple[int, ...]) -> dict[str, Any]:
    height, width = steps.scaled.shape
    return {
        "picture": [shape[1], shape[0]],
        "box": list(steps.box),
        "scaled": {"shape": [height, width], **quantised(steps.scaled)},
        "mass": list(steps.mass),
        "place": list(steps.place),
    }


def _saliency(
    explained: Explained, way: str, digit: Digit, chosen: int, rival: int
) -> dict[str, Any] | None:
    if way == "none":
        return None
    values, start = explained.saliency(way, digit, chosen, rival)
    about = {"way": way, "class": chosen, "rival": rival, "start": start}
    total = None if start is None else float(values.sum())
    return about | {"sum": total, "shape": list(values.shape), **quantised(values)}


def _described(layer: Layer) -> dict[str, Any]:
    return layer.geometry | {
        "name": layer.name,
        "kind": layer.kind,
        "activation": layer.activation,
        **{key: exact(values) for key, values in layer.weights.items()},
    }
