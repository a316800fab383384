"""What pads and boards send, read and checked: JSON, with bounds on everything in it."""

import json
import math
import re
import struct
from typing import Any, NoReturn

from flask import request
from werkzeug.exceptions import BadRequest, HTTPException

from webapp.classroom import limits
from webapp.classroom.errors import InvalidBody, InvalidNetwork
from webapp.classroom.schemas import ID_PATTERN, TASKS, VERDICTS

ID = re.compile(ID_PATTERN)
# A pointer may leave the paper by a quarter of it; what is further out is no drawing.
NEAREST, FURTHEST = -1.0, 2.0
MOST_NUMBER = 1_000_000
NUMBERS = (int, float)
CHECKSUM_BYTES = 32


def posted_object(*, known: tuple[str, ...]) -> dict[str, Any]:
    """Return the JSON object in the current request's body, which has no other keys than these.

    Raises:
        InvalidBody: it is something else.
        RequestEntityTooLarge: it has more than `limits.BODY_BYTES`.
        BadRequest: it does not come as HTTP has it.
    """
    try:
        body = json.loads(_posted(limits.BODY_BYTES), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidBody("Send JSON in UTF-8.") from error
    if not isinstance(body, dict) or not set(body) <= set(known):
        raise InvalidBody(f"Send a JSON object with no other keys than {', '.join(known)}.")
    return body


def posted_weights() -> bytes:
    """Return the weights in the current request's body.

    They are the checksum (SHA-256, 32 bytes) of those that they were learned from, and float32
    numbers (little-endian), as static/js/network/last-layers.js writes them.

    Raises:
        InvalidNetwork: they are no such thing, or a number among them is none.
        RequestEntityTooLarge: there are more than `limits.NETWORK_BYTES`.
        BadRequest: it does not come as HTTP has it.
    """
    data = _posted(limits.NETWORK_BYTES)
    numbers = data[CHECKSUM_BYTES:]
    if not numbers or len(numbers) % 4:
        raise InvalidNetwork("Send a checksum of 32 bytes, and then float32 numbers.")
    if any(not math.isfinite(number) for (number,) in struct.iter_unpack("<f", numbers)):
        raise InvalidNetwork("One of the weights is no number.")
    return data


def identifier(body: dict[str, Any], key: str) -> str:
    """Return an id that a pad made."""
    value = body.get(key)
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise InvalidBody(f"'{key}' takes 1 to 64 letters, digits, '-' and '_'.")
    return value


def digit(body: dict[str, Any], key: str, may_lack: bool = False) -> int | None:
    """Return a digit, or None where it may lack and does."""
    value: Any = body.get(key)
    if value is None and may_lack:
        return None
    if value not in range(10) or isinstance(value, bool):
        raise InvalidBody(f"'{key}' takes a whole number from 0 to 9.")
    return int(value)


def share(body: dict[str, Any], key: str) -> float | None:
    """Return a number between 0 and 1, or None where it lacks."""
    value = body.get(key)
    if value is None:
        return None
    if not _is_number(value) or not 0 <= value <= 1:
        raise InvalidBody(f"'{key}' takes a number from 0 to 1.")
    return float(value)


def verdict(body: dict[str, Any]) -> str | None:
    """Return the network's verdict, or None where it lacks."""
    value = body.get("verdict")
    if value is not None and value not in VERDICTS:
        raise InvalidBody(f"'verdict' takes one of {', '.join(VERDICTS)}.")
    return value


def strokes(body: dict[str, Any]) -> str:
    """Return the strokes as they are kept: JSON, each point rounded to a ten-thousandth."""
    value = body.get("strokes")
    if not isinstance(value, list) or not 0 < len(value) <= limits.STROKES:
        raise InvalidBody(f"'strokes' takes 1 to {limits.STROKES} strokes.")
    if not all(isinstance(stroke, list) and stroke for stroke in value):
        raise InvalidBody("A stroke is a list of at least one point.")
    if sum(map(len, value)) > limits.POINTS:
        raise InvalidBody(f"A drawing has {limits.POINTS} points at most.")
    return json.dumps([[_point(point) for point in stroke] for stroke in value])


def task(value: Any) -> dict[str, Any]:
    """Return what is to be drawn: `{"kind": "digit", "digit": 7}`, `round` or `free`."""
    if not isinstance(value, dict) or value.get("kind") not in TASKS:
        raise InvalidBody(f"'task' has a 'kind', one of {', '.join(TASKS)}.")
    if not set(value) <= {"kind", "digit"}:
        raise InvalidBody("'task' has a 'kind' and, of kind 'digit', a 'digit'.")
    if value["kind"] != "digit":
        return {"kind": value["kind"], "digit": None}
    return {"kind": "digit", "digit": digit(value, "digit")}


def numbers(body: dict[str, Any], key: str) -> list[int]:
    """Return the numbers of drawings."""
    value = body.get(key, [])
    is_list = isinstance(value, list) and len(value) <= limits.DRAWINGS
    if not is_list or not all(_is_whole(each) and 0 < each <= MOST_NUMBER for each in value):
        raise InvalidBody(f"'{key}' takes a list of drawings' numbers.")
    return [int(each) for each in value]


def flag(body: dict[str, Any], key: str) -> bool | None:
    """Return true or false, or None where it lacks."""
    value = body.get(key)
    if value is not None and not isinstance(value, bool):
        raise InvalidBody(f"'{key}' takes true or false.")
    return value


def _posted(most: int) -> bytes:
    """Return the current request's body, which has so many bytes at most."""
    request.max_content_length = most
    try:
        return request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception as error:  # each server has errors of its own for broken chunks
        raise BadRequest("The body of the request is damaged: send it again.") from error


def _point(value: Any) -> list[float]:
    # There are two thousand of them in a drawing: neither NaN nor infinity is between the two.
    if isinstance(value, list) and len(value) == 2:
        x, y = value
        are_numbers = type(x) in NUMBERS and type(y) in NUMBERS
        if are_numbers and NEAREST <= x <= FURTHEST and NEAREST <= y <= FURTHEST:
            return [round(float(x), 4), round(float(y), 4)]
    raise InvalidBody("A point is [x, y], in units of the pad: 0 to 1, y down.")


def _is_number(value: Any) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and (isinstance(value, int) or math.isfinite(value))


def _is_whole(value: Any) -> bool:
    return _is_number(value) and value == value // 1


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
