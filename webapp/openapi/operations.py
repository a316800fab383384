"""What one route takes and answers, kept on its view function."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

_ATTRIBUTE = "openapi_operation"


@dataclass(frozen=True)
class Operation:
    """One route's part of the document; `problems` are the codes that it answers with."""

    tag: str
    answers: Mapping[int, Mapping[str, Any]]
    parameters: Sequence[Mapping[str, Any]] = ()
    body: Mapping[str, Any] | None = None
    problems: Sequence[str] = field(default_factory=tuple)
    is_limited: bool = True


def documented(
    tag: str,
    answers: Mapping[int, Mapping[str, Any]],
    parameters: Sequence[Mapping[str, Any]] = (),
    body: Mapping[str, Any] | None = None,
    problems: Sequence[str] = (),
    is_limited: bool = True,
) -> Callable[[View], View]:
    """Say what a view takes and answers.

    Args:
        tag: the group that it is shown in: `api`, `pages` or `watching`.
        answers: what `json_response`, `html_response` and their like return, by status.
        parameters: what `parameter` returns; those of the path need not be named.
        body: what the request carries, see `pictures`.
        problems: codes of the problems that it may answer with. What every route with a body
            may answer (`too-large`, `busy`), and `rate-limited` for one that is limited, are
            added by themselves.
        is_limited: whether requests for it count, and may be refused for their number.
    """

    def keep(view: View) -> View:
        operation = Operation(tag, answers, parameters, body, tuple(problems), is_limited)
        setattr(view, _ATTRIBUTE, operation)
        return view

    return keep


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """Return what `documented` kept on a view."""
    return getattr(view, _ATTRIBUTE, None)


def parameter(
    name: str,
    description: str,
    schema: Mapping[str, Any] | None = None,
    place: str = "query",
    required: bool = False,
) -> dict[str, Any]:
    """Describe a parameter of the query, the path or a header."""
    return {
        "name": name,
        "in": place,
        "description": description,
        "required": required or place == "path",
        "schema": schema or {"type": "string"},
    }
