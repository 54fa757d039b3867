"""The ground of the fund's comparison: pledges that wait for their money, and what a receipt writes."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import insert, select
from sqlmodel import SQLModel

from app.access.actor import Role
from app.db.tables import AuditLeaf, OutboxEntry
from app.kernel import ids
from app.kernel.clock import SystemClock
from app.main import House

PLEDGES = 30_000
RECEIVED_WON = 1_000
_PLEDGE = {"source": "company", "contributor_name": "한빛정밀(가상)", "amount_won": RECEIVED_WON}


@dataclass(frozen=True, slots=True)
class FundGround:
    """The token of a fund officer, the pledges, and the rows that one receipt writes beside its own."""

    officer: str
    pledges: list[str]
    leaves: list[dict[str, Any]]
    outbox: list[dict[str, Any]]
    answered: dict[str, Any]


def body(number: int) -> dict[str, Any]:
    """Return the body of a receipt; its reference is used once."""
    return {"amount_won": RECEIVED_WON, "reference": f"benchmark-{number}"}


def lay(house: House, app: FastAPI, token: Any) -> FundGround:
    """Receive one pledge through the service and note what it wrote; then lay many pledges."""
    officer = token(house, Role.FUND_OFFICER, "")
    asyncio.run(_received(app, officer, "first"))
    before = _newest(house)
    asyncio.run(_received(app, officer, "noted"))
    leaves, outbox = _written(house, before)
    return FundGround(officer, _pledges(house), leaves, outbox, _answered(house))


async def _received(app: FastAPI, officer: str, key: str) -> None:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        headers = {"Authorization": f"Bearer {officer}", "Idempotency-Key": key}
        made = await client.post("/api/v1/fund/contributions", json=_PLEDGE, headers=headers)
        assert made.status_code == 201, made.text
        path = f"/api/v1/fund/contributions/{made.json()['id']}/payment"
        sent = {"amount_won": RECEIVED_WON, "reference": key}
        answer = await client.post(path, json=sent, headers=headers | {"If-Match": '"v1"'})
        assert answer.status_code == 201, answer.text


def _newest(house: House) -> tuple[int, int]:
    with house.world.reading_engine.connect() as connection:
        leaf = connection.execute(select(AuditLeaf.id).order_by(AuditLeaf.id.desc())).scalars()  # type: ignore[union-attr]
        entry = connection.execute(select(OutboxEntry.id).order_by(OutboxEntry.id.desc())).scalars()  # type: ignore[union-attr]
        return leaf.first() or 0, entry.first() or 0


def _written(house: House, before: tuple[int, int]) -> tuple[list[Any], list[Any]]:
    """Return the leaves and outbox rows of the receipt alone: its pledge wrote the first of each."""
    found = []
    with house.world.reading_engine.connect() as connection:
        for kind, after in zip((AuditLeaf, OutboxEntry), before, strict=True):
            table = SQLModel.metadata.tables[str(kind.__tablename__)]
            rows = connection.execute(select(table).where(table.c.id > after).order_by(table.c.id))
            found.append([dict(row) for row in rows.mappings()][1:])
    return found[0], found[1]


def _answered(house: House) -> dict[str, Any]:
    """Return the row of the last answer that was kept."""
    table = SQLModel.metadata.tables["answered_key"]
    with house.world.reading_engine.connect() as connection:
        found = connection.execute(select(table).order_by(table.c.at.desc()).limit(1))
        return dict(found.mappings().one())


def _pledges(house: House) -> list[str]:
    table = SQLModel.metadata.tables["contribution"]
    now = SystemClock().now()
    with house.world.engine.begin() as connection:
        like = dict(connection.execute(select(table).limit(1)).mappings().one())
        empty = {
            "amount_won": 0, "unallocated_won": 0, "received_on": None, "reference": None,
            "version": 1,
        }  # fmt: skip
        made = [ids.new_id("contrib", now) for _ in range(PLEDGES)]
        rows = [like | empty | {"id": one} for one in made]
        connection.execute(insert(table), rows)
    return made
