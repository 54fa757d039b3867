"""The auditor's page on integrity: the log's state, its verification, and the stored bytes."""

import asyncio
from functools import partial
from threading import Lock
from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.audit import queries as audit
from app.audit.findings import Report
from app.audit.problems import NoCheckpointYet
from app.audit.schemas import CheckpointOut
from app.audit.verify import verify
from app.db.work import Work, audited_tables
from app.discovery.safekeeping import queries as safekeeping
from app.kernel.problems import Conflict, Problem
from app.kernel.text import Text
from app.portal.forms import read
from app.portal.pages import problem_errors, render
from app.portal.visit import look
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_LOG = needs(None, public="outsiders hold the service to what it has signed; hashes only")
INCIDENTS = 50
LISTED = 20
# The whole log is read: one such reading at a time in a process is enough.
_ONE_AT_A_TIME = Lock()


class VerificationRuns(Conflict):
    """The log is being verified already."""

    slug = "verification-runs"
    title = Text(
        "이미 검증하고 있습니다. 잠시 뒤에 다시 시도해 주세요",
        "A verification is running already. Try again in a while",
    )


@router.get("/audit/integrity", openapi_extra=needs(May.AUDIT_READ))
async def integrity(door: At, cursor: str | None = None) -> Response:
    """Show the state of the chain and of the stored bytes."""
    return await _page(door, cursor=cursor)


@router.post("/audit/integrity", openapi_extra=needs(May.AUDIT_READ))
async def verification(door: At) -> Response:
    """Read the whole log and every audited row, and say what was found."""
    await read(door)
    await door.do(lambda work: work.require(May.AUDIT_READ, OPEN), reading=True)
    house = door.request.app.state.house
    run = partial(
        verify, house.world.engine, public_key=house.keys.public,
        audited_tables=audited_tables(), witness_path=house.settings.witness,
        seal_key=house.keys.seal_key,
    )  # fmt: skip
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return await _page(door, problem=VerificationRuns())
    try:
        report = await asyncio.to_thread(run)
    finally:
        _ONE_AT_A_TIME.release()
    return await _page(door, report=report)


@router.get("/audit/checkpoint.txt", openapi_extra=_LOG)
async def checkpoint(door: At) -> Response:
    """Give out the newest signed checkpoint, to be kept elsewhere."""
    key = door.request.app.state.audit_public_key
    found = await look(door, lambda work: audit.checkpoint(work, key))
    name = f"audit-checkpoint-{found.size}.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(found.note, headers=headers, media_type="text/plain; charset=utf-8")


async def _page(
    door: Door, *, cursor: str | None = None, report: Report | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    key = door.request.app.state.audit_public_key

    def page(work: Work) -> dict[str, Any]:
        work.require(May.AUDIT_READ, OPEN)
        return {
            "checkpoint": _newest(work, key),
            "promise": safekeeping.promise(work),
            "incidents": safekeeping.incidents(work, cursor=cursor, limit=INCIDENTS),
        }

    shown = await door.do(page, reading=True)
    return render(
        door, "audit/integrity.html", status=status_of(problem) if problem else 200,
        errors=problem_errors(problem, door.language) if problem else [], report=report,
        findings=report.findings[:LISTED] if report else [], **shown,
    )  # fmt: skip


def _newest(work: Work, key: Any) -> CheckpointOut | None:
    try:
        return audit.checkpoint(work, key)
    except NoCheckpointYet:
        return None
