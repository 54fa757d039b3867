"""The papers that tell both parties of a mediation or a consent decision."""

from dataclasses import dataclass

from app.access.policy import May
from app.cases import queries as cases
from app.cases.documents import SENDERS, UNIT_NAMES
from app.cases.letters.masking import masked
from app.cases.letters.parts import hidden_in
from app.cases.numbers import CaseNumber
from app.db.work import Work
from app.kernel.text import Language, Text
from app.papers import actions as papers
from app.papers.committee import CommitteePaper, PaperSection
from app.papers.documents import Fact, Words, day_text
from app.settlements.consent_decisions import store as consents
from app.settlements.mediation import rules
from app.settlements.mediation import store as mediations
from app.settlements.standing import LEVEL, clock_day

_BEGUN = "begun"
# Which event and command has a paper, and how that is called.
LETTERS: dict[tuple[str, str], Text] = {
    ("mediation_begun", _BEGUN): Text("분쟁조정 개시 통지서", "Notice of Mediation"),
    ("mediation_moved", "extend"): Text("조정 기간 연장 통지서", "Notice of Extension"),
    ("mediation_moved", "settle"): Text("조정 성립 통지서", "Notice of Settlement"),
    ("mediation_moved", "fail"): Text("조정 불성립 통지서", "Notice that Mediation Failed"),
    ("mediation_moved", "dismiss"): Text("조정 각하 통지서", "Notice of Dismissal"),
    ("consent_decision_moved", "decide"): Text("동의의결 통지서", "Notice of Consent Decision"),
    ("consent_decision_moved", "cancel"): Text(
        "동의의결 취소 통지서", "Notice that the Consent Decision was Cancelled"
    ),
}
_EFFECT = Text(
    "조정조서는 재판상 화해와 같은 효력이 있습니다. 합의한 내용을 이행하면 같은 행위에 대해 시정조치나 "
    "시정권고를 하지 않습니다.",
    "The record counts as a settlement in court. Once it is performed, no order or recommendation "
    "is made on the same conduct.",
)
_SUIT = Text(
    "각하된 날부터 6개월 안에 소를 제기하면 시효 중단의 효력이 유지됩니다.",
    "Prescription stays interrupted where a suit is filed within six months of the dismissal.",
)
_FORBIDS = Text(
    "조정이 끝날 때까지 시정조치나 시정권고를 하지 않습니다.",
    "Until the mediation ends no order or recommendation is made.",
)


@dataclass(frozen=True, slots=True)
class _Letter:
    facts: tuple[Fact, ...]
    sections: tuple[PaperSection, ...]


def issue_letter(
    work: Work, *, event: str, subject: str, command: str = _BEGUN, base_url: str = "",
    language: Language = "ko",
) -> None:  # fmt: skip
    """Make the paper of an event, where it has one; the act of the worker."""
    title = LETTERS.get((event, command or _BEGUN))
    if title is None:
        return
    consent = event == "consent_decision_moved"
    row = consents.decision(work, subject) if consent else mediations.mediation(work, subject)
    target = cases.target_of(work, row.case_id, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    case = cases.subject(work, row.case_id)
    said = _of_consent(work, subject) if consent else _of_mediation(work, subject, command)
    paper = CommitteePaper(
        agency=SENDERS[case.track], sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit], issued_on=work.today,
        addressee=Text("당사자", "The parties"), subject=title, verification_code="",
        verification_url=f"{base_url}/verification", demonstration=work.world.demonstration,
        kind_label=title, respondent=case.respondent_name, facts=said.facts, sections=said.sections,
        case_number=CaseNumber(case.number_year, case.number_type, case.number_serial).text(),
    )  # fmt: skip
    papers.issue(
        work, case_id=case.id, subject_id=subject, document=paper, language=language, target=target
    )


def _of_mediation(work: Work, mediation_id: str, command: str) -> _Letter:
    row = mediations.mediation(work, mediation_id)
    facts = [_fact("조정기구", "Place", rules.FORUMS[row.forum]),
             _fact("신청일", "Filed on", day_text(row.filed_on))]  # fmt: skip
    due_on = clock_day(work, row.case_id, "mediation")
    if due_on is not None and row.ended_on is None:
        facts.append(_fact("조정 기한", "To end by", day_text(due_on)))
    if row.perform_by is not None:
        facts.append(_fact("이행 기한", "To be performed by", day_text(row.perform_by)))
    sections: tuple[PaperSection, ...]
    if command == "settle":
        sections = (_section("합의 내용", "Terms", row.terms), _section("효력", "Effect", _EFFECT))
    elif command == "dismiss":
        sections = (_section("사유", "Reasons", row.reason), _section("안내", "Note", _SUIT))
    elif row.forbids and row.ended_on is None:
        sections = (_section("효력", "Effect", _FORBIDS),)
    else:
        sections = (_section("내용", "Content", row.reason or row.request),)
    return _Letter(tuple(facts), sections)


def _of_consent(work: Work, consent_id: str) -> _Letter:
    row = consents.decision(work, consent_id)
    facts = [_fact("신청일", "Applied on", day_text(row.applied_on))]
    if row.perform_by is not None:
        facts.append(_fact("이행 기한", "To be performed by", day_text(row.perform_by)))
    hidden = hidden_in(work, cases.subject(work, row.case_id))
    plan, words = masked(row.plan, hidden), masked(row.end_reason or row.decision, hidden)
    sections = (_section("시정방안", "Plan", plan), _section("내용", "Content", words))
    return _Letter(tuple(facts), sections)


def _fact(ko: str, en: str, value: Words) -> Fact:
    return Fact(label=Text(ko, en), value=value)


def _section(ko: str, en: str, words: Words) -> PaperSection:
    return PaperSection(title=Text(ko, en), items=(words,))
