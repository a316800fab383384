"""Make the tables of the database that DATABASE_URL names, or bring them up to date.

`python -m webapp.classroom.migrations`: a server runs it by itself when the first class is opened.
"""

import logging
import sys

from webapp.classroom.database import Database
from webapp.classroom.errors import NoDatabase
from webapp.classroom.migrations import migrate
from webapp.settings import from_environment


def main() -> None:
    """Migrate; end with 1 where the database cannot be reached or cannot write."""
    logging.disable()  # whoever started this says what came of it
    try:
        with Database(from_environment()["DATABASE_URL"], migrate=migrate).transaction():
            pass
    except NoDatabase:
        sys.exit(1)


if __name__ == "__main__":
    main()
