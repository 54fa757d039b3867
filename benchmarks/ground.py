"""The ground of the comparison: one filled database, and the rows that one filing writes."""

import asyncio
import pickle
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import Engine, Table, insert, select, text
from sqlmodel import SQLModel

from app import main as root
from app.access.actor import WORKER, Role
from app.cases.numbers import CaseNumber
from app.db.work import begin, perform
from app.kernel import ids
from app.kernel.clock import SystemClock
from app.people import actions as people
from app.people import rules
from app.people.actions import NewPerson
from app.people.actions.tokens import MARK
from app.people.queries import actor_of
from app.settings import Settings
from benchmarks import fund_ground
from benchmarks.fund_ground import FundGround

COMPLAINT: dict[str, Any] = {
    "complainant": {
        "kind": "corporation", "name": "김하늘", "address": "경기도 안산시 단원구 별망로 1",
        "phone": "031-400-1234", "company_name": "한빛정밀(가상)", "relationship": "수급사업자",
    },
    "respondent": {
        "name": "대한모터스(가상)", "address": "서울특별시 강남구 테헤란로 1",
        "business_number": "105-81-00003",
    },
    "violation": {
        "codes": ["SC-CUT", "SC-LATE"], "trade_ended_on": "2026-06-30", "price_won": 100_000_000,
        "narrative": {"what": "납품 뒤에 하도급대금을 10% 깎고 잔금도 늦게 주었습니다."},
    },
    "consents": {"identity": "private", "notify_respondent": True, "collection": True},
    "statement": {"true": True, "signature": "김하늘"},
}  # fmt: skip
UNIT = "subcontract"
_NO_PASSWORD = "$argon2id$v=19$m=19456,t=2,p=1$c2FuZ3NhZW5n$none"


@dataclass(frozen=True, slots=True)
class Ground:
    """Tokens of two people, each row of one filing by its table's name, and the fund's ground."""

    party: str
    lead: str
    rows: list[tuple[str, dict[str, Any]]]
    fund: FundGround


def house_on(url: str, folder: Path) -> root.House:
    """Return the service on a database, without a worker."""
    settings = Settings(
        environment="demo",
        data_folder=folder,
        database_url=url,
        embedded_worker=False,
        _env_file=None,
    )
    return root.build(settings, SystemClock())


def lay(url: str, folder: Path, cases: int) -> Ground:
    """Fill an empty database with people and cases, and note what one filing writes."""
    house = house_on(url, folder)
    root.prepare(house)
    party, lead = _token(house, Role.PARTY, ""), _token(house, Role.LEAD, UNIT)
    app = root.create_app(house)
    asyncio.run(_file(app, party, "first"))
    before = _everything(house.world.engine)
    asyncio.run(_file(app, party, "noted"))
    after = _everything(house.world.engine)
    rows = [
        (name, values)
        for name, kept in after.items()
        for key, values in kept.items()
        if key not in before[name]
    ]
    _fill(house.world.engine, rows, cases)
    fund = fund_ground.lay(house, app, _token)
    house.world.engine.dispose()
    return Ground(party, lead, rows, fund)


def save(ground: Ground, path: Path) -> None:
    """Write what the servers need to know."""
    path.write_bytes(pickle.dumps(ground))


def load(path: Path) -> Ground:
    """Read what `save` wrote."""
    ground = pickle.loads(path.read_bytes())
    assert isinstance(ground, Ground)
    return ground


def _token(house: root.House, role: Role, unit: str) -> str:
    world = house.world
    with begin(world, WORKER) as work:
        account = people.create_account(
            work,
            role=role,
            person=NewPerson(name="김하늘"),
            login=f"{role}@benchmark.example",
            password_hash=_NO_PASSWORD,
            unit=unit,
        )
    actor = perform(world, WORKER, lambda work: actor_of(work, account.id), reading=True)
    prefix, secret = ids.spoken_code(3).replace("-", ""), ids.new_secret()
    with begin(world, actor) as work:
        people.issue_token(
            work,
            label="benchmark",
            scopes=sorted(rules.grantable(role)),
            lasts_days=300,
            prefix=prefix,
            secret=secret,
        )
    return f"{MARK}_{prefix}_{secret}"


async def _file(app: FastAPI, token: str, key: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post("/api/v1/complaints", json=COMPLAINT, headers=headers)
    assert answer.status_code == 201, answer.text


def _everything(engine: Engine) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    with engine.execution_options(reading=True).connect() as connection:
        return {
            table.name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in connection.execute(select(table)).mappings()
            }
            for table in SQLModel.metadata.sorted_tables
        }


def _fill(engine: Engine, rows: list[tuple[str, dict[str, Any]]], cases: int) -> None:
    """Write many cases like the one noted, on other days, each with its relations."""
    case_table, tie_table = (SQLModel.metadata.tables[name] for name in ("cases", "case_tie"))
    case = next(values for name, values in rows if name == "cases")
    ties = [values for name, values in rows if name == "case_tie"]
    clock = SystemClock().now()
    made_cases, made_ties = [], []
    for number in range(cases):
        case_id, serial = ids.new_id("case", clock), 100_000 + number
        made_cases.append(case | {
            "id": case_id, "number": CaseNumber(2025, "SUB", serial).text().ko,
            "number_serial": serial, "number_year": 2025,
            "public_reference": f"F-{serial}",
            "next_due_on": case["next_due_on"] + timedelta(days=number % 365),
            "open": number % 5 != 0,
        })  # fmt: skip
        made_ties += [tie | {"id": ids.new_id("tie", clock), "case_id": case_id} for tie in ties]
    with engine.begin() as connection:
        _insert(connection, case_table, made_cases)
        _insert(connection, tie_table, made_ties)
        connection.execute(text("ANALYZE"))


def _insert(connection: Any, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
