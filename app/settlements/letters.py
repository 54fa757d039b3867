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

_BEGUN, _CONSENT = "begun", "consent_decision_moved"
# Which event and command has a paper, and how that is called.
LETTERS: dict[tuple[str, str], Text] = {
    ("mediation_begun", _BEGUN): Text("분쟁조정 개시 통지서", "Notice of Mediation"),
    ("mediation_moved", "extend"): Text("조정 기간 연장 통지서", "Notice of Extended Mediation"),
    ("mediation_moved", "settle"): Text("조정 성립 통지서", "Notice of a Mediated Settlement"),
    ("mediation_moved", "fail"): Text("조정 불성립 통지서", "Notice of Failed Mediation"),
    ("mediation_moved", "dismiss"): Text("조정 각하 통지서", "Notice of Dismissed Mediation"),
    ("consent_decision_moved", "decide"): Text("동의의결 통지서", "Notice of a Consent Decision"),
    ("consent_decision_moved", "cancel"): Text(
        "동의의결 취소 통지서", "Notice of a Cancelled Consent Decision"
    ),
}
_OPENINGS: dict[str, Text] = {
    _BEGUN: Text(
        "아래 사건의 분쟁에 관한 조정이 시작되었음을 알려 드립니다.",
        "You are hereby notified that mediation of the dispute in the case below has begun.",
    ),
    "extend": Text(
        "아래 사건의 조정 기간을 연장하였음을 알려 드립니다.",
        "You are hereby notified that the mediation period in the case below has been extended.",
    ),
    "settle": Text(
        "아래 사건의 조정이 성립하였음을 알려 드립니다.",
        "You are hereby notified that the mediation in the case below has ended in a settlement.",
    ),
    "fail": Text(
        "아래 사건의 조정이 성립하지 않았음을 알려 드립니다.",
        "You are hereby notified that the mediation in the case below has failed.",
    ),
    "dismiss": Text(
        "아래 사건의 조정 신청이 각하되었음을 알려 드립니다.",
        "You are hereby notified that the application for mediation in the case below has been "
        "dismissed.",
    ),
    "decide": Text(
        "아래 사건에 관하여 동의의결을 하였음을 알려 드립니다.",
        "You are hereby notified that a consent decision has been made in the case below.",
    ),
    "cancel": Text(
        "아래 사건의 동의의결을 취소하였음을 알려 드립니다.",
        "You are hereby notified that the consent decision in the case below has been cancelled.",
    ),
}
_EFFECT = Text(
    "조정조서는 재판상 화해와 같은 효력이 있습니다. 합의한 내용을 이행하면 같은 행위에 대해 시정조치나 "
    "시정권고를 하지 않습니다.",
    "The settlement record has the same effect as a settlement in court. Once it has been performed, "
    "no corrective order or recommendation will be made for the same conduct.",
)
_SUIT = Text(
    "각하된 날부터 6개월 안에 소를 제기하면 시효 중단의 효력이 유지됩니다.",
    "The interruption of prescription remains effective if an action is brought within six months "
    "of the dismissal.",
)
_FORBIDS = Text(
    "조정이 끝날 때까지 시정조치나 시정권고를 하지 않습니다.",
    "No corrective order or recommendation will be made until the mediation ends.",
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
    if (event, command or _BEGUN) not in LETTERS:
        return
    case_id = _case_id(work, event, subject)
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    paper = letter_for(work, event, subject, command or _BEGUN, base_url)
    papers.issue(
        work, case_id=case_id, subject_id=subject, document=paper, language=language, target=target
    )


def letter_for(
    work: Work, event: str, subject: str, command: str, base_url: str = ""
) -> CommitteePaper:  # fmt: skip
    """Return the paper of an event that has one, as the matter stands today."""
    title, case = LETTERS[event, command], cases.subject(work, _case_id(work, event, subject))
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    write = _of_consent if event == _CONSENT else _of_mediation
    said = write(work, subject, command)
    return CommitteePaper(
        agency=SENDERS[case.track], sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit], issued_on=work.today,
        addressee=Text("당사자", "The parties"), verification_code="",
        subject=Text(f"{title.ko} ({number.ko})", f"{title.en} ({number.en})"),
        verification_url=f"{base_url}/verification", demonstration=work.world.demonstration,
        kind_label=title, respondent=case.respondent_name, opening=_OPENINGS[command],
        facts=said.facts, sections=said.sections, case_number=number,
    )  # fmt: skip


def _case_id(work: Work, event: str, subject: str) -> str:
    read = consents.decision if event == _CONSENT else mediations.mediation
    return read(work, subject).case_id


def _of_mediation(work: Work, mediation_id: str, command: str) -> _Letter:
    row = mediations.mediation(work, mediation_id)
    facts = [_fact("조정기구", "Mediation body", rules.FORUMS[row.forum]),
             _fact("신청일", "Applied for on", day_text(row.filed_on))]  # fmt: skip
    due_on = clock_day(work, row.case_id, "mediation")
    if due_on is not None and row.ended_on is None:
        facts.append(_fact("조정 기한", "Mediation ends by", day_text(due_on)))
    if row.perform_by is not None:
        facts.append(_fact("이행 기한", "To be performed by", day_text(row.perform_by)))
    hidden = hidden_in(work, cases.subject(work, row.case_id))
    sections: dict[str, tuple[PaperSection, ...]] = {
        "settle": (
            *_section("합의 내용", "Terms of settlement", masked(row.terms, hidden)),
            *_section("효력", "Effect", _EFFECT),
        ),
        "dismiss": (
            *_section("사유", "Reasons", masked(row.reason, hidden)),
            *_section("안내", "Please note", _SUIT),
        ),
        "fail": _section("사유", "Reasons", masked(row.reason, hidden)),
    }
    lasting = _section("효력", "Effect", _FORBIDS) if row.forbids and row.ended_on is None else ()
    return _Letter(tuple(facts), sections.get(command, lasting))


def _of_consent(work: Work, consent_id: str, command: str) -> _Letter:
    row = consents.decision(work, consent_id)
    facts = [_fact("신청일", "Applied for on", day_text(row.applied_on))]
    if row.perform_by is not None:
        facts.append(_fact("이행 기한", "To be performed by", day_text(row.perform_by)))
    hidden = hidden_in(work, cases.subject(work, row.case_id))
    decided = _section("의결 내용", "Decision", masked(row.decision, hidden))
    ended = _section("취소 사유", "Reasons for cancellation", masked(row.end_reason, hidden))
    plan = _section("시정방안", "Remedial plan", masked(row.plan, hidden))
    return _Letter(tuple(facts), (*plan, *(ended if command == "cancel" else decided)))


def _fact(ko: str, en: str, value: Words) -> Fact:
    return Fact(label=Text(ko, en), value=value)


def _section(ko: str, en: str, words: Words) -> tuple[PaperSection, ...]:
    """Return a section, or none where there is nothing to say."""
    return (PaperSection(title=Text(ko, en), items=(words,)),) if words else ()
