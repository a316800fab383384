"""The database of the classes: SQLite in a file, or Postgres; its tables migrated when first used.

Imported when a class is first asked for: a server without classes carries none of it.
"""

import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from webapp.classroom.errors import NoDatabase
from webapp.classroom.tables import REVISION
from webapp.settings import ROOT

log = logging.getLogger("trazo.classes")

WAIT_S = 5  # for another one's transaction
CONNECT_S = 3
MIGRATE_S = 60
# Two servers that start at once migrate one after the other. The number is any.
MIGRATING = sa.text("SELECT pg_advisory_xact_lock(20261125)")


class Database:
    """Transactions, one after the other where it is SQLite."""

    def __init__(
        self,
        url: str,
        wait_s: int = WAIT_S,
        migrate: Callable[[sa.Connection], None] | None = None,
    ) -> None:
        """Take the address as SQLAlchemy writes it; nothing is opened yet.

        `wait_s` is for how long another one's transaction, or a slow answer, is waited for.
        Without `migrate`, another process makes the tables.
        """
        self._url = url
        self._migrate_here = migrate
        self._is_sqlite = sa.make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url, wait_s) if self._is_sqlite else _postgres(url, wait_s)
        # SQLite waits in C, where no other greenlet of this process could end its transaction.
        self._turn: Any = threading.Lock() if self._is_sqlite else nullcontext()
        self._is_migrated = False

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Do what follows wholly, or not at all.

        Raises:
            NoDatabase: it cannot be reached, or it cannot write.
        """
        try:
            with self._turn:
                if not self._is_migrated:
                    self._migrate()
                with self.engine.begin() as connection:
                    yield connection
        except (DBAPIError, PoolTimeout, OSError, subprocess.SubprocessError) as error:
            log.warning("no database", extra={"fields": {"because": type(error).__name__}})
            raise NoDatabase from error

    def forget(self) -> None:
        """Have SQLite empty its log, in which deleted rows would stand for a while."""
        if not self._is_sqlite:
            return
        try:
            with self._turn, self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None  # it is connected
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except (DBAPIError, OSError, sqlite3.Error) as error:
            log.warning("log not emptied", extra={"fields": {"because": type(error).__name__}})

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _migrate(self) -> None:
        if self._is_sqlite and (path := self.engine.url.database):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        with self.engine.begin() as connection:
            if self._migrate_here and not self._is_sqlite:
                connection.execute(MIGRATING)
            is_current = _revision(connection) == REVISION
            if self._migrate_here and not is_current:
                self._migrate_here(connection)
        if not self._migrate_here and not is_current:
            _migrate_apart(self._url)
        self._is_migrated = True


def _migrate_apart(url: str) -> None:
    """Have another process migrate: Alembic would stay in this one, with 7 MB."""
    command = [sys.executable, "-m", "webapp.classroom.migrations"]
    subprocess.run(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True, timeout=MIGRATE_S
    )


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _postgres(url: str, wait_s: int) -> sa.Engine:
    patience = f"-c statement_timeout={1000 * wait_s} -c lock_timeout={1000 * wait_s}"
    return sa.create_engine(
        url,
        pool_pre_ping=True,  # it may have been gone
        pool_timeout=wait_s,
        connect_args={"connect_timeout": CONNECT_S, "options": patience},
    )


def _sqlite(url: str, wait_s: int) -> sa.Engine:
    engine = sa.create_engine(url, connect_args={"timeout": wait_s})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """Have readers and a writer at once, and rows go with their class."""
    connection.isolation_level = None  # Python's own would begin transactions later than we do
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten


def _begin(connection: sa.Connection) -> None:
    # With a plain BEGIN, two that have read and would both write fail instead of waiting.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
