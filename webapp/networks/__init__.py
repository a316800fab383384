"""The networks that run in the page: what they need is sent once and kept for ever."""

from flask import Flask

from webapp.networks import routes
from webapp.networks.files import NetworkFiles


def init_app(app: Flask) -> None:
    """Pack the networks before the first request; `app.extensions["network_files"]` has them.

    Raises:
        ModelError: see `NetworkFiles`.
    """
    models = app.extensions["classifier"].digit_models
    app.extensions["network_files"] = NetworkFiles(models, app.config["MODELS_DIR"])
    app.register_blueprint(routes.bp)
