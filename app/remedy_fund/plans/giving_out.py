"""Giving a plan or one award out as a PDF, and a carried-out plan as a list anybody may see."""

import asyncio
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Final

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Language, Text
from app.papers.render import render
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.fields import Words
from app.remedy_fund.plans import store
from app.remedy_fund.plans.actions import FUND
from app.remedy_fund.plans.content import computed_from
from app.remedy_fund.plans.lifecycle import PLAN, State
from app.remedy_fund.plans.paper import TEMPLATE, Told, paper_data
from app.remedy_fund.plans.queries import scheme_of
from app.remedy_fund.plans.rules.publication import TOTAL, Cell, Place, publish
from app.remedy_fund.plans.schemas import PublishedCell, PublishedOut
from app.remedy_fund.plans.shown import benefit_words
from app.remedy_fund.plans.tables import AllocationPlan, Award
from app.web.deps import Door

_SIZES: Final = {
    "micro": Text("소상공인", "Micro firm"),
    "small": Text("소기업", "Small firm"),
    "medium": Text("중기업", "Medium firm"),
    "mid_sized": Text("중견기업", "Mid-sized firm"),
}
_ALL = Words(code=TOTAL, ko="합계", en="Total")
_NOTE = Text(
    "받은 기업이 3곳 미만인 칸과, 그 값을 계산해 낼 수 있게 하는 칸은 공개하지 않습니다. 합계는 원장의 "
    "지원 결정액과 같습니다.",
    "Cells with fewer than three recipients are withheld, with others from which they could be "
    "worked out. The total is that of the awards in the books.",
)


async def plan_paper(door: Door, plan_id: str, language: Language) -> Response:
    """Answer with the paper of a whole plan."""
    return await _paper(door, lambda work: _plan_data(work, plan_id), plan_id, language)


async def award_paper(door: Door, award_id: str, language: Language) -> Response:
    """Answer with the paper of one award, for the fund and for the applicant."""
    return await _paper(door, lambda work: _award_data(work, award_id), award_id, language)


def published(work: Work, plan_id: str) -> PublishedOut:
    """Return the awards of a carried-out plan by benefit and size of firm."""
    work.require(May.FUND_TOTALS_READ, FUND)
    row = work.one(AllocationPlan, plan_id)
    if row.state != State.CARRIED_OUT:
        raise NotFound
    firms: dict[Place, set[str]] = defaultdict(set)
    sums: Counter[Place] = Counter()
    shares = [share for share in store.shares_of(work, row.id) if share.award_won]
    sizes = applications.sizes(work, {share.application_id for share in shares})
    for share in shares:
        place = (share.benefit, sizes[share.application_id])
        sums[place] += share.award_won
        firms[place].add(share.company_id)
    found = publish(
        {place: Cell(len(firms[place]), won) for place, won in sums.items()}, people=firms
    )
    scheme = scheme_of(work, row)
    cells = found.cells.items() if found else ()
    return PublishedOut(
        plan_id=row.id, period=row.period, withheld_wholly=found is None,
        lines=[_ALL if code == TOTAL else benefit_words(scheme, code)
               for code in (found.lines if found else ())],
        columns=[_ALL if code == TOTAL else _size(code)
                 for code in (found.columns if found else ())],
        cells=[
            PublishedCell(
                line=line, column=column, recipients=cell.recipients if cell else None,
                amount_won=cell.amount_won if cell else None,
            )
            for (line, column), cell in cells
        ],
        note_ko=_NOTE.ko, note_en=_NOTE.en,
    )  # fmt: skip


def _size(code: str) -> Words:
    words = _SIZES.get(code, Text(code, code))
    return Words(code=code, ko=words.ko, en=words.en)


async def _paper(
    door: Door, query: Callable[[Work], dict[str, Any]], name: str, language: Language
) -> Response:
    data = await door.do(query, reading=True)
    content = await asyncio.to_thread(render, TEMPLATE, data, language=language)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{language}.pdf"',
        "ETag": f'"{hashlib.sha256(content).hexdigest()}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, headers=headers, media_type="application/pdf")


def _plan_data(work: Work, plan_id: str) -> dict[str, Any]:
    work.require(May.FUND_READ, FUND)
    row = work.one(AllocationPlan, plan_id)
    return paper_data(_told(work, row), computed_from(row.inputs), range(row.claims))


def _award_data(work: Work, award_id: str) -> dict[str, Any]:
    award = work.one(Award, award_id)
    application = applications.subject(work, award.application_id)
    work.require(May.APPLICATION_READ, applications.target_of(work, application))
    row = work.one(AllocationPlan, award.plan_id)
    places = [s.place for s in store.shares_of(work, row.id) if s.line_id == award.line_id]
    return paper_data(_told(work, row), computed_from(row.inputs), places)


def _told(work: Work, row: AllocationPlan) -> Told:
    scheme = scheme_of(work, row)
    edition = Text(f"{scheme.name.ko} {scheme.edition}", f"{scheme.name.en} {scheme.edition}")
    return Told(
        plan_id=row.id, period=row.period, round=row.round, revision=row.revision,
        state=PLAN.label(row.state), scheme=edition, made_on=row.prepared_on, digest=row.digest,
        demonstration=row.demonstration,
        numbers=[share.application_number for share in store.shares_of(work, row.id)],
        purposes={code: one.label for code, one in scheme.purposes.items()},
        benefits={code: one.label for code, one in scheme.benefits.items()},
    )  # fmt: skip
