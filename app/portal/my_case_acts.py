"""What a party has to do, or may do, in a case; buttons come from the tables of steps."""

from datetime import date
from typing import Any

from app.access.policy import May
from app.cases import queries
from app.cases.lifecycle import CONSENT, SUPPLEMENT, Command, ConsentCommand, SupplementCommand
from app.cases.schemas.case import CaseOut, SupplementOut
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.text import Language, Text
from app.portal.groundwork_reviews import listing_duties
from app.portal.my_measures import measure_duties

ACT_PAGES = {
    Command.WITHDRAW: "withdrawal",
    Command.RECEIVE_OPINION: "opinion",
}
_LABELS = {
    Command.WITHDRAW: Text("신고 취하하기", "Withdraw complaint"),
    Command.RECEIVE_OPINION: Text("의견 제출하기", "Send your opinion"),
}
_SUPPLY = Text("보완 자료를 제출하세요", "Send the further documents")
_SUPPLY_LINK = Text("자료 제출하기", "Send documents")
_CONSENT = Text("피신고인에게 알려도 되는지 답해 주세요", "Say whether the respondent may be told")
_CONSENT_LINK = Text("답변하기", "Answer")
_OPINION = Text("심사보고서에 대한 의견을 제출하세요", "Send your opinion on the examiner’s report")


def duties_of(work: Work, case: CaseOut, language: Language) -> list[dict[str, Any]]:
    """Return what waits for the party in a case, as the next-action card takes it."""
    number = case.number if language == "ko" else case.number_en
    duties = [
        {
            "title": _SUPPLY.get(language), "link": _SUPPLY_LINK.get(language), "text": number,
            "url": f"/my-cases/{case.id}/supplements/{request.id}", "due_on": request.due_on,
        }
        for request in open_supplements(work, case)
    ]  # fmt: skip
    if consent_is_asked(work, case):
        duties.append({
            "title": _CONSENT.get(language), "link": _CONSENT_LINK.get(language), "text": number,
            "url": f"/my-cases/{case.id}/consent", "due_on": _due(work, case, "consent_answer"),
        })  # fmt: skip
    if opinion_is_awaited(work, case):
        duties.append({
            "title": _OPINION.get(language),
            "link": _LABELS[Command.RECEIVE_OPINION].get(language), "text": number,
            "url": f"/my-cases/{case.id}/opinion", "due_on": _due(work, case, "opinion"),
        })  # fmt: skip
    return [
        *duties,
        *listing_duties(work, case, language),
        *measure_duties(work, case, language),
    ]


def _due(work: Work, case: CaseOut, clock: str) -> date | None:
    running = [c for c in deadlines.clocks_of(work, case.id) if c.name == clock and c.due_on]
    return running[0].due_on if running else None


def open_supplements(work: Work, case: CaseOut) -> list[SupplementOut]:
    """Return the requests that wait for an answer of the complainant."""
    target = queries.target_of(work, case.id)
    if not work.decide(May.SUPPLEMENT_ANSWER, target).allowed:
        return []
    return [
        request
        for request in queries.supplements(work, case.id)
        if _can(SUPPLEMENT, request.state, SupplementCommand.ANSWER)
    ]


def consent_answers(work: Work, case: CaseOut) -> set[str]:
    """Return which answers to the question of consent are open to the actor now."""
    target = queries.target_of(work, case.id)
    if not case.open or not work.decide(May.CONSENT_ANSWER, target).allowed:
        return set()
    wanted = {ConsentCommand.GIVE, ConsentCommand.REFUSE}
    return {str(row.command) for row in CONSENT.steps(case.consent.code) if row.command in wanted}


def consent_is_asked(work: Work, case: CaseOut) -> bool:
    """Tell whether the agency waits for the answer."""
    lapses = _can(CONSENT, case.consent.code, ConsentCommand.LAPSE)
    return lapses and bool(consent_answers(work, case))


def opinion_is_awaited(work: Work, case: CaseOut) -> bool:
    """Tell whether the actor may answer the examiner's report and has not done so."""
    allowed = queries.transitions(work, case.id).allowed
    if not any(step.command == Command.RECEIVE_OPINION for step in allowed):
        return False
    return not any(
        step.command == Command.RECEIVE_OPINION for step in queries.timeline(work, case.id).items
    )


def _can(lifecycle: Any, state: str, command: str) -> bool:
    return any(row.command == command for row in lifecycle.steps(state))


def step_choices(work: Work, case: CaseOut, language: Language) -> list[dict[str, str]]:
    """Return the buttons of a party: the steps of the track that have a page of their own."""
    buttons = []
    for step in queries.transitions(work, case.id).allowed:
        command = Command(step.command)
        if command in ACT_PAGES:
            kind = "danger" if command is Command.WITHDRAW else "primary"
            buttons.append({
                "label": _LABELS[command].get(language), "kind": kind,
                "url": f"/my-cases/{case.id}/{ACT_PAGES[command]}",
            })  # fmt: skip
    return buttons
