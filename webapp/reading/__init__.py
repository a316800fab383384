"""The way of a drawing: decoded, brought to 28x28, classified, answered."""

from flask import Flask

from webapp.reading import admission, classifier, display_names, errors, routes, uploads
from webapp.serving import problems


def init_app(app: Flask) -> None:
    """Load the models, and read what is posted.

    Raises:
        ModelError: a model is missing or damaged.
    """
    app.request_class = uploads.MemoryRequest
    classifier.init_app(app)
    admission.init_app(app)
    display_names.init_app(app)
    problems.register(app, *errors.ANSWERED, classifier.UnknownModel)
    app.register_blueprint(routes.bp)
