"""What a network makes of a drawing, layer by layer, and which of its pixels mattered."""

from flask import Flask

from webapp.explaining import explainer, page, routes
from webapp.serving import problems


def init_app(app: Flask) -> None:
    """Read the networks' weights, and explain what is posted.

    Raises:
        ModelError: a model's weights are damaged.
    """
    explainer.init_app(app)
    problems.register(app, explainer.NotExplainable)
    app.register_blueprint(routes.bp)
    app.register_blueprint(page.bp)
