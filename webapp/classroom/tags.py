"""Tags of what is asked for again and again."""

from flask import Response, request


def is_known(tag: str) -> bool:
    """Whether the current request says that it has what is tagged so."""
    # What was compressed had its way of compression put behind its tag.
    return any(given.partition(":")[0] == tag for given in request.if_none_match.as_set(True))


def tagged(response: Response, tag: str) -> Response:
    """Tag a response: it may be kept, and is asked for anew each time."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
