"""The page's languages: which there are, and which one a request gets."""

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

LANGUAGES = {"en": "English", "es": "Español"}
DEFAULT_LANGUAGE = "en"
COOKIE = "lang"

babel = Babel()


def init_app(app: Flask) -> None:
    """Give the app its translations and its templates the current language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT_LANGUAGE)
    babel.init_app(app, locale_selector=select_language)
    app.context_processor(lambda: {"language": current_language(), "languages": LANGUAGES})
    app.after_request(_with_language)


def select_language() -> str:
    """Choose a language: the address asks first, then the cookie, then the browser."""
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def current_language() -> str:
    """Return the code of the language that is spoken now."""
    locale = get_locale()
    return locale.language if locale else DEFAULT_LANGUAGE


def _with_language(response: Response) -> Response:
    """Say which language a page is in: the service worker keeps the pages of each apart."""
    if response.mimetype == "text/html":
        response.content_language.add(current_language())
    return response
