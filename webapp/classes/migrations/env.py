"""Run by Alembic: migrates over the connection that `webapp.classes.database` hands it."""

from alembic import context

from webapp.classes.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
