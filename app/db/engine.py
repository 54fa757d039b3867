"""How the database is opened: SQLite that survives power loss, PostgreSQL with time limits."""

from typing import Any

from sqlalchemy import Engine, create_engine, event

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    # Pages written again and again are laid into the file once; the log stays below some 16 MB.
    "PRAGMA wal_autocheckpoint=4000",
    # KiB: a batch of a thousand postings stays in memory until it is committed.
    "PRAGMA cache_size=-16000",
)
_POSTGRESQL_OPTIONS = (
    "-c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
)


def make_engine(url: str) -> Engine:
    """Return an engine for `sqlite:///…` or `postgresql://…`; other databases are refused."""
    if url.startswith("sqlite:///"):
        return _sqlite(url)
    if url.startswith("postgresql"):
        return _postgresql(url)
    raise ValueError(f"neither SQLite nor PostgreSQL: {url.split(':', 1)[0]}")


def is_sqlite(engine: Engine) -> bool:
    """Tell whether the engine speaks to SQLite, where one process writes at a time."""
    return engine.dialect.name == "sqlite"


def _postgresql(url: str) -> Engine:
    return create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=8,
        max_overflow=4,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"options": _POSTGRESQL_OPTIONS, "connect_timeout": 5},
    )


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver's own transactions start too late and lose updates; `begin` below starts them.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
