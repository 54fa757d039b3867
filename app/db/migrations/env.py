"""Runs migrations on the connection that `app.db.migrate` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=True,
)
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SET lock_timeout = '5s'")
    connection.commit()
with context.begin_transaction():
    context.run_migrations()
