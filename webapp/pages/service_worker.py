"""The service worker, which keeps the pages that answer without the server.

What it keeps is listed here, by the names that change with their contents; the list goes before
the script, so that a new version of anything in it is a new service worker.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Blueprint, Flask, Response, current_app, json, url_for
from flask.typing import ResponseReturnValue

from webapp.networks.routes import addresses_of_default
from webapp.openapi import documented, text_response
from webapp.pages.assets import Assets, read_assets
from webapp.pages.languages import LANGUAGES
from webapp.settings import ROOT

bp = Blueprint("service_worker", __name__)

SCRIPT = "js/offline/service-worker.js"
# How a module names another one, or a worker's: a relative address in quotes.
ADDRESS = re.compile(r"""["'](\.{1,2}/[\w./-]+\.js)["']""")
TEXTS = ("templates", "webapp/translations")


@dataclass(frozen=True)
class Shell:
    """A page that is kept: its endpoint, its module, and the folders of its style sheets."""

    endpoint: str
    module: str
    styles: tuple[str, ...]


SHELLS = (
    Shell("pages.pad", "js/draw/main.js", ("page", "pad", "draw")),
    Shell("inside.inside", "js/inside/main.js", ("page", "pad", "inside")),
)
# The module of every page.
EVERY_PAGE = "js/page/main.js"
# What the shells fetch besides.
FILES = ("icons/trazo.svg", "samples.json")


@bp.get("/service-worker.js")
@documented("pages", answers={200: text_response("The script.", "text/javascript")})
def service_worker() -> ResponseReturnValue:
    """Send the service worker of this version, for the whole site."""
    assets: Assets = current_app.extensions["assets"]
    script = assets.files[SCRIPT].decode()
    files: list[str] = current_app.extensions["service_worker_files"]
    names = [url_for("static", filename=name) for name in files]
    networks = [each for each in [addresses_of_default()["network"]] if each]
    kept = {
        "version": current_app.extensions["service_worker_version"],
        "mark": url_for("static", filename=""),
        "languages": list(LANGUAGES),
        "shells": [url_for(shell.endpoint) for shell in SHELLS],
        "files": names + networks,
    }
    return Response(f"self.KEPT = {json.dumps(kept)};\n{script}", mimetype="text/javascript")


def init_app(app: Flask) -> None:
    """Serve the service worker."""
    assets: Assets = app.extensions["assets"]
    app.extensions["service_worker_version"] = _version(assets)
    app.extensions["service_worker_files"] = shell_files(assets)
    app.register_blueprint(bp)


def shell_files(assets: Assets) -> list[str]:
    """Return the static files that the kept pages are made of, in alphabetical order."""
    styles = tuple({f"css/{folder}/" for shell in SHELLS for folder in shell.styles})
    found = set(FILES) | {name for name in assets.files if name.startswith(styles)}
    return sorted(found | modules(assets, EVERY_PAGE, *(shell.module for shell in SHELLS)))


def modules(assets: Assets, *entries: str) -> set[str]:
    """Return modules and all that they import, by their paths under `static/`.

    Raises:
        KeyError: one names a module that there is not.
    """
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            script = assets.files[name].decode()
            waiting += [_resolved(name, address) for address in ADDRESS.findall(script)]
    return found


def _resolved(module: str, address: str) -> str:
    """Return a relative address's path under `static/`."""
    parts = list(PurePosixPath(module).parent.parts)
    for part in PurePosixPath(address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _version(assets: Assets) -> str:
    """Return a name that changes with every file and every text of the pages."""
    digest = hashlib.sha256(assets.version.encode())
    for folder in TEXTS:
        digest.update(read_assets(ROOT / folder).version.encode())
    return digest.hexdigest()[:12]
