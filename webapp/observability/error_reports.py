"""Reports of unforeseen errors to Sentry, where SENTRY_DSN is set; nothing of a person in them."""

from typing import TYPE_CHECKING, Literal

from flask import Flask

from webapp.observability.request_context import current

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

Private = Literal["user", "server_name", "breadcrumbs", "modules"]

# All that Sentry's SDK gathers and that may say something about a person or a machine.
PRIVATE: tuple[Private, ...] = ("user", "server_name", "breadcrumbs", "modules")


def init_app(app: Flask) -> None:
    """Report what the app does not catch; the SDK is only imported where there is a DSN."""
    dsn = app.config["SENTRY_DSN"]
    if not dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.flask import FlaskIntegration

    sentry_sdk.init(
        dsn=dsn,
        integrations=[FlaskIntegration()],
        default_integrations=True,
        auto_enabling_integrations=False,
        include_local_variables=False,  # a drawing may be in them
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=None,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=_without_persons,
    )


def _without_persons(event: "Event", _: "Hint") -> "Event":
    """Leave of the request only what the log has of it."""
    for part in PRIVATE:
        event.pop(part, None)
    if event.pop("request", None) is not None:
        observation = current()
        event["tags"] = {
            **event.get("tags", {}),
            "request_id": observation.request_id,
            "method": observation.method,
            "route": observation.route,
        }
    return event
