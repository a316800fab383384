"""Whether the server is alive."""

from flask import Blueprint, current_app

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process answers, and with which model."""
    return {"status": "ok", "model": current_app.extensions["classifier"].default}
