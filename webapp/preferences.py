"""What a person chose, language and colours: the only two cookies, and no script reads them."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.localization import COOKIE, LANGUAGES
from webapp.openapi import documented, elsewhere, parameter

bp = Blueprint("preferences", __name__)

YEAR_S = 365 * 24 * 60 * 60
THEMES = ("light", "dark")
THEME_COOKIE = "theme"


@bp.get("/language/<code>")
@documented(
    "pages",
    answers={303: elsewhere("To the pad; a cookie keeps the language.")},
    parameters=[parameter("code", "The language's code.", {"enum": list(LANGUAGES)}, "path")],
    problems=("not-found",),
)
def language(code: str) -> ResponseReturnValue:
    """Remember a language and return to the pad."""
    if code not in LANGUAGES:
        abort(404)
    return _remember(redirect(url_for("pages.pad"), code=303), COOKIE, code)


@bp.post("/theme/<name>")
@documented(
    "pages",
    answers={204: {"description": "A cookie keeps the choice."}},
    parameters=[parameter("name", "The colours.", {"enum": list(THEMES)}, "path")],
    problems=("not-found",),
)
def theme(name: str) -> ResponseReturnValue:
    """Remember light or dark colours."""
    if name not in THEMES:
        abort(404)
    return _remember(Response(status=204), THEME_COOKIE, name)


@bp.app_context_processor
def chosen_theme() -> dict[str, str | None]:
    """Give every template the theme that the page's button left in a cookie, if it is one."""
    chosen = request.cookies.get(THEME_COOKIE)
    return {"theme": chosen if chosen in THEMES else None}


def _remember(response: Response, name: str, value: str) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        name, value, max_age=YEAR_S, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response
