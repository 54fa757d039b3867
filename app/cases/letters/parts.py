"""The parts that letters of a case share: head, facts, days, violations, evidence, free text."""

from dataclasses import dataclass
from typing import Any

from app.cases import store
from app.cases.documents import SENDERS, UNIT_NAMES
from app.cases.letters.masking import identities, masked
from app.cases.lifecycle.reasons import printed_by
from app.cases.numbers import CaseNumber
from app.cases.rules import identity_is_open
from app.cases.tables import Case, CaseStep
from app.db.work import Work
from app.deadlines import queries as deadlines
from app.kernel.text import Text
from app.law.citation import cited
from app.papers.committee import PaperSection
from app.papers.documents import Approval, Fact, Words, day_text
from app.papers.notices import NoticePaper, PaperTable, ReplyForm
from app.people import queries as people

ADDRESSEES = {
    "complainant": Text("신고인", "The complainant"),
    "parties": Text("신고인, 피신고인", "The complainant and the respondent"),
}
REPORTED = Text("피신고인", "Respondent")
INVESTIGATED = Text("피조사인", "Investigated party")
CHARGED = Text("피심인", "Respondent")
NONE = Text("해당 없음", "None")
_PREPARED = Text("담당", "Prepared by")


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says besides its head."""

    opening: Text
    facts: tuple[Fact, ...] = ()
    sections: tuple[PaperSection, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    closing: tuple[PaperSection, ...] = ()
    form: ReplyForm | None = None


@dataclass(frozen=True)
class Matter:
    """A case and the step that a letter tells of, with what the letter's writers ask of them."""

    work: Work
    case: Case
    step: CaseStep
    audience: str
    hidden: tuple[str, ...] = ()
    always: bool = False

    @classmethod
    def of(cls, work: Work, case: Case, step: CaseStep, audience: str, *, always: bool) -> "Matter":
        """Return the matter; what the respondent reads is rid of a complainant who is closed.

        `always` hides who reported even where that is open, as the examiner's report does.
        """
        if audience == "complainant":
            return cls(work, case, step, audience)
        hidden = hidden_in(work, case, always=always)
        return cls(work, case, step, audience, hidden, always)

    def free(self, words: str) -> str:
        """Return free text as this letter's readers may see it."""
        return masked(words, self.hidden)

    def reason(self, step: CaseStep | None, outcome: str = "") -> str:
        """Return why a step was taken, as this letter's readers may see it; empty where they may not.

        `outcome` is how the case ended with the step, empty where it went on.
        """
        if step is None or printed_by(step.command, outcome) != self.step.command:
            return ""
        return self.free(step.reason)

    def due(self, clock: str) -> Text | None:
        """Return the day on which a clock of the case falls due, if one runs or ran."""
        for found in deadlines.clocks_of(self.work, self.case.id):
            if found.name == clock and found.due_on is not None:
                return day_text(found.due_on)
        return None

    @property
    def reported(self) -> bool:
        """Tell whether somebody reported the case: one that was opened ex officio has nobody."""
        return bool(self.case.complainant_name)

    def outline(self, *more: Fact | None, company: Text | None = None) -> tuple[Fact, ...]:
        """Return the first lines of every letter, with more behind them where there is more.

        `company` is what the company is called; to itself it is told of no report.
        """
        case = self.case
        told_of_report = self.reported and self.audience != "respondent"
        called = company or (REPORTED if told_of_report else INVESTIGATED)
        told: list[Fact | None] = [
            fact("사건번호", "Case no.", number_of(case)),
            fact("사건 접수일", "Case received on", day_text(case.received_on)),
            fact(called.ko, called.en, case.respondent_name),
        ]
        if case.complainant_name and not self.always and self._names_complainant():
            told.insert(2, fact("신고인", "Complainant", case.complainant_name))
        return tuple(one for one in (*told, *more) if one is not None)

    def _names_complainant(self) -> bool:
        case = self.case
        return self.audience == "complainant" or identity_is_open(
            case.identity_choice, case.outcome
        )

    def violations(self, title: Text) -> PaperTable:
        """Return the alleged violations with their articles."""
        found = [self.work.law.violation(code) for code in self.case.violations]
        return PaperTable(
            title=title,
            heads=(
                Text("부호", "Code"),
                Text("위반 유형", "Violation"),
                Text("근거 조문", "Legal basis"),
            ),
            rows=tuple((one.code, one.name, cited(one.basis)) for one in found),
        )


def hidden_in(work: Work, case: Case, *, always: bool = False) -> tuple[str, ...]:
    """Return what free text must not say to the respondent; nothing where who reported is open."""
    cases = [case, *(store.case(work, one) for one in case.merged_ids or ())]
    return tuple(
        pattern
        for one in cases
        if always or not identity_is_open(one.identity_choice, one.outcome)
        for pattern in identities(one.complainant_name, one.complaint)
    )


def number_of(case: Case) -> Text:
    """Return a case's number in both languages."""
    return CaseNumber(case.number_year, case.number_type, case.number_serial).text()


def fact(ko: str, en: str, value: Words | None) -> Fact | None:
    """Return a line of the outline, or None where there is nothing to say."""
    return Fact(label=Text(ko, en), value=value) if value else None


def basis(step: CaseStep | None) -> Fact | None:
    """Return the line that tells on which article a step rests, if it was given one."""
    told = step.basis.strip() if step else ""
    return fact("근거", "Basis", cited(told)) if told else None


def section(ko: str, en: str, *items: Words | None) -> tuple[PaperSection, ...]:
    """Return a section as a one-element tuple, or none where it would be empty."""
    said = tuple(item for item in items if item)
    return (PaperSection(title=Text(ko, en), items=said),) if said else ()


def head(matter: Matter, *, kind: str, title: Text, base_url: str) -> dict[str, Any]:
    """Return the head of a letter; papers number it, date it and give it its code."""
    work, case, step = matter.work, matter.case, matter.step
    names = people.person_names(work, [step.person_id]) if step.person_id else {}
    return {
        "agency": SENDERS[case.track],
        "sender": SENDERS[case.track],
        "registration_number": UNIT_NAMES[case.unit],
        "issued_on": work.today,
        "addressee": _addressee(matter),
        "subject": Text(f"{title.ko} ({number_of(case).ko})", f"{title.en} ({number_of(case).en})"),
        "verification_code": "",
        "verification_url": f"{base_url}/verification",
        "demonstration": work.world.demonstration,
        "approvals": tuple(
            Approval(role=_PREPARED, name=name, approved_on=step.on) for name in names.values()
        ),
        "kind": kind,
        "kind_label": title,
        "audience": matter.audience,
    }


def _addressee(matter: Matter) -> Words:
    if matter.audience == "respondent":
        return matter.case.respondent_name
    if matter.audience == "complainant":
        return matter.case.complainant_name or ADDRESSEES["complainant"]
    return ADDRESSEES["parties"] if matter.reported else matter.case.respondent_name


def paper(matter: Matter, told: Told, *, kind: str, title: Text, base_url: str) -> NoticePaper:
    """Return the whole letter."""
    return NoticePaper(
        **head(matter, kind=kind, title=title, base_url=base_url),
        opening=told.opening,
        facts=told.facts,
        sections=told.sections,
        tables=told.tables,
        closing=told.closing,
        form=told.form,
    )
