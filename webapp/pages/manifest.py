"""What makes the site an app that can be installed: its manifest, and its ground's colours.

See https://www.w3.org/TR/appmanifest/.
"""

from flask import Blueprint, Flask, Response, json, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.openapi import documented, file_response, parameter
from webapp.pages.languages import LANGUAGES, current_language
from webapp.serving.caching import vary

bp = Blueprint("manifest", __name__)
bp.after_request(vary)

MEDIA_TYPE = "application/manifest+json"
# The desk under the paper, which a phone continues around the page: as the style sheets have it.
DESK = {"light": "#efeadf", "dark": "#12161d"}
# File, side in pixels, and whether a system may cut it to its own shape (`make icons`).
ICONS = (
    ("trazo-192.png", 192, "any"),
    ("trazo-512.png", 512, "any"),
    ("trazo-512-maskable.png", 512, "maskable"),
)


@bp.get("/manifest.webmanifest")
@documented(
    "pages",
    answers={200: file_response("The manifest, in the person's language.", [MEDIA_TYPE])},
    parameters=[parameter("lang", "The language.", {"enum": list(LANGUAGES)})],
)
def manifest() -> ResponseReturnValue:
    """Say how the site is installed: name, icons, colours, where it starts."""
    described = {
        "id": "/",
        "name": _("Trazo: draw a digit, watch a network read it"),
        "short_name": "Trazo",
        "description": _("Draw a digit and watch a neural network read it while you draw."),
        "lang": current_language(),
        "start_url": url_for("pages.pad"),
        "scope": "/",
        "display": "standalone",
        "background_color": DESK["light"],
        "theme_color": DESK["light"],
        "categories": ["education"],
        "icons": [_icon(*icon) for icon in ICONS],
        "shortcuts": [{"name": _("Look inside"), "url": url_for("inside.inside")}],
    }
    return Response(json.dumps(described), mimetype=MEDIA_TYPE)


def init_app(app: Flask) -> None:
    """Serve the manifest, and give the templates `desk`, the ground's colours."""
    app.register_blueprint(bp)
    app.context_processor(lambda: {"desk": DESK})


def _icon(file: str, side: int, purpose: str) -> dict[str, str]:
    address = url_for("static", filename=f"icons/{file}")
    return {"src": address, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
