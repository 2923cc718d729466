"""Run the migrations on the connection that `cardscan.store.migrate` hands over."""

from alembic import context

from cardscan.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
