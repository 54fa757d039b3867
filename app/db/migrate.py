"""Bringing a database to the schema that this version of the program expects."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData


def upgrade(engine: Engine, metadata: MetaData) -> None:
    """Run every migration that the database has not seen."""
    with engine.connect() as connection:
        command.upgrade(_config(connection, metadata), "head")
        connection.commit()


def current(engine: Engine) -> str | None:
    """Return the revision that the database is at."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def newest() -> str | None:
    """Return the newest revision that the program knows; read once."""
    return ScriptDirectory.from_config(_config(None, MetaData())).get_current_head()


def differences(engine: Engine, metadata: MetaData) -> list[str]:
    """Return how the database's schema differs from the program's rows; empty where it fits."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(change) for change in compare_metadata(context, metadata)]


def write_revision(engine: Engine, metadata: MetaData, message: str) -> None:
    """Write a new migration from the difference between database and rows; for developers."""
    with engine.connect() as connection:
        command.revision(_config(connection, metadata), message=message, autogenerate=True)
    newest.cache_clear()


def _config(connection: object, metadata: MetaData) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config
