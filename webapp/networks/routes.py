"""The files of the network in the page, each under an address that changes with what is in it."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, current_app, url_for

from webapp.networks.files import File, NetworkFiles
from webapp.openapi import documented, file_response, parameter
from webapp.serving.caching import FOREVER

bp = Blueprint("networks", __name__, url_prefix="/networks")

BINARY = "application/octet-stream"
VERSION = parameter("version", "Version of this file.", place="path")
NAME = parameter("name", "Name of the model.", place="path")
UNCHANGED = {"description": "It is as it was."}


@bp.get("/<version>/<name>.bin")
@documented(
    "api",
    answers={
        200: file_response("The layers' JSON and their weights, for the page.", [BINARY]),
        304: UNCHANGED,
    },
    parameters=[VERSION, NAME],
    problems=("unknown-model",),
    is_limited=False,
)
def network(version: str, name: str) -> Response:
    """Give a digit model's weights in one file.

    Its first four bytes are the length (uint32, little-endian) of the JSON that follows: `layers`,
    `arrays` with name and shape, `dtype`, `views`, `threshold` and more; then come the numbers
    of all arrays in that order, row by row, little-endian. Under the address of today it is kept
    for ever; under another version's, the file of today is sent, to be asked for anew.
    """
    return _sent(_files().network(name), version)


@bp.get("/<version>/<name>.replay.bin")
@documented(
    "api",
    answers={
        200: file_response("What other people's digits and non-digits are for it.", [BINARY]),
        304: UNCHANGED,
    },
    parameters=[VERSION, NAME],
    problems=("unknown-model", "not-found"),
    is_limited=False,
)
def replay(version: str, name: str) -> Response:
    """Give the activations beside which the network learns a person's hand.

    As the weights: a length, the JSON (`layer`, whose inputs they are, `scale`, `count`, `units`),
    then a label a row (10 = no digit) and a byte a unit: value = scale * byte.
    """
    return _examples(_files().replays, version, name, "examples to learn a hand beside")


@bp.get("/<version>/<name>.test.bin")
@documented(
    "api",
    answers={
        200: file_response("What MNIST test digits are for it.", [BINARY]),
        304: UNCHANGED,
    },
    parameters=[VERSION, NAME],
    problems=("unknown-model", "not-found"),
    is_limited=False,
)
def test_digits(version: str, name: str) -> Response:
    """Give the activations of MNIST test digits: what a hand costs everybody else shows on them.

    The file is as the one beside which a hand is learned.
    """
    return _examples(_files().tests, version, name, "test digits for the page")


@bp.get("/<version>/<name>.people.bin")
@documented(
    "api",
    answers={
        200: file_response("What others' pen digits and letters are for it.", [BINARY]),
        304: UNCHANGED,
    },
    parameters=[VERSION, NAME],
    problems=("unknown-model", "not-found"),
    is_limited=False,
)
def people(version: str, name: str) -> Response:
    """Give the activations of pen digits of people who trained nothing, and of letters.

    The file is as the one beside which a hand is learned; a letter has the label 10.
    """
    return _examples(_files().people, version, name, "pen digits for the page")


@bp.app_template_global()
def network_addresses(name: str) -> dict[str, str | None]:
    """Return the addresses of a model's `network`, `replay`, `test` and `people`, or None each.

    A model without a `network` cannot run in the page.
    """
    files = _files()
    return {
        "network": _address("network", files.networks, name),
        "replay": _address("replay", files.replays, name),
        "test": _address("test_digits", files.tests, name),
        "people": _address("people", files.people, name),
    }


@bp.app_template_global()
def addresses_of_default() -> dict[str, str | None]:
    """Return the addresses of the default model, as `network_addresses` does."""
    return network_addresses(current_app.extensions["classifier"].default)


def _address(endpoint: str, there: Mapping[str, File], name: str) -> str | None:
    if name not in there:
        return None
    return url_for(f"networks.{endpoint}", version=there[name].version, name=name)


def _examples(there: Mapping[str, File], version: str, name: str, what: str) -> Response:
    """Send what a model has of these: there are some only for those that learn a hand."""
    _files().network(name)
    if name not in there:
        abort(404, description=f"The model {name!r} has no {what}.")
    return _sent(there[name], version)


def _sent(file: File, version: str) -> Response:
    response = Response(file.content, mimetype=BINARY)
    if version == file.version:
        response.headers["Cache-Control"] = FOREVER
    return response


def _files() -> NetworkFiles:
    files: NetworkFiles = current_app.extensions["network_files"]
    return files
