"""What is kept of classes: opened, joined, drawn in, steered, and ended."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from webapp.classroom import codes, limits, statements
from webapp.classroom.database import Database
from webapp.classroom.errors import ClassFull, NoNetwork, NoSuchClass, NotTheTeacher
from webapp.classroom.tables import classes, drawings, hidden, networks, seats

DAY_S = limits.HOURS * 3600
Rows = Sequence[sa.Row[Any]]
KEPT_OF_DRAWING = ("id", "label", "strokes", "read", "confidence", "verdict")
SWEEP_S = 60  # so often at most is looked for what is to go


@dataclass(frozen=True)
class Drawing:
    """A drawing as a pad sends it: `id` and `seat` are the pad's own; `strokes` is JSON."""

    id: str
    seat: str
    label: int
    strokes: str
    read: int | None = None
    confidence: float | None = None
    verdict: str | None = None


class Store:
    """All classes of a database."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """Take the clock that says when something goes, in seconds since 1970."""
        self.database = database
        self.clock = clock
        self._swept = 0.0

    def open(self, task: str) -> tuple[str, str]:
        """Make a class with its first task, JSON, and return its code and its teacher's token.

        Raises:
            ClassFull: too many are open.
            NoDatabase: as of every method here.
        """
        token = codes.new_token()
        with self._transaction() as connection:
            are_open = sa.select(sa.func.count()).select_from(classes)
            if connection.scalars(are_open).one() >= limits.CLASSES:
                raise ClassFull("Too many classes are open here: try again later.")
            code = _unused(connection)
            row = {"token_hash": codes.hashed(token), "version": 1, "seats": 0, "drawings": 0}
            goes = int(self.clock()) + DAY_S
            connection.execute(classes.insert().values(code=code, task=task, goes_at=goes, **row))
        return code, token

    def find(self, code: str) -> sa.Row[Any]:
        """Return the class's own row, without touching another table.

        Raises:
            NoSuchClass: there is none, or its time is over.
        """
        with self._transaction() as connection:
            return self._row(connection, code)

    def check_teacher(self, row: sa.Row[Any], token: str) -> None:
        """Let the teacher of a class pass.

        Raises:
            NotTheTeacher: it is another one's token.
        """
        if not codes.is_token(token, row.token_hash):
            raise NotTheTeacher

    def join(self, code: str, seat: str) -> int:
        """Give a pad its seat's number, from 0; the one that it has, where it has one.

        Raises:
            NoSuchClass: there is no such class.
            ClassFull: every seat is taken.
        """
        with self._transaction() as connection:
            number: int = self._seated(connection, self._locked(connection, code), seat).number
            return number

    def add(self, code: str, drawing: Drawing) -> tuple[int, bool]:
        """Keep a drawing; one whose id is known is not kept again.

        Returns:
            The drawing's number in its class, from 1, and whether it is new.

        Raises:
            NoSuchClass: there is no such class.
            ClassFull: the class, or the seat, has all the drawings that it may have.
        """
        with self._transaction() as connection:
            row = self._locked(connection, code)
            same = {"of_code": code, "of_id": drawing.id}
            known: int | None = connection.scalar(statements.DRAWING, same)
            if known is not None:
                return known, False
            seat = self._seated(connection, row, drawing.seat)
            number = self._counted(connection, row, seat)
            values = {name: getattr(drawing, name) for name in KEPT_OF_DRAWING}
            values |= {"code": code, "number": number, "seat": seat.number}
            connection.execute(statements.NEW_DRAWING, values | {"goes_at": row.goes_at})
            return number, True

    def drawings(self, code: str, since: int, most: int, all_of_them: bool = False) -> Rows:
        """Return drawings by their numbers, those after `since`, with what is hidden among them.

        What waits to be shown is left out, unless all are asked for.
        """
        with self._transaction() as connection:
            row = self._row(connection, code)
            upto = row.drawings if row.shown is None or all_of_them else row.shown
            is_asked = (drawings.c.code == code) & drawings.c.number.between(since + 1, upto)
            query = sa.select(drawings).where(is_asked).order_by(drawings.c.number).limit(most)
            return connection.execute(query).all()

    def hidden(self, code: str) -> list[int]:
        """Return the numbers of the drawings that the teacher has hidden."""
        with self._transaction() as connection:
            query = sa.select(hidden.c.number).where(hidden.c.code == code)
            return list(connection.scalars(query.order_by(hidden.c.number)))

    def seats(self, code: str) -> list[int]:
        """Return the numbers of the seats that are taken."""
        with self._transaction() as connection:
            query = sa.select(seats.c.number).where(seats.c.code == code)
            return list(connection.scalars(query.order_by(seats.c.number)))

    def steer(
        self,
        code: str,
        task: str | None = None,
        held: bool | None = None,
        hide: Sequence[int] = (),
        show: Sequence[int] = (),
    ) -> None:
        """Set what is to be drawn, hold new drawings back or let them come, hide and show some.

        Raises:
            NoSuchClass: there is no such class.
        """
        with self._transaction() as connection:
            row = self._locked(connection, code)
            changes: dict[str, Any] = {"version": row.version + 1}
            if task is not None:
                changes["task"] = task
            if held is not None:
                changes["shown"] = row.drawings if held else None
            connection.execute(_only(classes.update(), code).values(changes))
            _hide(connection, row, hide)
            if show:
                is_meant = (hidden.c.code == code) & hidden.c.number.in_(show)
                connection.execute(hidden.delete().where(is_meant))

    def give(self, code: str, weights: bytes | None) -> None:
        """Have the pads answer by a network that the class has learned; by everyone's with None.

        Raises:
            NoSuchClass: there is no such class.
        """
        with self._transaction() as connection:
            row = self._locked(connection, code)
            connection.execute(_only(networks.delete(), code, networks))
            if weights is not None:
                values = {"code": row.code, "weights": weights, "goes_at": row.goes_at}
                connection.execute(networks.insert().values(**values))
            # A pad that has the first one asks for the second: the number is never used again.
            number = abs(row.network) + 1
            changes = {"network": number if weights else -number, "version": row.version + 1}
            connection.execute(_only(classes.update(), code).values(changes))

    def network(self, code: str) -> bytes:
        """Return the network that the class has learned.

        Raises:
            NoNetwork: its pads answer by everyone's.
        """
        with self._transaction() as connection:
            found = connection.scalar(_only(sa.select(networks.c.weights), code, networks))
        if found is None:
            raise NoNetwork
        return bytes(found)

    def end(self, code: str) -> None:
        """Remove everything of a class.

        Raises:
            NoSuchClass: there is no such class.
        """
        with self._transaction() as connection:
            self._locked(connection, code)
            connection.execute(_only(classes.delete(), code))
        self.database.forget()

    def sweep(self) -> int:
        """Remove every class whose time is over, and return how many there were."""
        with self.database.transaction() as connection:
            over = classes.delete().where(classes.c.goes_at <= self.clock())
            gone = connection.execute(over).rowcount
        if gone:
            self.database.forget()
        return gone

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        now = self.clock()
        if now - self._swept >= SWEEP_S:
            self._swept = now
            self.sweep()
        with self.database.transaction() as connection:
            yield connection

    def _row(
        self, connection: sa.Connection, code: str, query: sa.Select[Any] = statements.CLASS
    ) -> sa.Row[Any]:
        asked = {"of_code": code, "now": self.clock()}
        row = connection.execute(query, asked).one_or_none()
        if row is None:
            raise NoSuchClass
        return row

    def _locked(self, connection: sa.Connection, code: str) -> sa.Row[Any]:
        """Return the class's row, which nobody else changes until the transaction ends.

        So numbers are given, and seen, in their order.
        """
        return self._row(connection, code, statements.CLASS_ALONE)

    def _seated(self, connection: sa.Connection, row: sa.Row[Any], seat: str) -> sa.Row[Any]:
        mine = {"of_code": row.code, "of_id": seat}
        found = connection.execute(statements.SEAT, mine).one_or_none()
        if found is not None:
            return found
        if row.seats >= limits.SEATS:
            raise ClassFull(f"Every one of the {limits.SEATS} seats of this class is taken.")
        values = {"code": row.code, "id": seat, "number": row.seats, "goes_at": row.goes_at}
        connection.execute(statements.NEW_SEAT, values | {"drawings": 0})
        connection.execute(statements.COUNT_SEAT, {"of_code": row.code})
        return connection.execute(statements.SEAT, mine).one()

    def _counted(self, connection: sa.Connection, row: sa.Row[Any], seat: sa.Row[Any]) -> int:
        if seat.drawings >= limits.DRAWINGS_OF_SEAT:
            raise ClassFull(f"This seat has drawn its {limits.DRAWINGS_OF_SEAT} drawings.")
        if row.drawings >= limits.DRAWINGS:
            raise ClassFull(f"This class has drawn its {limits.DRAWINGS} drawings.")
        connection.execute(statements.COUNT_IN_SEAT, {"of_code": row.code, "of_id": seat.id})
        connection.execute(statements.COUNT_DRAWING, {"of_code": row.code})
        number: int = row.drawings + 1
        return number


def _only(statement: Any, code: str, table: sa.Table = classes) -> Any:
    return statement.where(table.c.code == code)


def _unused(connection: sa.Connection) -> str:
    while True:
        code = codes.new_code()
        if not connection.scalar(sa.select(sa.func.count()).where(classes.c.code == code)):
            return code


def _hide(connection: sa.Connection, row: sa.Row[Any], numbers: Sequence[int]) -> None:
    """Hide those of the drawings that there are, and that are not hidden yet."""
    wanted = {number for number in numbers if 0 < number <= row.drawings}
    there = sa.select(hidden.c.number).where(hidden.c.code == row.code)
    values = [
        {"code": row.code, "number": number, "goes_at": row.goes_at}
        for number in sorted(wanted - set(connection.scalars(there)))
    ]
    if values:
        connection.execute(hidden.insert(), values)
