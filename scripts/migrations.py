"""The gate of the migrations: run from nothing, they must give exactly the tables of the models."""

import sys
import tempfile
from pathlib import Path

from sqlmodel import SQLModel

import app.tables  # noqa: F401 - makes the metadata whole
from app.db.engine import make_engine
from app.db.migrate import differences, newest, upgrade


def findings(url: str) -> list[str]:
    """Migrate an empty database and return how it differs from the models."""
    engine = make_engine(url)
    try:
        upgrade(engine, SQLModel.metadata)
        return differences(engine, SQLModel.metadata)
    finally:
        engine.dispose()


def main() -> int:
    """Print every difference; return 1 if there was one, or no migration at all."""
    if newest() is None:
        print("There is no migration in app/db/migrations/versions.")
        return 1
    with tempfile.TemporaryDirectory(prefix="sangsaeng-migrations-") as folder:
        found = findings(f"sqlite:///{Path(folder) / 'check.db'}")
    print("\n".join(found) or "The migrations give what the models say.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
