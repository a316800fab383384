"""What the database is asked for with each drawing and each question of a pad: built once."""

import sqlalchemy as sa

from webapp.classroom.tables import classes, drawings, seats

CODE: sa.BindParameter[str] = sa.bindparam("of_code")
ID: sa.BindParameter[str] = sa.bindparam("of_id")

CLASS = sa.select(classes).where(
    (classes.c.code == CODE) & (classes.c.goes_at > sa.bindparam("now"))
)
# Nobody else changes the class until the transaction ends.
CLASS_ALONE = CLASS.with_for_update()
DRAWING = sa.select(drawings.c.number).where((drawings.c.code == CODE) & (drawings.c.id == ID))
SEAT = sa.select(seats).where((seats.c.code == CODE) & (seats.c.id == ID))
NEW_DRAWING = drawings.insert()
NEW_SEAT = seats.insert()
COUNT_IN_SEAT = (
    seats.update()
    .where((seats.c.code == CODE) & (seats.c.id == ID))
    .values(drawings=seats.c.drawings + 1)
)
_CHANGED = classes.update().where(classes.c.code == CODE)
COUNT_DRAWING = _CHANGED.values(drawings=classes.c.drawings + 1, version=classes.c.version + 1)
COUNT_SEAT = _CHANGED.values(seats=classes.c.seats + 1, version=classes.c.version + 1)
