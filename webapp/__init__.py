"""The web side of Trazo: a Flask app that turns drawings into probabilities."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask


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
    # Imported here, so that the trainer can import webapp.preprocessing without Flask's parts.
    from webapp import (
        admission,
        api,
        assets,
        captions,
        classifier,
        delivery,
        gallery,
        headers,
        health,
        limits,
        localization,
        navigation,
        observability,
        origins,
        pages,
        preferences,
        problems,
        settings,
        transport,
        uploads,
    )
    from webapp.explaining import explainer
    from webapp.explaining import page as inside
    from webapp.explaining import routes as explaining
    from webapp.observability import metrics
    from webapp.openapi import routes as openapi
    from webapp.pictures import page as pictures
    from webapp.pictures import routes as classifying

    app = Trazo(
        __name__,
        template_folder=str(settings.ROOT / "templates"),
        static_folder=None,  # see assets
    )
    app.request_class = uploads.MemoryRequest
    app.url_map.strict_slashes = False  # a slash too many is forgiven, without a redirect
    app.config.from_mapping(settings.from_environment())
    app.config.from_mapping(config or {})

    observability.init_app(app)
    headers.init_app(app)
    delivery.init_app(app)
    origins.init_app(app)  # a preflight is no question yet
    limits.init_app(app)  # before what redirects: that counts too
    admission.init_app(app)
    transport.init_app(app)
    assets.init_app(app)
    captions.init_app(app)
    classifier.init_app(app)
    explainer.init_app(app)
    health.init_app(app)
    localization.init_app(app)
    navigation.init_app(app)
    problems.init_app(app)
    app.register_blueprint(api.bp)
    app.register_blueprint(explaining.bp)
    app.register_blueprint(gallery.bp)
    app.register_blueprint(inside.bp)
    app.register_blueprint(health.bp)
    app.register_blueprint(metrics.bp)
    app.register_blueprint(openapi.bp)
    app.register_blueprint(pages.bp)
    app.register_blueprint(pictures.bp)
    app.register_blueprint(classifying.bp)
    app.register_blueprint(preferences.bp)
    return app
