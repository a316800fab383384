"""The network that a class has learned."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and say of each class which network its pads answer by."""
    of_none = sa.Column("network", sa.Integer, nullable=False, server_default="0")
    op.add_column("classes", of_none)
    to_class = sa.ForeignKey("classes.code", ondelete="CASCADE")
    op.create_table(
        "networks",
        sa.Column("code", sa.String(6), to_class, primary_key=True),
        sa.Column("weights", sa.LargeBinary, nullable=False),
        sa.Column("goes_at", sa.BigInteger, nullable=False),
    )
