"""The notice of penalty points: what a served measure brought, and where the score stands."""

from dataclasses import replace
from typing import Final

from app.access.policy import May
from app.cases import queries as cases
from app.cases.documents import SENDERS, UNIT_NAMES
from app.cases.numbers import CaseNumber
from app.db.work import Work
from app.kernel.text import Text
from app.law.citation import cited
from app.law.figures import decimal
from app.law.score import Score
from app.papers import actions as papers
from app.papers.committee import PaperSection
from app.papers.documents import STATUSES, Fact, Figure, day_text
from app.papers.notices import NoticePaper, PaperTable
from app.sanctions import facts, paper_words, store
from app.sanctions.actions.steps import LEVEL
from app.sanctions.news import News
from app.sanctions.rules import kinds
from app.sanctions.rules.ledger import shown
from app.sanctions.tables import Measure

KIND: Final = "points_notice"
TITLE: Final = Text("벌점 부과 통지서", "Notice of Penalty Points")
_OPENING = Text(
    "아래 조치에 따라 부과된 벌점과 누산점수를 알려 드립니다.",
    "You are hereby notified of the penalty points imposed by the measure below and of your "
    "accumulated score.",
)
_NOTES = (
    Text(
        "누산점수는 산정 기간 안의 벌점을 더하고 경감 점수를 빼고 가중 점수를 더한 값이며, 날짜에 따라 달라집니다.",
        "The accumulated score is the sum of the points within the period, less mitigation and plus "
        "aggravation. It changes with the date on which it is calculated.",
    ),
    Text(
        "경감 사유가 있으면 증명자료를 붙여 알려 주시기 바랍니다.",
        "If there are grounds for mitigation, please let us know and enclose the documents that prove "
        "them.",
    ),
)
_COUNTED, _LEFT_OUT = Text("산입", "Yes"), Text("제외", "No")


def issue_points_notice(work: Work, news: News, *, base_url: str = "") -> None:
    """Make the notice of the points that a measure brought; answers `measure_served`.

    A measure without points, or whose points were taken back before service, has none.
    """
    measure = store.measure(work, news.subject)
    target = cases.target_of(work, measure.case_id, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    if sum(line.points_hundredths for line in store.points_of(work, measure.id)) <= 0:
        return
    papers.issue(
        work,
        case_id=measure.case_id,
        subject_id=measure.id,
        document=points_notice(work, measure, base_url=base_url),
        language="ko",
        target=target,
    )


def points_notice(work: Work, measure: Measure, *, base_url: str = "") -> NoticePaper:
    """Return the notice; measures that were not served yet stay unsaid."""
    case = cases.subject(work, measure.case_id)
    score = _score(work, measure)
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    return NoticePaper(
        agency=SENDERS[case.track],
        sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit],
        issued_on=work.today,
        addressee=case.respondent_name,
        subject=Text(f"{TITLE.ko} ({number.ko})", f"{TITLE.en} ({number.en})"),
        verification_code="",
        verification_url=f"{base_url}/verification",
        demonstration=measure.demonstration,
        figures=_figures(measure),
        kind=KIND,
        kind_label=TITLE,
        audience="respondent",
        opening=_OPENING,
        facts=_facts(work, measure, score, number),
        tables=(_lines(work, score), _limits(work, score)),
        closing=(PaperSection(title=Text("알려 드리는 사항", "Please note"), items=_NOTES),),
    )


def _score(work: Work, measure: Measure) -> Score:
    account = facts.account(work, measure.company_id)
    served = store.served_measures(work, measure.company_id)
    known = tuple(line for line in account.lines if line.measure_id in served)
    return replace(account, lines=known).score(
        work.law, as_of=work.today, known_at=work.today, regime=measure.regime
    )


def _facts(work: Work, measure: Measure, score: Score, number: Text) -> tuple[Fact, ...]:
    brought = sum(line.points_hundredths for line in store.points_of(work, measure.id))
    told = [
        Fact(label=Text("사건번호", "Case no."), value=number),
        Fact(label=Text("조치", "Measure"), value=work.law.measure(measure.kind).name),
    ]
    if measure.number:
        numbered = kinds.number_text(measure.number_year, measure.number_serial)
        told.append(Fact(label=Text("처분 번호", "Measure number"), value=numbered))
    return (
        *told,
        Fact(label=Text("조치일", "Decided on"), value=day_text(measure.decided_on)),
        Fact(label=Text("부과 벌점", "Penalty points"), value=paper_words.points(shown(brought))),
        Fact(
            label=Text("누산점수", "Accumulated score"),
            value=Text(
                f"{decimal(score.net)}점 ({day_text(score.as_of).ko} 기준)",
                f"{paper_words.points(decimal(score.net)).en} (as of {day_text(score.as_of).en})",
            ),
        ),
        *_changes(score),
    )


def _changes(score: Score) -> tuple[Fact, ...]:
    if not score.mitigation and not score.aggravation:
        return ()
    less, more = decimal(score.mitigation), decimal(score.aggravation)
    value = Text(f"경감 {less}점, 가중 {more}점", f"−{less} and +{more}")
    return (Fact(label=Text("경감·가중", "Mitigation and aggravation"), value=value),)


def _figures(measure: Measure) -> tuple[Figure, ...]:
    status = measure.points_status or ""
    if status not in STATUSES:
        return ()
    return (
        Figure(
            label=Text("벌점", "Penalty points"),
            value=paper_words.points(shown(measure.points_hundredths or 0)),
            status=status,
            source=paper_words.SEE_OUTLINE,
        ),
    )


def _lines(work: Work, score: Score) -> PaperTable:
    return PaperTable(
        title=Text("산정 내역", "Calculation of the score"),
        heads=(
            Text("조치일", "Decided on"),
            Text("조치", "Measure"),
            Text("벌점", "Points"),
            Text("산입 여부", "Included"),
        ),
        rows=tuple(
            (
                day_text(line.measured_on),
                work.law.measure(line.measure).name if line.measure else line.reason,
                paper_words.points(decimal(line.points)),
                _COUNTED if line.counted else _LEFT_OUT,
            )
            for line in score.lines
        ),
    )


def _limits(work: Work, score: Score) -> PaperTable:
    return PaperTable(
        title=Text("누산점수에 따른 조치", "Measures that follow from the score"),
        heads=(
            Text("기준", "Threshold"),
            Text("조치", "Measure"),
            Text("근거 조문", "Legal basis"),
            Text("현재", "Status"),
        ),
        rows=tuple(
            (
                Text(f"{decimal(one.limit)}점{' 이상' if one.inclusive else ' 초과'}",
                     f"{decimal(one.limit)} points or more" if one.inclusive
                     else f"More than {decimal(one.limit)} points"),
                work.law.measure(one.measure).name,
                cited(one.basis),
                Text("해당", "Reached") if one.crossed else Text("해당 없음", "Not reached"),
            )
            for one in score.crossings
        ),
    )  # fmt: skip
