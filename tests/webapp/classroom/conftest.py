import pytest
from postgres_server import LIMIT_S, postgres_server  # noqa: F401  a fixture

from webapp import create_app
from webapp.classroom.database import Database
from webapp.classroom.migrations import migrate
from webapp.classroom.store import Store


class Clock:
    """A time of day that only a test moves."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """An address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/made/classes.db"
    server = request.getfixturevalue("postgres_server")
    import psycopg

    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server.url.replace("postgresql:", "postgresql+psycopg:")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(url, clock):
    database = Database(url, LIMIT_S, migrate)
    yield Store(database, clock)
    database.dispose()


@pytest.fixture
def client(tmp_path):
    url = f"sqlite:///{tmp_path}/classes.db"
    with Database(url, migrate=migrate).transaction():
        pass  # its tables are there: a process that makes them takes a second
    app = create_app({"TESTING": True, "DATABASE_URL": url})
    yield app.test_client()
    for store in app.extensions["classes"].values():
        store.database.dispose()


@pytest.fixture
def opened(client):
    return client.post("/api/classes").get_json()


@pytest.fixture
def address(opened):
    return f"/api/classes/{opened['code']}"


@pytest.fixture
def teacher(opened):
    return {"Authorization": f"Bearer {opened['token']}"}
