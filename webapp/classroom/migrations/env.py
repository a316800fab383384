"""Run by Alembic: migrates over the connection that `webapp.classroom.database` hands it."""

from alembic import context

from webapp.classroom.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
