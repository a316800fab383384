"""gunicorn's own lines as JSON: `logger_class` in gunicorn.conf.py."""

from typing import Any

from gunicorn.glogging import Logger

from webapp.observability.logs import JsonFormatter


class JsonLogger(Logger):
    """gunicorn's logger, in the shape of the app's own lines."""

    def setup(self, cfg: Any) -> None:
        """Set gunicorn's handlers up, then have them write JSON."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(JsonFormatter())
