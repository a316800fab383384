"""The pages that people see, and what all of them share: languages, preferences, assets."""

from flask import Flask

from webapp.pages import assets, languages, manifest, navigation, pad, preferences, service_worker


def init_app(app: Flask) -> None:
    """Show the pad, and give every page its language, its colours, its navigation, its files."""
    assets.init_app(app)
    languages.init_app(app)
    navigation.init_app(app)
    app.register_blueprint(pad.bp)
    app.register_blueprint(preferences.bp)
    manifest.init_app(app)
    service_worker.init_app(app)
