"""The static files, under content-hashed URLs, cacheable forever.

All of them lie under one folder that is named after the contents of all, as in
/static/v-1f3c9a0b72de/js/pad/pad.js: so a module's relative imports, a style sheet's pictures and
the files that scripts fetch get new addresses too, without a build step or an import map, which
would be an inline script. They are read once, when the app starts: what is sent always belongs
to the address that it is sent under, even while somebody edits the files.
"""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app

from webapp.openapi import documented, file_response, parameter
from webapp.serving.caching import FOREVER
from webapp.settings import ROOT

# What a browser must get right, whatever the machine's own table of types says.
TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".webmanifest": "application/json"}


@dataclass(frozen=True)
class Assets:
    """Every static file's contents by its path under `static/`, and the version of all."""

    files: dict[str, bytes]
    version: str


def read_assets(folder: Path) -> Assets:
    """Read every file under a folder, but for hidden ones."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    files = {name: path.read_bytes() for name, path in names.items() if "/." not in f"/{name}"}
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return Assets(files, digest.hexdigest()[:12])


ANSWERS = {200: file_response("The file."), 304: {"description": "It is as it was."}}
FILENAME = parameter("filename", "Path of the file under `static/`.", place="path")
VERSION = parameter("version", "Version of all static files.", place="path")


@documented("pages", ANSWERS, [VERSION, FILENAME], problems=("not-found",), is_limited=False)
def versioned_file(version: str, filename: str) -> Response:
    """Send a static file for ever.

    Under an earlier version's address, a page that was opened before the server was renewed gets
    the file of today, and keeps nothing.
    """
    response = _file(filename)
    if version == _assets().version:
        response.headers["Cache-Control"] = FOREVER
    return response


@documented("pages", ANSWERS, [FILENAME], problems=("not-found",), is_limited=False)
def file(filename: str) -> Response:
    """Send a static file under its plain address, to be asked for anew each time."""
    return _file(filename)


def init_app(app: Flask) -> None:
    """Serve `static/`; url_for("static", filename=...) gives the versioned address."""
    app.extensions["assets"] = read_assets(ROOT / "static")
    app.add_url_rule(
        "/static/v-<version>/<path:filename>", endpoint="static", view_func=versioned_file
    )
    app.add_url_rule("/static/<path:filename>", endpoint="plain_static", view_func=file)
    app.url_defaults(_with_version)


def _file(filename: str) -> Response:
    content = _assets().files.get(filename)
    if content is None:
        abort(404)
    suffix = Path(filename).suffix
    kind = TYPES.get(suffix) or mimetypes.guess_type(filename)[0] or "application/octet-stream"
    return Response(content, mimetype=kind)


def _assets() -> Assets:
    assets: Assets = current_app.extensions["assets"]
    return assets


def _with_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values.setdefault("version", _assets().version)
