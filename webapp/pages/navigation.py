"""The site's pages, as the masthead's navigation lists them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Page:
    """One entry: the endpoint that it leads to, and its label in the current language."""

    endpoint: str
    label: LazyString
    is_shown: Callable[[], bool] = lambda: True


def _has_picture_models() -> bool:
    return bool(current_app.extensions["classifier"].picture_models)


# In their order on the page; those whose endpoint is not registered are left out.
PAGES = (
    Page("pages.pad", _("Pad")),
    Page("inside.inside", _("Look inside")),
    Page("gallery.models", _("Models")),
    Page("lesson.start", _("Class")),
    Page("pictures.pictures", _("Pictures"), _has_picture_models),
)


def init_app(app: Flask) -> None:
    """Give the templates `navigation`: the pages that there are."""
    app.context_processor(lambda: {"navigation": registered(), "here": here})


def registered() -> list[Page]:
    """Return the pages whose endpoint the current app has, and that have something to show."""
    views = current_app.view_functions
    return [page for page in PAGES if page.endpoint in views and page.is_shown()]


def here(page: Page) -> str | None:
    """Return aria-current of an entry: `page` on its page, `true` on one that lies below it."""
    endpoint = request.endpoint or ""
    if endpoint == page.endpoint:
        return "page"
    below = endpoint.rpartition(".")[0] == page.endpoint.rpartition(".")[0]
    return "true" if below else None
