"""What every transaction is opened with: database, clock, law, calendar and the sealing key."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine

from app.db.engine import is_sqlite
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import Clock
from app.law.book import Book


@dataclass(slots=True)
class World:
    """The surroundings of all Works. `book_for` gives the law as it stands in the database."""

    engine: Engine
    clock: Clock
    book_for: Callable[[Any], Book]
    calendar_for: Callable[[Any], WorkingCalendar]
    seal_key: bytes
    demonstration: bool = False
    announced_regime_from: date | None = None
    fund_account: str = ""  # the account that the remedy fund pays from; empty: none is set up
    wake: Callable[[], None] = lambda: None
    # Asked with the Work and a piece of evidence before its contents are given; raises a refusal.
    reading_rule: Callable[[Any, str], None] = lambda _work, _item_id: None
    # SQLite has one writer: waiting here is an order of magnitude quicker than its busy back-off.
    writing: threading.Lock = field(default_factory=threading.Lock)
    reading_engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        """Keep the engine of readers, who take no write lock; making it anew costs every read."""
        self.reading_engine = self.engine.execution_options(reading=True)

    @property
    def one_writer(self) -> bool:
        """Tell whether writers must queue inside this process."""
        return is_sqlite(self.engine)
