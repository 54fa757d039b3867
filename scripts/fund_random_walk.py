"""Takes long random walks through the fund's books on both databases, beside a plain model.

python -m scripts.fund_random_walk --walks 500 --steps 50
"""

import argparse
import tempfile
import time
from pathlib import Path

from app.db.engine import make_engine
from app.kernel.clock import SystemClock
from tests.support.books import a_world
from tests.support.databases import migrate
from tests.support.fund_walk import walk
from tests.support.postgresql import start


def _walk(url: str, name: str, chosen: argparse.Namespace) -> None:
    engine = make_engine(url)
    began = time.monotonic()
    walk(a_world(engine, SystemClock()), walks=chosen.walks, steps=chosen.steps, derandomize=False)
    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM ledger_transaction").scalar_one()
    engine.dispose()
    print(f"{name}: {chosen.walks} walks of up to {chosen.steps} steps, {count} transactions, "
          f"nothing found, {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip


def main() -> None:
    """Walk on SQLite, then on PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=500)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.only != "postgresql":
            url = f"sqlite:///{Path(folder) / 'walk.db'}"
            migrate(url)
            _walk(url, "SQLite", chosen)
    if chosen.only != "sqlite":
        server = start()
        try:
            url = server.url_of(server.create())
            migrate(url)
            _walk(url, "PostgreSQL", chosen)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
