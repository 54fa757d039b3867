"""The fiscal years: how far each is closed, what stands in the way, and the reports to fetch."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.portal.forms import read
from app.portal.fund_asking import Ask, Done, Head, Thing, ask_page, take_step, through
from app.portal.fund_charts import cash_of_year
from app.portal.fund_fields import Field, Kind, words_of
from app.portal.fund_frame import fund_page
from app.portal.fund_names import names_in
from app.portal.pages import go
from app.portal.staff_answers import refused
from app.remedy_fund.closing import actions, checking, queries
from app.remedy_fund.closing.schemas import ReportIn, ReviewIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_TOTALS = needs(May.FUND_TOTALS_READ)
_YEAR = "/fund/years/{fiscal_year}"
KINDS = {
    "quarterly": Text("분기 보고", "Quarterly report"),
    "yearly": Text("연간 공시", "Yearly publication"),
}


@router.get("/fund/years", openapi_extra=_TOTALS)
async def listed(door: At, cursor: str | None = None, done: str = "") -> Response:
    """List the years and the reports that were issued."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        return {
            "years": queries.all_years(work).items,
            "this_year": work.today.year,
            "reports": queries.reports(work, limit=20, cursor=cursor),
            "kinds": {code: text.get(language) for code, text in KINDS.items()},
            "may_close": work.decide(May.PERIOD_CLOSE, OPEN).allowed,
        }

    return await fund_page(door, "years.html", query, tab="years", done=done)


@router.get(_YEAR, openapi_extra=_TOTALS)
async def year(fiscal_year: int, door: At, done: str = "") -> Response:
    """Show a year, the steps of its closing, and what blocks each."""
    return await _page(door, fiscal_year, done=done)


async def _page(
    door: Door, fiscal_year: int, *, done: str = "", problem: Problem | None = None
) -> Response:
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.year(work, fiscal_year)
        closed = bool(found.closing_sha256)
        return {
            "year": found, "steps": _steps(work, found, language),
            "closing": queries.closing(work, fiscal_year) if closed else None,
            "names": names_in(
                work, (one_id for one in found.corrections
                       for one_id in (one.transaction_id, one.reverses)), language
            ),
            "flows": cash_of_year(work, fiscal_year, language),
        }  # fmt: skip

    return await fund_page(
        door, "year.html", query, tab="years", done=done,
        status=status_of(problem) if problem else 200,
        errors=refused(problem, language) if problem else [],
    )  # fmt: skip


def _steps(work: Work, found: Any, language: Language) -> dict[str, Any]:
    """Return the steps of a year that are the reader's, each blocked one with every reason."""
    shown: dict[str, list[dict[str, Any]]] = {"allowed": [], "blocked": []}
    for step in found.steps:
        if not work.decide(May(step.permission), OPEN).allowed:
            continue
        label = getattr(step.label, language)
        if step.blocked:
            reasons = [{"reason": getattr(why.words, language)} for why in step.blocked]
            shown["blocked"].append({"label": label, "reasons": reasons})
        else:
            url = f"/fund/years/{found.fiscal_year}/steps/{step.command}"
            shown["allowed"].append({"label": label, "url": url})
    return shown


@router.get(f"{_YEAR}/steps/{{step}}", openapi_extra=_TOTALS)
async def year_step(fiscal_year: int, step: str, door: At) -> Response:
    """Ask before a year is soft-closed, reviewed or closed."""
    return await ask_page(door, YEAR, str(fiscal_year), step)


@router.post(f"{_YEAR}/steps/close", openapi_extra=needs(May.PERIOD_CLOSE))
async def close(fiscal_year: int, door: At) -> Response:
    """Close a year for ever, after the books were counted again."""
    sent = await read(door)

    def act(work: Work) -> Done:
        return Done(made=actions.close(work, fiscal_year=fiscal_year, checked=checked).id)

    try:
        await door.do(actions.may_close, reading=True)
        world = door.desk.world
        checked = await door.desk.hop(lambda: checking.check(world))
        await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _page(door, fiscal_year, problem=problem)
    return go(f"/fund/years/{fiscal_year}?done=yes")


@router.post(f"{_YEAR}/steps/{{step}}", openapi_extra=_TOTALS)
async def take_year(fiscal_year: int, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, YEAR, str(fiscal_year), step)


