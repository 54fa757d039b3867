"""The two servers that are compared: the service itself, and a bare one over the same tables."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from app import main as root
from app.cases.schemas import ComplaintIn, Filing
from app.db.engine import is_sqlite, make_engine
from app.kernel import ids
from app.kernel.clock import SystemClock
from benchmarks import fund_bare, ground
from benchmarks.load import HOST

_IDS = ("_id", "event_id", "id")


def _house(url: str, folder: Path) -> FastAPI:
    return root.create_app(ground.house_on(url, folder))


def _bare(url: str, folder: Path) -> FastAPI:
    """Return a tutorial's application with the commit inside the hop: nothing asked, nothing told."""
    app, engine = FastAPI(), make_engine(url)
    laid = ground.load(folder / "ground.pickle")
    filing = Rows(engine, laid)
    hop: Callable[..., Any] = _inline if is_sqlite(engine) else run_in_threadpool
    fund_bare.install(app, hop, fund_bare.Receipts(engine, laid.fund))

    @app.post("/complaints", response_model=Filing, status_code=201)
    async def file(form: ComplaintIn) -> Any:
        return await hop(filing.write, form)

    cases = SQLModel.metadata.tables["cases"]
    columns = (
        "id", "number", "number_type", "number_year", "number_serial", "state", "track",
        "respondent_name", "respondent_company_id", "violations", "received_on", "next_due_on",
        "next_due_clock", "examiner_id", "open",
    )  # fmt: skip
    wanted = (
        select(*(cases.c[name] for name in columns))
        .where(cases.c.unit == ground.UNIT, cases.c.open)
        .order_by(cases.c.next_due_on, cases.c.id)
        .limit(50)
    )

    reading = engine.execution_options(reading=True)

    def read() -> bytes:
        with reading.connect() as connection:
            rows = [dict(row) for row in connection.execute(wanted).mappings()]
        return json.dumps(rows, ensure_ascii=False, default=str).encode()

    @app.get("/cases")
    async def queue() -> Response:
        return Response(await hop(read), media_type="application/json")

    return app


async def _inline(function: Callable[..., Any], *given: Any) -> Any:
    return function(*given)


class Rows:
    """Writes the rows of one filing with new ids: as many, in the same tables, with the values."""

    def __init__(self, engine: Engine, laid: ground.Ground) -> None:
        """Find out which values name which row, so that only those are made anew."""
        self._engine = engine
        self._clock = SystemClock()
        known = {mapper.local_table.name: mapper.class_ for mapper in _mappers()}
        own = {values["id"] for _, values in laid.rows if isinstance(values.get("id"), str)}
        own |= {values["event_id"] for _, values in laid.rows if "event_id" in values}
        self._ids = sorted(own)
        self._plan = [_planned(known[name], values, self._ids) for name, values in laid.rows]
        self._plan.sort(key=lambda plan: plan[0].__tablename__ != "cases")
        self._case_slot = self._plan[0][2]["id"]
        counter = SQLModel.metadata.tables["counter"]
        maker: Any = sqlite.insert if is_sqlite(engine) else postgresql.insert
        self._count = (
            maker(counter)
            .values(series="bare", last=1)
            .on_conflict_do_update(index_elements=["series"], set_={"last": counter.c.last + 1})
            .returning(counter.c.last)
        )

    def write(self, form: ComplaintIn) -> Filing:
        """Write everything in one transaction and answer."""
        now = self._clock.now()
        fresh = [ids.new_id(known.split("_", 1)[0], now) for known in self._ids]
        with Session(self._engine, expire_on_commit=False) as session:
            serial = session.execute(self._count).scalar_one()
            made = [
                kind(**fixed, **{name: fresh[slot] for name, slot in slots.items()})
                for kind, fixed, slots in self._plan
            ]
            case = made[0]
            case.number_year, case.number_serial, case.number = 2024, serial, f"B-{serial}"
            case.public_reference = ids.new_secret(20)
            case.complaint = form.model_dump(mode="json", exclude={"draft_id"})
            for row in made:
                if row.__tablename__ == "answered_key":
                    row.key = fresh[self._case_slot]
            session.add(case)
            session.flush()
            session.add_all(made[1:])
            session.commit()
        return Filing(
            case_id=case.id, number=case.number, number_en=case.number,
            public_reference=case.public_reference, track=case.track,
            received_on=case.received_on.isoformat(), limitation_last_on=None,
            limitation_late=case.limitation_late, event_id="", version=case.version,
        )  # fmt: skip


def _mappers() -> Any:
    return SQLModel._sa_registry.mappers  # noqa: SLF001 - no public way to all classes


Plan = tuple[Any, dict[str, Any], dict[str, int]]


def _planned(kind: Any, values: dict[str, Any], own: list[str]) -> Plan:
    slots = {name: own.index(value) for name, value in values.items() if value in own}
    given = {"id"} if isinstance(values.get("id"), int) else set()
    if kind.__tablename__ == "answered_key":
        given |= {"key"}
    if kind.__tablename__ == "cases":
        given |= {"number_serial", "number", "public_reference", "complaint"}
    fixed = {k: v for k, v in values.items() if k not in slots and k not in given}
    return kind, fixed, slots


def serve(kind: str, url: str, folder: Path, port: int) -> None:
    """Serve one of the two until told to stop; `/-/cpu` tells the processor time used so far."""
    app = {"house": _house, "bare": _bare}[kind](url, folder)

    @app.get("/-/cpu", include_in_schema=False)
    async def cpu() -> Response:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return PlainTextResponse(str(used.ru_utime + used.ru_stime))

    uvicorn.run(app, host=HOST, port=port, access_log=False, log_level="warning")


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
