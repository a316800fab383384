"""The web side of Trazo: a Flask app that turns drawings into probabilities."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask

from webapp import (
    classroom,
    explaining,
    gallery,
    hand,
    lessons,
    networks,
    observability,
    openapi,
    pages,
    pictures,
    reading,
    serving,
    settings,
)


class Trazo(Flask):
    """A Flask app without coroutines."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is: Flask's own looks eleven times a request for `async`."""
        return func


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the app: settings from the environment, then from `config`.

    Raises:
        InvalidSetting: an environment variable holds what its setting cannot take.
        ModelError: a model is missing or damaged.
    """
    app = Trazo(
        __name__,
        template_folder=str(settings.ROOT / "templates"),
        static_folder=None,  # see webapp.pages.assets
    )
    app.url_map.strict_slashes = False  # a slash too many is forgiven, without a redirect
    app.config.from_mapping(settings.from_environment())
    app.config.from_mapping(config or {})

    # Flask runs hooks in this order: what watches comes first, then what refuses.
    observability.init_app(app)
    serving.init_app(app)
    openapi.init_app(app)

    reading.init_app(app)
    explaining.init_app(app)
    gallery.init_app(app)
    hand.init_app(app)
    lessons.init_app(app)
    networks.init_app(app)
    pictures.init_app(app)
    classroom.init_app(app)
    pages.init_app(app)
    return app
