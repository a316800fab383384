"""The network that a class has learned, over HTTP: given to its pads, fetched, taken back.

It is of that class alone: the models that are served stay as they are.
"""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from webapp.classroom import bodies, limits, schemas
from webapp.classroom.finding import found, found_by_teacher
from webapp.classroom.routes import DONE, OF_ALL, OF_TEACHERS, UNCHANGED
from webapp.classroom.storage import store
from webapp.classroom.tags import is_known, tagged
from webapp.openapi import documented, file_response
from webapp.serving.limits import charge

bp = Blueprint("class_network", __name__, url_prefix="/api/classes/<code>/network")

WEIGHTS = file_response(
    "The checksum (SHA-256, 32 bytes) of the weights that it was learned from, and the weights of "
    "the layers that learned: float32, little-endian.",
    [schemas.BINARY],
)


@bp.get("")
@documented(
    "api",
    answers={200: WEIGHTS} | UNCHANGED,
    parameters=[schemas.CODE],
    problems=(*OF_ALL, "no-network"),
)
def fetch(code: str) -> Response:
    """Give a pad the network that its class has learned."""
    row = found(code)
    tag = f"network-{row.network}"
    if row.network > 0 and is_known(tag):
        return tagged(Response(status=304), tag)
    return tagged(Response(store().network(row.code), mimetype=schemas.BINARY), tag)


@bp.put("")
@documented(
    "api",
    answers=DONE,
    parameters=[schemas.CODE],
    body=schemas.NETWORK_BODY,
    problems=(*OF_TEACHERS, "invalid-network"),
)
def give(code: str) -> ResponseReturnValue:
    """Have the class's pads answer by what it has learned; needs the teacher's token."""
    row = found_by_teacher(code)
    charge(limits.COST_OF_NETWORK)
    store().give(row.code, bodies.posted_weights())
    return "", 204


@bp.delete("")
@documented("api", answers=DONE, parameters=[schemas.CODE], problems=OF_TEACHERS)
def take_back(code: str) -> ResponseReturnValue:
    """Have the class's pads answer by everyone's network again; needs the teacher's token."""
    store().give(found_by_teacher(code).code, None)
    return "", 204
