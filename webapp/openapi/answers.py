"""Response and request bodies, as OpenAPI describes them."""

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


def pictures(description: str = "The drawing.") -> dict[str, Any]:
    """Describe the body of a request with a picture: a PNG as it is, or in a form."""
    png = {"type": "string", "contentMediaType": "image/png"}
    form = {"type": "object", "properties": {"image": png}, "required": ["image"]}
    return {
        "description": description,
        "required": True,
        "content": {
            # Binary data has no schema in OpenAPI 3.1 (4.8.14.1).
            "image/png": {},
            "multipart/form-data": {
                "schema": form,
                "encoding": {"image": {"contentType": "image/png"}},
            },
        },
    }


def _answer(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": content}
