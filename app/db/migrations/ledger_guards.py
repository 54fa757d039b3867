"""What the database itself holds of the fund's books: the posting function and the guards.

The statements are kept as files beside this one, one for each kind of database, a blank line with
`--;` after each statement.
"""

from pathlib import Path

from sqlalchemy import Connection

_FOLDER = Path(__file__).with_name("ledger_sql")


def install(connection: Connection) -> None:
    """Lay the guards over the tables of the ledger."""
    _run(connection, "install")


def remove(connection: Connection) -> None:
    """Take the guards off, so that the tables can go."""
    _run(connection, "remove")


def _run(connection: Connection, what: str) -> None:
    path = _FOLDER / f"{connection.dialect.name}_{what}.sql"
    for statement in path.read_text("utf-8").split("\n--;\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
