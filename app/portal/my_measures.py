"""Measures as a party sees them, and what waits for the respondent about each."""

from datetime import date
from typing import Any

from app.access.policy import May
from app.cases import queries
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.text import Language, Text
from app.sanctions import queries as sanctions
from app.sanctions.lifecycle import Command, ObjectionCommand
from app.sanctions.schemas.measure import MeasureOut

# The steps of a measure that a party takes, each on a page of its own.
ACTS: dict[str, tuple[str, Text]] = {
    Command.ACCEPT: ("answer", Text("수락 여부 답변하기", "Accept or decline")),
    Command.REPORT_COMPLIANCE: ("report", Text("이행 결과 보고하기", "Report compliance")),
    Command.FILE_OBJECTION: ("objection", Text("이의신청하기", "File an objection")),
}
_ANSWER = Text("{kind}를 수락할지 답해 주세요", "Say whether you accept: {kind}")
_REPORT = Text("이행 결과를 보고해 주세요: {kind}", "Report how you complied: {kind}")
_PAY = Text("납부 내용을 확인해 주세요: {kind}", "See what is to be paid: {kind}")
_PAY_LINK = Text("납부 정보 보기", "See the payment")


def known_measures(work: Work, case: CaseOut) -> list[MeasureOut]:
    """Return the measures that the party may know of; none where none may be read."""
    target = queries.target_of(work, case.id)
    if not work.decide(May.MEASURE_READ, target).allowed:
        return []
    return sanctions.measures(work, case.id).items


def measure_duties(work: Work, case: CaseOut, language: Language) -> list[dict[str, Any]]:
    """Return what waits for the respondent about the measures of a case."""
    if case.viewer != "respondent":
        return []
    found = known_measures(work, case)
    return [duty for measure in found for duty in _duties(work, measure, language)]


def _duties(work: Work, measure: MeasureOut, language: Language) -> list[dict[str, Any]]:
    allowed = {step.command for step in sanctions.transitions(work, measure.id).allowed}
    reported = any(step.command == Command.REPORT_COMPLIANCE for step in measure.steps)
    duties = []
    if Command.ACCEPT in allowed:
        duties.append((_ANSWER, ACTS[Command.ACCEPT], answer_day(work, measure)))
    if Command.REPORT_COMPLIANCE in allowed and not reported and Command.ACCEPT not in allowed:
        duties.append((_REPORT, ACTS[Command.REPORT_COMPLIANCE], measure.due_on))
    if measure.served_on and measure.balance and measure.balance.owed_won:
        duties.append((_PAY, ("", _PAY_LINK), measure.due_on))
    kind = measure.kind.ko if language == "ko" else measure.kind.en
    number = (measure.number if language == "ko" else measure.number_en) or ""
    return [
        {
            "title": title.format(kind=kind).get(language),
            "link": label.get(language),
            "text": number,
            "url": f"{measure_url(measure)}/{page}".rstrip("/"),
            "due_on": due_on,
        }
        for title, (page, label), due_on in duties
    ]


def answer_day(work: Work, measure: MeasureOut) -> date | None:
    """Return the last day on which a recommendation can be answered."""
    clocks = deadlines.clocks_of(work, measure.case_id)
    days = [
        c.due_on for c in clocks if c.subject_id == measure.id and c.name == "recommendation_answer"
    ]
    return days[0] if days else None


def measure_url(measure: MeasureOut) -> str:
    """Return the address of a measure's page for a party."""
    return f"/my-cases/{measure.case_id}/measures/{measure.id}"


def measure_cards(work: Work, case: CaseOut, language: Language) -> list[dict[str, Any]]:
    """Return the measures of a case as cards."""
    korean = language == "ko"
    return [
        {
            "number": (measure.number if korean else measure.number_en) or "",
            "title": measure.kind.ko if korean else measure.kind.en,
            "url": measure_url(measure),
            "status": measure.state.ko if korean else measure.state.en,
            "amount_won": measure.amount_won,
            "due_on": measure.due_on,
            "ended": measure.state.code not in _RUNNING,
            "demonstration": measure.demonstration,
        }
        for measure in known_measures(work, case)
    ]


# Only while these last does a due day still matter to the reader.
_RUNNING = {"in_force", "stayed", "breached"}


def withdrawable_objections(work: Work, measure: MeasureOut) -> set[str]:
    """Return the ids of objections that the party may still withdraw."""
    return {
        one.id
        for one in measure.objections
        if any(
            step.command == ObjectionCommand.WITHDRAW
            for step in sanctions.objection_transitions(work, one.id).allowed
        )
    }


# Reasons of the kind of measure or of what is over: such a step never comes.
NEVER = frozenset({"not_answerable", "accepted_before", "money", "no_money", "no_objection"})
# To the reader a step of somebody else does not exist either.
_BESIDE = NEVER | {"role", "tie", "no_duty"}


def buttons_of(work: Work, measure: MeasureOut, language: Language) -> dict[str, list[Any]]:
    """Return the acts open to the party, and those blocked by the facts, with articles."""
    found = sanctions.transitions(work, measure.id)
    return {
        "allowed": [
            {
                "label": ACTS[step.command][1].get(language),
                "url": f"{measure_url(measure)}/{ACTS[step.command][0]}",
                "hint": step.basis,
            }
            for step in found.allowed
            if step.command in ACTS
        ],
        "blocked": [
            {
                "label": ACTS[step.command][1].get(language),
                "reasons": [
                    {"reason": r.ko if language == "ko" else r.en, "basis": ", ".join(r.basis)}
                    for r in step.reasons
                ],
            }
            for step in found.blocked
            if step.command in ACTS and not _BESIDE & {reason.code for reason in step.reasons}
        ],
    }
