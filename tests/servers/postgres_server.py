"""A real Postgres, started and stopped by a test."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from ports import free_port

INSTALLED = Path("/usr/lib/postgresql")
LIMIT_S = 60  # before a test gives up
# What a test's database need not do: outlive the machine.
QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60")


class PostgresServer:
    """One on a port of its own, in a folder of its own, as a user who is not root."""

    def __init__(self):
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._programs = programs()
        self._folder = Path(tempfile.mkdtemp(prefix="trazo-postgres-"))
        # It refuses to be root; its package has made a user for it.
        self._user = {}
        if os.getuid() == 0:
            name = pwd.getpwnam("postgres")
            os.chown(self._folder, name.pw_uid, name.pw_gid)
            self._user = {"user": name.pw_uid, "group": name.pw_gid, "extra_groups": []}
        self._process = None
        self._run("initdb", "-D", self._folder / "data", "-U", "postgres", "-A", "trust", "-N")

    def start(self):
        listens = ("-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-k", self._folder)
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self._folder / "data", *listens, *QUICK],
            stderr=subprocess.DEVNULL,
            cwd="/",
            **self._user,
        )
        end = time.monotonic() + LIMIT_S
        while True:
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < end, "Postgres did not start"
                time.sleep(0.05)

    def stop(self):
        if self._process:
            self._process.send_signal(signal.SIGINT)  # which waits for no client
            self._process.wait(LIMIT_S)
            self._process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program, *arguments):
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            **self._user,
        )


def programs():
    """Return the folder of initdb and postgres."""
    named, found = os.environ.get("TRAZO_POSTGRES"), shutil.which("initdb")
    if named or found:
        return Path(named) if named else Path(found).resolve().parent
    for folder in sorted(INSTALLED.glob("*/bin"), reverse=True):
        if (folder / "initdb").is_file():
            return folder
    return pytest.fail("This test needs Postgres: sudo apt-get install postgresql", pytrace=False)


@pytest.fixture(scope="session")
def postgres_server():
    server = PostgresServer()
    server.start()
    yield server
    server.remove()
