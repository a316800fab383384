"""What can be seen of the running server: request ids, timings, logs, metrics, error reports."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Watch every request of the app; to be called before anything else adds hooks to it.

    Flask calls the first `before_request` first and the first `after_request` last: so the
    time that is measured holds all that the others do.
    """
    from webapp.observability import error_reports, logs, metrics, observation

    observation.init_app(app)
    logs.init_app(app)
    metrics.init_app(app)
    error_reports.init_app(app)
