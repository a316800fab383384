"""The tables in which classes are kept; `migrations/` makes them.

Nothing in them says who somebody is. Every row has the time at which it goes, in seconds since
1970 (UTC). A drawing's row is written once: what is hidden stands in a table of its own.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# The newest step of the migrations, after which the tables are as they are here.
REVISION = "0002"

metadata = MetaData()


def _of_class(key: bool = True) -> Column[str]:
    to_class = ForeignKey("classes.code", ondelete="CASCADE")
    return Column("code", String(6), to_class, primary_key=key)


def _goes_at() -> Column[int]:
    return Column("goes_at", BigInteger, nullable=False)


classes = Table(
    "classes",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    # Grows with whatever the board shows: its ETag.
    Column("version", Integer, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("drawings", Integer, nullable=False),
    # Drawings up to this number are shown; null: all.
    Column("shown", Integer),
    Column("task", Text, nullable=False),
    # The number of the network that the pads were given last; 0 and below: they answer by
    # everyone's.
    Column("network", Integer, nullable=False, server_default="0"),
    _goes_at(),
    Index("classes_goes_at", "goes_at"),
)

seats = Table(
    "seats",
    metadata,
    _of_class(),
    # Made by the pad, and known to it alone; the class sees the number.
    Column("id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("drawings", Integer, nullable=False),
    _goes_at(),
    UniqueConstraint("code", "number"),
)

drawings = Table(
    "drawings",
    metadata,
    _of_class(),
    Column("id", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("seat", Integer, nullable=False),
    Column("label", Integer, nullable=False),
    Column("read", Integer),
    Column("confidence", Float),
    Column("verdict", String(12)),
    Column("strokes", Text, nullable=False),
    _goes_at(),
    UniqueConstraint("code", "number"),
)

hidden = Table(
    "hidden",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
    _goes_at(),
    ForeignKeyConstraint(
        ("code", "number"), ("drawings.code", "drawings.number"), ondelete="CASCADE"
    ),
)

networks = Table(
    "networks",
    metadata,
    _of_class(),
    # What the class has learned: see static/js/network/last-layers.js.
    Column("weights", LargeBinary, nullable=False),
    _goes_at(),
)
