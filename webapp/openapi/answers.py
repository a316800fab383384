"""Response and request bodies, as OpenAPI describes them."""

from collections.abc import Sequence
from typing import Any

PROBLEM_TYPE = "application/problem+json"


def as_json(schema: Any, description: str) -> dict[str, Any]:
    """Describe a JSON answer: `schema` is a `Schema` or a plain JSON schema."""
    return _answer(description, {"application/json": {"schema": schema}})


def as_page(description: str) -> dict[str, Any]:
    """Describe an HTML page."""
    return _answer(description, {"text/html": {"schema": {"type": "string"}}})


def as_text(description: str, media_type: str = "text/plain") -> dict[str, Any]:
    """Describe an answer in text, or in any other media type."""
    return _answer(description, {media_type: {"schema": {"type": "string"}}})


def elsewhere(description: str) -> dict[str, Any]:
    """Describe a redirect."""
    location = {"description": "Where to go.", "required": True, "schema": {"type": "string"}}
    body = {"text/html": {"schema": {"type": "string"}}}
    return _answer(description, body) | {"headers": {"Location": location}}


def picture(description: str, kinds: Sequence[str] = ("image/png",)) -> dict[str, Any]:
    """Describe the body of a request with a picture of one of these kinds: as it is, or a form."""
    image = {"type": "string"} | ({"contentMediaType": kinds[0]} if len(kinds) == 1 else {})
    # Binary data has no schema in OpenAPI 3.1 (4.8.14.1).
    return _body(description, {kind: {} for kind in kinds} | _form(image, kinds))


def pictures(description: str, most: int) -> dict[str, Any]:
    """Describe the body of a request with up to so many PNGs in a form."""
    png = {"type": "string", "contentMediaType": "image/png"}
    images = {"type": "array", "items": png, "minItems": 1, "maxItems": most}
    return _body(description, _form(images, ("image/png",)))


def _form(image: dict[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"image": image}, "required": ["image"]}
    encoding = {"image": {"contentType": ", ".join(kinds)}}
    return {"multipart/form-data": {"schema": schema, "encoding": encoding}}


def _body(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "required": True, "content": content}


def _answer(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": content}
