"""Named JSON schemas (draft 2020-12, as OpenAPI 3.1 has it): each once in the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Schema:
    """A JSON schema with a name; it may be used within other schemas and in operations."""

    name: str
    definition: Mapping[str, Any]


def resolved(part: Any, named: dict[str, Any]) -> Any:
    """Return a copy of `part` with a reference for each `Schema`; their definitions go to `named`.

    Raises:
        ValueError: two different schemas have the same name.
    """
    if isinstance(part, Schema):
        definition = resolved(part.definition, named)
        if named.setdefault(part.name, definition) != definition:
            raise ValueError(f"two schemas are called {part.name!r}")
        return {"$ref": f"#/components/schemas/{part.name}"}
    if isinstance(part, Mapping):
        return {str(key): resolved(value, named) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [resolved(value, named) for value in part]
    return part


def record(**properties: Any) -> dict[str, Any]:
    """Return the schema of an object that has exactly these properties, all of them."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
