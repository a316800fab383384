"""What can be seen of the running server: request ids, timings, logs, metrics, error reports."""

from flask import Flask

from webapp.observability import error_reports, logs, metrics, request_context


def init_app(app: Flask) -> None:
    """Watch every request of the app; to be called before anything else adds hooks to it.

    Flask calls the first `before_request` first and the first `after_request` last: so the
    time that is measured holds all that the others do.
    """
    request_context.init_app(app)
    logs.init_app(app)
    metrics.init_app(app)
    error_reports.init_app(app)
    app.register_blueprint(metrics.bp)
