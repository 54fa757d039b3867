"""The bare endpoint of the fund's comparison: the same posting, leaves and outbox rows in one hop."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Engine
from sqlmodel import Session

from app.db.tables import AnsweredKey, AuditLeaf, OutboxEntry
from app.kernel import ids
from app.kernel.clock import SystemClock
from app.remedy_fund.contributions.tables import Contribution
from app.remedy_fund.ledger.posting import Trace, post_with
from app.remedy_fund.ledger.rules import Entry, TransactionKind, account_id, legs
from benchmarks.fund_ground import FundGround


class Money(BaseModel):
    """What came in."""

    amount_won: int
    reference: str


class Receipt(BaseModel):
    """What is answered."""

    id: str
    version: int
    amount_won: int
    received_on: date


class Receipts:
    """Writes what one receipt writes in the service: as many rows, in the same tables."""

    def __init__(self, engine: Engine, ground: FundGround) -> None:
        """Keep which leaves and outbox rows there are for each receipt."""
        self._engine = engine
        self._ground = ground
        self._clock = SystemClock()

    def write(self, contribution_id: str, money: Money) -> Receipt:
        """Write everything in one transaction and answer."""
        now = self._clock.now()
        with Session(self._engine, expire_on_commit=False) as session:
            row = session.get(Contribution, contribution_id)
            assert row is not None
            row.amount_won = row.unallocated_won = money.amount_won
            row.received_on, row.reference = now.date(), money.reference
            driver = session.connection().connection.dbapi_connection
            post_with(driver, [_entry(row.id, money.amount_won, now)], Trace(now, "bare"))
            for kept in self._ground.leaves:
                session.add(AuditLeaf(**_anew(kept, now, position=None)))
            for kept in self._ground.outbox:
                session.add(OutboxEntry(**_anew(kept, now, run_at=now)))
            session.add(AnsweredKey(**{**self._ground.answered, "key": row.id, "at": now}))
            session.commit()
        return Receipt(
            id=row.id, version=row.version, amount_won=row.amount_won, received_on=now.date()
        )


def _entry(contribution_id: str, amount_won: int, now: datetime) -> Entry:
    return Entry(
        kind=TransactionKind.CONTRIBUTION_RECEIVED, key=contribution_id, scope="contributions",
        subject=contribution_id, effective_on=now.date(),
        legs=legs(debit=[(account_id("cash"), amount_won)],
                  credit=[(account_id("unallocated"), amount_won)]),
    )  # fmt: skip


def _anew(kept: dict[str, Any], now: datetime, **own: Any) -> dict[str, Any]:
    return {**kept, "id": None, "event_id": ids.new_id("evt", now), "at": now, **own}


def install(app: FastAPI, hop: Callable[..., Any], receipts: Receipts) -> None:
    """Put the endpoint into the bare application."""

    @app.post("/contributions/{contribution_id}/payment", response_model=Receipt, status_code=201)
    async def receive(contribution_id: str, money: Money) -> Any:
        return await hop(receipts.write, contribution_id, money)
