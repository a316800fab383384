"""How the tables came to be what they are, step by step: Alembic's."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def configuration() -> Config:
    """Return where Alembic finds the steps."""
    config = Config(attributes={})
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def migrate(connection: sa.Connection) -> None:
    """Take every step that the connection's database has not taken yet."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
