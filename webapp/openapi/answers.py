"""Response and request bodies, as OpenAPI describes them."""

from collections.abc import Iterable
from typing import Any

MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp")  # what a drawing or a photo comes as
PROBLEM_TYPE = "application/problem+json"
DATA_URL = {
    "type": "string",
    "pattern": "^data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$",
    "description": "A data URL in base64, as `canvas.toDataURL()` gives it.",
}


def json_response(schema: Any, description: str) -> dict[str, Any]:
    """Describe a JSON answer: `schema` is a `Schema` or a plain JSON schema."""
    return _answer(description, {"application/json": {"schema": schema}})


def html_response(description: str) -> dict[str, Any]:
    """Describe an HTML page."""
    return _answer(description, {"text/html": {"schema": {"type": "string"}}})


def text_response(description: str, media_type: str = "text/plain") -> dict[str, Any]:
    """Describe an answer in text."""
    return _answer(description, {media_type: {"schema": {"type": "string"}}})


def file_response(description: str, media_types: Iterable[str] = ("*/*",)) -> dict[str, Any]:
    """Describe an answer that is a file of one of these media types; what is in it stays open."""
    return _answer(description, {media_type: {} for media_type in media_types})


def redirect_response(description: str) -> dict[str, Any]:
    """Describe a redirect."""
    location = {"description": "Where to go.", "required": True, "schema": {"type": "string"}}
    body = {"text/html": {"schema": {"type": "string"}}}
    return _answer(description, body) | {"headers": {"Location": location}}


def picture(description: str) -> dict[str, Any]:
    """Describe the body of a request with one picture: as it is, a data URL, or a form."""
    # Binary data has no schema in OpenAPI 3.1 (4.8.14.1).
    content: dict[str, Any] = {kind: {} for kind in MEDIA_TYPES} | {
        "text/plain": {"schema": DATA_URL}
    }
    return _body(description, content | _form({"type": "string"}))


def pictures(description: str, most: int) -> dict[str, Any]:
    """Describe the body of a request with up to so many pictures in a form."""
    images = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": most}
    return _body(description, _form(images))


def _form(image: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"image": image}, "required": ["image"]}
    encoding = {"image": {"contentType": ", ".join(MEDIA_TYPES)}}
    return {"multipart/form-data": {"schema": schema, "encoding": encoding}}


def _body(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "required": True, "content": content}


def _answer(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": content}
