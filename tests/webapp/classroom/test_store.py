"""Classes in a database of each kind: what is kept, once, and what goes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from postgres_server import LIMIT_S

from webapp.classroom import limits
from webapp.classroom.database import Database
from webapp.classroom.errors import ClassFull, NoDatabase, NoSuchClass, NotTheTeacher
from webapp.classroom.migrations import configuration
from webapp.classroom.store import DAY_S, Drawing, Store
from webapp.classroom.tables import REVISION, classes, metadata


def seven(id_="a", seat="s", **others):
    return Drawing(id_, seat, 7, "[[[0.1,0.2],[0.5,0.6]]]", **others)


def counts(store):
    with store.database.transaction() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in metadata.sorted_tables
        }


def test_a_migrated_database_has_the_tables_that_the_code_has(store):
    store.open("{}")
    inspector = sa.inspect(store.database.engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column for column in inspector.get_columns(table.name)}
        assert set(made) == {column.name for column in table.columns}
        for column in table.columns:
            assert made[column.name]["nullable"] == column.nullable, column
            kept = inspector.get_pk_constraint(table.name)["constrained_columns"]
            assert (column.name in kept) == column.primary_key


def test_the_newest_step_is_known_without_alembic():
    assert ScriptDirectory.from_config(configuration()).get_current_head() == REVISION


def test_every_row_has_the_time_at_which_it_goes():
    assert all("goes_at" in table.columns for table in metadata.sorted_tables)


def test_no_column_says_who_somebody_is():
    assert {column.name for table in metadata.sorted_tables for column in table.columns} == {
        *("code", "token_hash", "version", "seats", "drawings", "shown", "task", "goes_at"),
        *("id", "number", "seat", "label", "read", "confidence", "verdict", "strokes"),
        *("network", "weights"),
    }


def test_a_drawing_sent_twice_is_kept_once_as_it_was(store):
    code, _ = store.open("{}")
    assert store.add(code, seven(read=7, confidence=0.9)) == (1, True)
    version = store.find(code).version
    assert store.add(code, seven(read=1)) == (1, False)
    assert store.find(code).version == version
    assert store.add(code, seven("b")) == (2, True)
    kept = store.drawings(code, 0, 10)
    assert [(row.id, row.number, row.read) for row in kept] == [("a", 1, 7), ("b", 2, None)]


def test_the_same_id_in_two_classes_is_two_drawings(store):
    first, second = store.open("{}")[0], store.open("{}")[0]
    assert store.add(first, seven()) == (1, True)
    assert store.add(second, seven()) == (1, True)


def test_a_seat_is_kept(store):
    code, _ = store.open("{}")
    assert [store.join(code, seat) for seat in ("x", "y", "x")] == [0, 1, 0]
    store.add(code, seven(seat="z"))
    assert store.seats(code) == [0, 1, 2]
    assert [row.seat for row in store.drawings(code, 0, 10)] == [2]


def test_many_at_once_get_numbers_without_a_gap(store):
    code, _ = store.open("{}")
    with ThreadPoolExecutor(8) as pool:
        drawn = [seven(str(n % 20), str(n % 3)) for n in range(40)]
        got = list(pool.map(lambda drawing: store.add(code, drawing), drawn))
    assert sorted(number for number, is_new in got if is_new) == list(range(1, 21))
    assert sum(is_new for _, is_new in got) == 20
    assert store.seats(code) == [0, 1, 2]


def test_two_servers_that_start_at_once_migrate_once(url, clock):
    stores = [Store(Database(url, LIMIT_S), clock) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda store: store.open("{}"), stores))
    assert {stores[0].find(code).drawings for code, _ in opened} == {0}
    for store in stores:
        store.database.dispose()


def test_held_drawings_are_shown_when_the_teacher_says(store):
    code, _ = store.open("{}")
    store.add(code, seven("a"))
    store.steer(code, held=True)
    store.add(code, seven("b"))
    assert [row.id for row in store.drawings(code, 0, 10)] == ["a"]
    assert len(store.drawings(code, 0, 10, all_of_them=True)) == 2
    store.steer(code, held=True)
    assert [row.id for row in store.drawings(code, 0, 10)] == ["a", "b"]
    store.add(code, seven("c"))
    store.steer(code, held=False)
    assert [row.id for row in store.drawings(code, 1, 10)] == ["b", "c"]


def test_hiding_rewrites_no_drawing_and_can_be_undone(store):
    code, _ = store.open("{}")
    store.add(code, seven())
    before = store.drawings(code, 0, 10)
    store.steer(code, hide=[1, 1, 2, -5])
    store.steer(code, hide=[1])
    assert store.hidden(code) == [1]
    assert store.drawings(code, 0, 10) == before
    store.steer(code, show=[1, 9])
    assert store.hidden(code) == []


def test_an_ended_class_leaves_no_row(store):
    code, _ = store.open("{}")
    other, _ = store.open("{}")
    for each in (code, other):
        store.add(each, seven())
        store.steer(each, hide=[1])
    store.end(code)
    assert counts(store) == {"classes": 1, "seats": 1, "drawings": 1, "hidden": 1, "networks": 0}
    with pytest.raises(NoSuchClass):
        store.find(code)
    assert store.find(other).drawings == 1


def test_what_sqlite_has_deleted_stands_in_none_of_its_files(tmp_path, clock):
    store = Store(Database(f"sqlite:///{tmp_path}/classes.db"), clock)
    code, _ = store.open("{}")
    store.add(code, Drawing("an-id-to-look-for", "s", 7, "[[[0.123456789,0.2]]]"))
    assert any(b"0.123456789" in file.read_bytes() for file in tmp_path.iterdir())
    store.end(code)
    for file in tmp_path.iterdir():
        assert b"0.123456789" not in file.read_bytes(), file.name
        assert b"an-id-to-look-for" not in file.read_bytes(), file.name
    store.database.dispose()


def test_a_class_goes_after_a_day(store, clock):
    code, _ = store.open("{}")
    store.add(code, seven())
    clock.now += DAY_S - 1
    assert store.find(code).drawings == 1
    clock.now += 1
    with pytest.raises(NoSuchClass):
        store.add(code, seven("b"))
    clock.now += limits.HOURS
    store.sweep()
    assert set(counts(store).values()) == {0}


def test_a_token_is_its_own_class_s_and_is_not_kept(store):
    code, token = store.open("{}")
    _, other = store.open("{}")
    store.check_teacher(store.find(code), token)
    with pytest.raises(NotTheTeacher):
        store.check_teacher(store.find(code), other)
    with store.database.transaction() as connection:
        assert token not in str(connection.execute(sa.select(classes)).all())


@pytest.mark.parametrize("limit", ["SEATS", "DRAWINGS", "DRAWINGS_OF_SEAT", "CLASSES"])
def test_what_is_full_says_so_and_keeps_what_it_has(store, limit, monkeypatch):
    monkeypatch.setattr(limits, limit, 2)
    code, _ = store.open("{}")
    store.add(code, seven("a", "a"))
    if limit == "CLASSES":
        store.open("{}")
        with pytest.raises(ClassFull):
            store.open("{}")
        return
    store.add(code, seven("b", "b" if limit == "SEATS" else "a"))
    with pytest.raises(ClassFull):
        store.add(code, seven("c", "c" if limit == "SEATS" else "a"))
    assert store.add(code, seven("b", "b")) == (2, False)
    assert counts(store)["drawings"] == 2


def test_a_database_that_is_gone_and_back(postgres_server, clock):
    store = Store(Database(postgres_server.url.replace("sql:", "sql+psycopg:")), clock)
    code, _ = store.open("{}")
    store.add(code, seven())
    postgres_server.stop()
    try:
        with pytest.raises(NoDatabase):
            store.add(code, seven("b"))
    finally:
        postgres_server.start()
    assert store.add(code, seven("b")) == (2, True)
    assert store.add(code, seven("a")) == (1, False)
    store.end(code)
    store.database.dispose()


def test_a_folder_that_cannot_be_written(tmp_path, clock):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(NoDatabase):
        Store(Database(f"sqlite:///{tmp_path}/file/classes.db"), clock).open("{}")


def test_a_full_disk(tmp_path, clock):
    """SQLite says of its own bound what it says of a disk's."""
    store = Store(Database(f"sqlite:///{tmp_path}/classes.db"), clock)
    code, _ = store.open("{}")

    def bound(connection, _):
        connection.execute("PRAGMA max_page_count = 20")

    store.database.dispose()
    sa.event.listen(store.database.engine, "connect", bound)
    kept = []
    with pytest.raises(NoDatabase):
        for n in range(1000):
            drawing = Drawing(str(n), str(n % 50), 7, "[" + "0" * 2000 + "]")
            kept.append(store.add(code, drawing)[0])
    assert kept
    assert [row.number for row in store.drawings(code, 0, 1000)] == kept
    store.database.dispose()
