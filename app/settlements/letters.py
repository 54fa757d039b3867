"""The papers that tell both parties of a mediation, an arbitration or a consent decision."""

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
from app.settlements.letter_words import BEGUN, CONSENT, LETTERS, wording
from app.settlements.mediation import rules
from app.settlements.mediation import store as mediations
from app.settlements.standing import LEVEL, clock_day

_MEDIATION_BODY = Text("조정기구", "Mediation body")
_ARBITRATION_BODY = Text("중재기구", "Arbitration body")
_EFFECT = Text(
    "조정조서는 재판상 화해와 같은 효력이 있습니다.",
    "The settlement record has the same effect as a settlement in court.",
)
_NO_ORDER = Text(
    "합의한 내용을 이행하면 같은 행위에 대해 시정조치나 시정권고를 하지 않습니다.",
    "Once it has been performed, no corrective order or recommendation will be made for the same "
    "conduct.",
)
_FINAL = Text(
    "중재판정은 법원의 확정판결과 같은 효력이 있습니다.",
    "The award has the same effect as a final judgment of a court.",
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
    work: Work, *, event: str, subject: str, command: str = BEGUN, base_url: str = "",
    language: Language = "ko",
) -> None:  # fmt: skip
    """Make the paper of an event, where it has one; the act of the worker."""
    if (event, command or BEGUN) not in LETTERS:
        return
    case_id = _case_id(work, event, subject)
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    paper = letter_for(work, event, subject, command or BEGUN, base_url)
    papers.issue(
        work, case_id=case_id, subject_id=subject, document=paper, language=language, target=target
    )


def letter_for(
    work: Work, event: str, subject: str, command: str, base_url: str = ""
) -> CommitteePaper:  # fmt: skip
    """Return the paper of an event that has one, as the matter stands today."""
    words = wording(event, command, _forum(work, event, subject))
    title, case = words.title, cases.subject(work, _case_id(work, event, subject))
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    write = _of_consent if event == CONSENT else _of_mediation
    said = write(work, subject, command)
    return CommitteePaper(
        agency=SENDERS[case.track], sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit], issued_on=work.today,
        addressee=Text("당사자", "The parties"), verification_code="",
        subject=Text(f"{title.ko} ({number.ko})", f"{title.en} ({number.en})"),
        verification_url=f"{base_url}/verification", demonstration=work.world.demonstration,
        kind_label=title, respondent=case.respondent_name, opening=words.opening,
        facts=said.facts, sections=said.sections, case_number=number,
    )  # fmt: skip


def _case_id(work: Work, event: str, subject: str) -> str:
    read = consents.decision if event == CONSENT else mediations.mediation
    return read(work, subject).case_id


def _forum(work: Work, event: str, subject: str) -> str:
    return "" if event == CONSENT else mediations.mediation(work, subject).forum


def _of_mediation(work: Work, mediation_id: str, command: str) -> _Letter:
    row = mediations.mediation(work, mediation_id)
    body = _ARBITRATION_BODY if row.forum == rules.ARBITRATION else _MEDIATION_BODY
    facts = [Fact(label=body, value=rules.FORUMS[row.forum]),
             _fact("신청일", "Applied for on", day_text(row.filed_on))]  # fmt: skip
    due_on = clock_day(work, row.case_id, "mediation")
    if due_on is not None and row.ended_on is None:
        facts.append(_fact("조정 기한", "Mediation ends by", day_text(due_on)))
    if row.perform_by is not None:
        facts.append(_fact("이행 기한", "To be performed by", day_text(row.perform_by)))
    hidden = hidden_in(work, cases.subject(work, row.case_id))
    sections: dict[str, tuple[PaperSection, ...]] = {
        "settle": _settled(row.forum, masked(row.terms, hidden)),
        "dismiss": (
            *_section("사유", "Reasons", masked(row.reason, hidden)),
            *_section("안내", "Please note", _SUIT if row.forum == rules.COUNCIL else ""),
        ),
        "fail": _section("사유", "Reasons", masked(row.reason, hidden)),
    }
    lasting = _section("효력", "Effect", _FORBIDS) if row.forbids and row.ended_on is None else ()
    return _Letter(tuple(facts), sections.get(command, lasting))


def _settled(forum: str, terms: str) -> tuple[PaperSection, ...]:
    """Return what was agreed or awarded; only what the council settles keeps measures away."""
    if forum == rules.ARBITRATION:
        return (*_section("판정 내용", "Award", terms), *_section("효력", "Effect", _FINAL))
    effects = (_EFFECT, _NO_ORDER) if forum == rules.COUNCIL else (_EFFECT,)
    return (
        *_section("합의 내용", "Terms of settlement", terms),
        *_section("효력", "Effect", *effects),
    )


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


def _section(ko: str, en: str, *words: Words) -> tuple[PaperSection, ...]:
    """Return a section, or none where there is nothing to say."""
    said = tuple(one for one in words if one)
    return (PaperSection(title=Text(ko, en), items=said),) if said else ()
