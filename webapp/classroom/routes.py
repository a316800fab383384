"""A class over HTTP: opened, joined, drawn in, looked at, steered, taken home, ended."""

import json
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from webapp.classroom import bodies, limits, schemas
from webapp.classroom.finding import found, found_by_teacher, known, wrong_codes_charged
from webapp.classroom.storage import store
from webapp.classroom.tags import is_known, tagged
from webapp.openapi import documented, file_response, json_response, parameter
from webapp.serving.limits import charge

bp = Blueprint("classes", __name__, url_prefix="/api/classes")

UNCHANGED = {304: {"description": "It is as it was."}}
DONE = {204: {"description": "It is done."}}
FIRST_TASK = {"kind": "free", "digit": None, "number": 1}
OF_ALL = ("no-such-class", "no-database")
OF_TEACHERS = (*OF_ALL, "unauthorized", "not-the-teacher")
FORM = parameter("form", "Of the file.", {"enum": ["npz", "ndjson", "csv"]}, "path")
EXPORTED = file_response(
    "What was drawn and not hidden, a row a drawing.",
    ("application/x-npz", "application/x-ndjson", "text/csv"),
)


@bp.post("")
@documented(
    "api",
    answers={201: json_response(schemas.OPENED, "The class, and its teacher's token.")},
    problems=("class-full", "no-database"),
)
def open_class() -> ResponseReturnValue:
    """Open a class; it goes by itself after a day."""
    charge(limits.COST_OF_CLASS)
    code, token = store().open(json.dumps(FIRST_TASK))
    return {"code": code, "token": token, "ends": store().find(code).goes_at}, 201


@bp.get("/<code>")
@documented(
    "api",
    answers={200: json_response(schemas.CLASS, "What the board shows.")} | UNCHANGED,
    parameters=[schemas.CODE, schemas.SINCE],
    problems=(*OF_ALL, "bad-request"),
)
def show(code: str) -> ResponseReturnValue:
    """Tell what the board shows; to be asked again and again, under its ETag."""
    since, row = _since(), found(code)
    tag = f"{row.version}-{since}"
    if is_known(tag):
        return tagged(Response(status=304), tag)
    drawn = store().drawings(row.code, since, limits.DRAWINGS_A_PAGE + 1)
    state = _common(row) | {
        "code": row.code,
        "held": row.shown is not None,
        "waiting": 0 if row.shown is None else row.drawings - row.shown,
        "seats": store().seats(row.code),
        "hidden": store().hidden(row.code),
        "more": len(drawn) > limits.DRAWINGS_A_PAGE,
    }
    drawings = ",".join(_shown(each) for each in drawn[: limits.DRAWINGS_A_PAGE])
    text = json.dumps(state).removesuffix("}") + f', "drawings": [{drawings}]}}'
    return tagged(Response(text, mimetype="application/json"), tag)


@bp.get("/<code>/task")
@documented(
    "api",
    answers={200: json_response(schemas.PAD_STATE, "What the class draws.")} | UNCHANGED,
    parameters=[schemas.CODE],
    problems=OF_ALL,
)
def show_task(code: str) -> ResponseReturnValue:
    """Tell a pad what is to be drawn, and by which network; its ETag changes with these alone."""
    row = found(code)
    state = _common(row)
    tag = f"task-{state['task']['number']}-{state['network']}"
    return tagged(Response(status=304) if is_known(tag) else jsonify(state), tag)


@bp.post("/<code>/seats")
@documented(
    "api",
    answers={200: json_response(schemas.SEATED, "The seat.")},
    parameters=[schemas.CODE],
    body=schemas.SEAT_BODY,
    problems=(*OF_ALL, "invalid-body", "class-full"),
)
def join(code: str) -> dict[str, Any]:
    """Take a seat, or come back to it: a pad that asks with the same id has the same."""
    row = found(code)
    body = bodies.posted_object(known=("seat",))
    return {"seat": store().join(row.code, bodies.identifier(body, "seat"))}


