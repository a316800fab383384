"""What a person chose, language and colours: the only two cookies, and no script reads them."""

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from webapp.openapi import documented, parameter, redirect_response
from webapp.pages.languages import COOKIE, LANGUAGES

bp = Blueprint("preferences", __name__)

YEAR_S = 365 * 24 * 60 * 60
THEMES = ("light", "dark")
THEME_COOKIE = "theme"
# When the dark palette's style sheet holds: on paper never. static/js/page/theme.js has the same.
DARK_MEDIA = {
    None: "screen and (prefers-color-scheme: dark)",
    "dark": "screen",
    "light": "not all",
}


@bp.get("/language/<code>")
@documented(
    "pages",
    answers={303: redirect_response("Back to the page; a cookie keeps the language.")},
    parameters=[
        parameter("code", "The language's code.", {"enum": list(LANGUAGES)}, "path"),
        parameter("back", "Path of the page on this site to go back to, by default the pad."),
    ],
    problems=("not-found",),
)
def language(code: str) -> ResponseReturnValue:
    """Remember a language and return to where the person was."""
    if code not in LANGUAGES:
        abort(404)
    return _remember(redirect(_back(), code=303), COOKIE, code)


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
    asked = request.cookies.get(THEME_COOKIE)
    chosen = asked if asked in THEMES else None
    return {"theme": chosen, "dark_media": DARK_MEDIA[chosen]}


def _back() -> str:
    """Return the address asked for if it is one of this site's pages, and the pad's otherwise.

    Its query comes along, but for the language: that would be the former one.
    """
    path, _, query = request.args.get("back", "").partition("?")
    adapter = current_app.create_url_adapter(request)
    if adapter is None:  # only where there is no request
        raise RuntimeError("There is no request to go back from.")
    try:
        endpoint, values = adapter.match(path, "GET")
    except HTTPException:  # no such page, or a redirect to one
        return url_for("pages.pad")
    kept = urlencode([(key, value) for key, value in parse_qsl(query) if key != "lang"])
    return url_for(endpoint, **values) + (f"?{kept}" if kept else "")


def _remember(response: BaseResponse, name: str, value: str) -> BaseResponse:
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        name, value, max_age=YEAR_S, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response
