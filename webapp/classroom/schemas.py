"""What the interface of classes takes and gives, as the OpenAPI document has it."""

from typing import Any

from webapp.classroom import codes, limits
from webapp.openapi import Schema, parameter
from webapp.openapi.schemas import record

TASKS = ("free", "digit", "round")
VERDICTS = ("digit", "unsure", "not-a-digit")
ID_PATTERN = "[A-Za-z0-9_-]{1,64}"
BINARY = "application/octet-stream"

DIGIT = {"type": "integer", "minimum": 0, "maximum": 9}
NUMBER = {"type": "integer", "minimum": 1, "maximum": 1_000_000}
NUMBERS = {"type": "array", "items": NUMBER, "maxItems": limits.DRAWINGS}
SEAT = {"type": "integer", "minimum": 0, "description": "Its animal and its colour follow from it."}
ID = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
COORDINATE = {"type": "number", "minimum": -1, "maximum": 2}
POINT = {"type": "array", "items": COORDINATE, "minItems": 2, "maxItems": 2}
STROKES = {
    "type": "array",
    "items": {"type": "array", "items": POINT, "minItems": 1},
    "minItems": 1,
    "maxItems": limits.STROKES,
    "description": "Each a list of points [x, y] in units of the pad: 0 to 1, y down; "
    f"{limits.POINTS} points in all.",
}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


READING = {
    "label": DIGIT | {"description": "What was to be drawn."},
    "read": _or_null(DIGIT) | {"description": "What the network read."},
    "confidence": _or_null(SHARE),
    "verdict": _or_null({"enum": list(VERDICTS)}),
}
OPENED = Schema(
    "OpenedClass",
    record(
        code={"type": "string", "pattern": f"^[{codes.ALPHABET}]{{{codes.LENGTH}}}$"},
        token={"type": "string", "description": "The teacher's; it is told only here."},
        ends={"type": "integer", "description": "When everything goes, in seconds since 1970."},
    ),
)
TASK = Schema(
    "Task",
    record(
        kind={"enum": list(TASKS)},
        digit=_or_null(DIGIT),
        number={"type": "integer", "minimum": 1, "description": "Grows with each task."},
    ),
)
NETWORK = {
    "type": "integer",
    "minimum": 0,
    "description": "Grows with each network that the class's pads are given; 0: everyone's.",
}
PAD_STATE = Schema("PadState", record(task=TASK, network=NETWORK, ends={"type": "integer"}))
SEATED = Schema("Seat", record(seat=SEAT))
KEPT = Schema("KeptDrawing", record(id=ID, number=NUMBER))
SHOWN_DRAWING = Schema("ClassDrawing", record(number=NUMBER, seat=SEAT, **READING, strokes=STROKES))
CLASS = Schema(
    "Class",
    record(
        code={"type": "string"},
        ends={"type": "integer"},
        task=TASK,
        network=NETWORK,
        held={"type": "boolean", "description": "Whether new drawings wait to be shown."},
        waiting={"type": "integer", "minimum": 0, "description": "How many wait."},
        seats={"type": "array", "items": SEAT},
        hidden={"type": "array", "items": NUMBER},
        drawings={"type": "array", "items": SHOWN_DRAWING},
        more={"type": "boolean", "description": "Whether there are more after these."},
    ),
)

CODE = parameter("code", "The class's code; small letters will do.", place="path")
SINCE = parameter(
    "since",
    "Only drawings with a higher number than this.",
    {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0},
)


def body_of(description: str, required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    """Describe a JSON body with these properties, not all of which must be there."""
    schema = record(**properties) | {"required": list(required)}
    content = {"application/json": {"schema": schema}}
    return {"description": description, "required": True, "content": content}


SEAT_BODY = body_of("The seat that the pad asks for.", ("seat",), seat=ID)
DRAWING_BODY = body_of(
    "The drawing; `id` and `seat` were made by the pad, and are secrets of its own.",
    ("id", "seat", "label", "strokes"),
    **{"id": ID, "seat": ID, "strokes": STROKES, **READING},
)
STEERING_BODY = body_of(
    "What is to change.",
    (),
    task={
        "type": "object",
        "properties": {"kind": {"enum": list(TASKS)}, "digit": _or_null(DIGIT)},
        "required": ["kind"],
        "additionalProperties": False,
        "description": "Of kind `digit` it has a `digit`.",
    },
    held={
        "type": "boolean",
        "description": "true: what is there is shown, and what comes waits; false: all is shown.",
    },
    hide=NUMBERS,
    show=NUMBERS,
)
NETWORK_BODY = {
    "description": "A checksum (SHA-256, 32 bytes) of the weights that were learned from, and the "
    f"weights that were learned: float32, little-endian; {limits.NETWORK_BYTES:,} bytes at most.",
    "required": True,
    "content": {BINARY: {}},
}
