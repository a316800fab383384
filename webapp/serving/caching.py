"""Response caching and compression."""

from flask import Flask, Response, request
from flask_compress import Compress

# What is at an address that changes with its contents.
FOREVER = "public, max-age=31536000, immutable"
COMPRESSION = {
    # In the order of preference.
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 4,
    # What fits one packet anyhow is not worth the time: a prediction has 1.3 KB.
    "COMPRESS_MIN_SIZE": 1500,
    "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,  # it would for compressed answers only
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/css",
        "text/javascript",
        "text/plain",
        "application/json",
        "image/svg+xml",
    ],
}


def init_app(app: Flask) -> None:
    """Give every answer its caching, and compress what is worth it."""
    app.config.from_mapping(COMPRESSION)
    # Flask runs these from the last to the first: the ETag, its mark of compression, its test.
    app.after_request(_only_if_changed)
    Compress(app)
    app.after_request(_with_caching)


def vary(response: Response) -> Response:
    """Keep caches from giving one person's language or colours to another."""
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def _with_caching(response: Response) -> Response:
    """Have browsers keep what is read, and ask whether it has changed; nothing else is kept."""
    is_read = request.method in ("GET", "HEAD") and response.status_code == 200
    if "Cache-Control" not in response.headers:
        # A browser that is told nothing guesses how long an answer holds (RFC 9111, 4.2.2).
        response.headers["Cache-Control"] = "no-cache" if is_read else "no-store"
    if is_read and not response.is_streamed and "no-store" not in response.headers["Cache-Control"]:
        response.add_etag()
    return response


def _only_if_changed(response: Response) -> Response:
    if response.status_code == 200:
        response.make_conditional(request)
    return response
