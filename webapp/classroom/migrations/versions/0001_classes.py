"""Classes, their seats, their drawings, and which of these are hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "classes",
        sa.Column("code", sa.String(6), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("drawings", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer),
        sa.Column("task", sa.Text, nullable=False),
        _goes_at(),
    )
    op.create_index("classes_goes_at", "classes", ["goes_at"])
    op.create_table(
        "seats",
        _of_class(),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("drawings", sa.Integer, nullable=False),
        _goes_at(),
        sa.UniqueConstraint("code", "number"),
    )
    _create_drawings()


def _create_drawings() -> None:
    op.create_table(
        "drawings",
        _of_class(),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seat", sa.Integer, nullable=False),
        sa.Column("label", sa.Integer, nullable=False),
        sa.Column("read", sa.Integer),
        sa.Column("confidence", sa.Float),
        sa.Column("verdict", sa.String(12)),
        sa.Column("strokes", sa.Text, nullable=False),
        _goes_at(),
        sa.UniqueConstraint("code", "number"),
    )
    of_drawing = ("drawings.code", "drawings.number")
    op.create_table(
        "hidden",
        sa.Column("code", sa.String(6), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        _goes_at(),
        sa.ForeignKeyConstraint(("code", "number"), of_drawing, ondelete="CASCADE"),
    )


def _of_class() -> sa.Column[str]:
    to_class = sa.ForeignKey("classes.code", ondelete="CASCADE")
    return sa.Column("code", sa.String(6), to_class, primary_key=True)


def _goes_at() -> sa.Column[int]:
    return sa.Column("goes_at", sa.BigInteger, nullable=False)