@bp.post("/<code>/drawings")
@documented(
    "api",
    answers={
        200: json_response(schemas.KEPT, "It was there already, and is as it was."),
        201: json_response(schemas.KEPT, "It is kept."),
    },
    parameters=[schemas.CODE],
    body=schemas.DRAWING_BODY,
    problems=(*OF_ALL, "invalid-body", "class-full"),
)
def add_drawing(code: str) -> ResponseReturnValue:
    """Keep a drawing under the id that its pad made: sent twice, it is kept once."""
    from webapp.classroom.store import Drawing

    names = ("id", "seat", "label", "strokes", "read", "confidence", "verdict")
    body = bodies.posted_object(known=names)
    drawing = Drawing(
        id=bodies.identifier(body, "id"),
        seat=bodies.identifier(body, "seat"),
        label=bodies.digit(body, "label") or 0,
        strokes=bodies.strokes(body),
        read=bodies.digit(body, "read", may_lack=True),
        confidence=bodies.share(body, "confidence"),
        verdict=bodies.verdict(body),
    )
    with wrong_codes_charged():
        number, is_new = store().add(known(code), drawing)
    return {"id": drawing.id, "number": number}, 201 if is_new else 200


@bp.patch("/<code>")
@documented(
    "api",
    answers=DONE,
    parameters=[schemas.CODE],
    body=schemas.STEERING_BODY,
    problems=(*OF_TEACHERS, "invalid-body"),
)
def steer(code: str) -> ResponseReturnValue:
    """Set the task, hold drawings back, hide and show some; needs the teacher's token."""
    row = found_by_teacher(code)
    body = bodies.posted_object(known=("task", "held", "hide", "show"))
    task = None
    if "task" in body:
        number = json.loads(row.task)["number"] + 1
        task = json.dumps(bodies.task(body["task"]) | {"number": number})
    changes = {key: bodies.numbers(body, key) for key in ("hide", "show")}
    store().steer(row.code, task, bodies.flag(body, "held"), **changes)
    return "", 204


@bp.delete("/<code>")
@documented("api", answers=DONE, parameters=[schemas.CODE], problems=OF_TEACHERS)
def end(code: str) -> ResponseReturnValue:
    """End a class and remove everything of it at once; needs the teacher's token."""
    store().end(found_by_teacher(code).code)
    return "", 204


@bp.get("/<code>/export.<form>")
@documented(
    "api",
    answers={200: EXPORTED},
    parameters=[schemas.CODE, FORM],
    problems=(*OF_TEACHERS, "not-found"),
)
def export(code: str, form: str) -> ResponseReturnValue:
    """Take the class's drawings home; needs the teacher's token."""
    from webapp.classroom.exporting import MEDIA_TYPES, exported

    if form not in MEDIA_TYPES:
        abort(404)
    row = found_by_teacher(code)
    charge(limits.COST_OF_EXPORT)
    left_out = set(store().hidden(row.code))
    rows = store().drawings(row.code, 0, limits.DRAWINGS, all_of_them=True)
    data = exported((each for each in rows if each.number not in left_out), form)
    response = Response(data, mimetype=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f"attachment; filename=class-{row.code}.{form}"
    response.headers["Cache-Control"] = "no-store"
    return response


def _since() -> int:
    text = request.args.get("since", "0")
    if not (text.isascii() and text.isdigit() and int(text[:8]) <= bodies.MOST_NUMBER):
        abort(400, "'since' takes the number of a drawing.")
    return int(text[:8])


def _common(row: Any) -> dict[str, Any]:
    task, network = json.loads(row.task), max(row.network, 0)
    return {"task": task, "network": network, "ends": row.goes_at}


def _shown(row: Any) -> str:
    """Return JSON. Strokes are kept as JSON: parsed, a page of drawings would take 5 MB."""
    names = ("number", "seat", "label", "read", "confidence", "verdict")
    about = json.dumps({name: getattr(row, name) for name in names})
    return about.removesuffix("}") + f', "strokes": {row.strokes}}}'