@router.get("/fund/reports/new/{step}", openapi_extra=needs(May.PERIOD_CLOSE))
async def new_report(step: str, door: At) -> Response:
    """Ask which report is issued."""
    return await ask_page(door, REPORT, "", step)


@router.post("/fund/reports/new/{step}", openapi_extra=needs(May.PERIOD_CLOSE))
async def issue(step: str, door: At) -> Response:
    """Issue the report."""
    return await take_step(door, REPORT, "", step)


def _soft_close(work: Work, about: str, _form: Any, _version: int | None) -> None:
    actions.soft_close(work, fiscal_year=int(about))


def _review(work: Work, about: str, form: Any, _version: int | None) -> None:
    actions.record_review(work, fiscal_year=int(about), form=form)


def _never(_work: Work, _about: str, _form: Any, _version: int | None) -> None:
    raise AssertionError("closing has a door of its own")


def _last_year(work: Work, _about: str) -> str:
    return str(work.today.year - 1)


YEAR_ASKS = {
    "soft_close": Ask(
        title=Text("가마감", "Soft-close"),
        meaning=Text("끝난 해에 새 거래를 올리지 못하게 합니다. 바로잡는 기록만 할 수 있습니다.",
                     "Stops new business in a year that is over; only corrections may follow."),
        may=May.PERIOD_CLOSE, act=_soft_close, danger=True,
    ),
    "review": Ask(
        title=Text("심의 기록", "Record the council's review"),
        meaning=Text("기금운용심의회의 의결을 남깁니다. 위원의 절반 이상이 공무원이 아니어야 하고 "
                     "과반수가 출석해야 합니다(국가재정법 제74조).",
                     "Records what the council decided; half of it outsiders, most present (art. 74)."),
        may=May.PERIOD_REVIEW, schema=ReviewIn, act=_review,
        fields=(
            Field("held_on", Text("회의 날짜", "Day of the meeting"), Kind.DAY),
            Field("members", Text("위원 수", "Members"), Kind.NUMBER),
            Field("outsiders", Text("공무원이 아닌 위원 수", "Members who are no officials"),
                  Kind.NUMBER),
            Field("present", Text("출석 위원 수", "Present"), Kind.NUMBER),
            Field("approved", Text("원안대로 의결함", "Approved as put"), Kind.TICK),
            Field("resolution", Text("의결 내용", "Resolution"), Kind.PROSE),
            Field("paper_reference", Text("회의록 번호", "Number of the minutes")),
        ),
    ),
    "close": Ask(
        title=Text("마감", "Close"),
        meaning=Text("이 해를 영구히 마감합니다. 되돌릴 수 없으며, 바로잡을 것은 다음 해에 기록합니다. "
                     "먼저 장부를 처음부터 다시 셉니다.",
                     "Closes the year for ever; corrections go into later years. "
                     "The books are counted again first."),
        may=May.PERIOD_CLOSE, act=_never, danger=True,
    ),
}  # fmt: skip
REPORT_ASKS = {
    "report": Ask(
        title=Text("보고서 발행", "Issue a report"),
        meaning=Text("끝난 분기의 보고서나 마감한 해의 공시를 발행합니다. 같은 보고서는 한 번만 발행됩니다.",
                     "Issues a quarter's report or the publication of a closed year, once."),
        may=May.PERIOD_CLOSE, schema=ReportIn, act=through(actions.issue_report),
        fields=(
            Field("kind", Text("종류", "Kind"), Kind.ONE, offer=words_of(KINDS)),
            Field("fiscal_year", Text("회계연도", "Fiscal year"), Kind.NUMBER, given=_last_year),
            Field("quarter", Text("분기", "Quarter"), Kind.NUMBER, Text(
                "연간 공시이면 비워 두세요.", "Leave it empty for the yearly publication."), optional=True),
        ),
    ),
}  # fmt: skip


def _year_head(work: Work, about: str, language: Language) -> Head:
    found = queries.year(work, int(about))
    steps = _steps(work, found, language)["allowed"]
    return Head(about, "", frozenset(one["url"].rpartition("/")[2] for one in steps))


def _report_head(_work: Work, _about: str, _language: Language) -> Head:
    return Head(open_steps=frozenset(REPORT_ASKS))


YEAR = Thing(tab="years", url="/fund/years/{id}", asks=YEAR_ASKS, head=_year_head)
REPORT = Thing(tab="years", url="/fund/years", asks=REPORT_ASKS, head=_report_head)
