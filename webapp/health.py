"""Whether the server is alive."""

from flask import Blueprint, current_app

from webapp.openapi import as_json, documented
from webapp.openapi.schemas import record

ALIVE = record(status={"const": "ok"}, model={"type": "string"})

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@documented("watching", answers={200: as_json(ALIVE, "The process answers.")})
def healthz() -> dict[str, str]:
    """Say that the process answers, and with which model."""
    return {"status": "ok", "model": current_app.extensions["classifier"].default}
