"""The app's own store: made when a class is first asked for, in each worker for itself."""

import logging
import os
from typing import TYPE_CHECKING

from flask import Flask, current_app

from webapp.settings import ROOT

if TYPE_CHECKING:
    from webapp.classroom.store import Store

log = logging.getLogger("trazo.classes")

FILE = ROOT / "instance" / "classes.db"
# Set by platforms whose disks are new with every start.
EPHEMERAL = ("DYNO", "RENDER", "FLY_APP_NAME", "K_SERVICE")


def init_app(app: Flask) -> None:
    """Say where classes will be kept, and what of them is lost; nothing is opened yet."""
    app.extensions["classes"] = {}
    if app.config["DATABASE_URL"]:
        return
    if any(name in os.environ for name in EPHEMERAL):
        log.warning(
            "this disk is new with every start, and classes are kept on it: those that are open "
            "then are lost; set DATABASE_URL to a Postgres"
        )


def store() -> "Store":
    """Return this process's store.

    A process that is forked from one that has a store makes its own: connections are not shared.
    """
    stores: dict[int, Store] = current_app.extensions["classes"]
    process = os.getpid()
    if process not in stores:
        stores.setdefault(process, _new_store(current_app.config["DATABASE_URL"]))
    return stores[process]


def _new_store(url: str) -> "Store":
    # Only now, so that a server without classes carries no database's libraries.
    from webapp.classroom.database import Database
    from webapp.classroom.store import Store

    return Store(Database(url or f"sqlite:///{FILE}"))
