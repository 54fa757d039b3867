"""What each paper of the committee says. Who reported is named only where that is open."""

from typing import Any

from app.cases import queries as cases
from app.cases.documents import SENDERS, UNIT_NAMES
from app.cases.letters.masking import masked
from app.cases.letters.parts import hidden_in
from app.cases.numbers import CaseNumber
from app.committee.agenda import queries as agenda
from app.committee.agenda.lifecycle import SeatState
from app.committee.agenda.tables import AgendaItem
from app.committee.decisions import queries as decisions
from app.committee.hearings import queries as hearings
from app.committee.terms import PANEL_NAMES
from app.committee.votes import queries as votes
from app.db.work import Work
from app.kernel.text import Text
from app.papers.committee import CommitteePaper, PaperSection
from app.papers.documents import Fact, day_text
from app.papers.exhibit_words import exhibit_text

AGENDA = Text("심의 안건", "Agenda")
NOTICE = Text("심의 기일 통지서", "Notice of a Hearing")
MINUTES = Text("심의 회의록", "Minutes of a Hearing")
DECISION = Text("의결서", "Written Decision")
CORRECTION = Text("의결서 경정", "Correction of a Written Decision")
_PARTIES = Text("피심인, 신고인", "The respondent and the complainant")
_CLOSED = Text("비공개로 진행한 부분입니다.", "This part was heard in closed session.")
_SIDES = {
    "member": Text("위원", "Member"),
    "examiner": Text("심사관", "Examiner"),
    "complainant": Text("신고인", "Complainant"),
    "respondent": Text("피심인", "Respondent"),
    "witness": Text("참고인", "Witness"),
}
_TABLED = Text(
    "아래 사건을 다음과 같이 심의 안건으로 상정하였음을 알려 드립니다.",
    "You are hereby notified that the case below has been placed on the agenda.",
)
_HELD = Text(
    "아래 사건의 심의를 다음과 같이 개최함을 알려 드립니다.",
    "You are hereby notified that the case below will be heard as follows.",
)
_HEARD = Text(
    "피심인은 심의에 출석하여 의견을 진술할 수 있습니다. 출석 여부를 미리 알려 주시기 바랍니다.",
    "The respondent may attend the hearing and be heard. Please let us know beforehand whether you "
    "will attend.",
)
# Only a case that somebody reported has a complainant to hear.
_COMPLAINANT_HEARD = Text(
    "신고인에게도 심의에 출석하여 의견을 진술할 기회를 드립니다.",
    "The complainant is also given an opportunity to attend and be heard.",
)
_SECRECY = Text(
    "영업상 비밀을 다루는 부분의 비공개는 {day}까지 신청할 수 있습니다.",
    "You may request until {day} that the parts concerning business secrets be heard in closed "
    "session.",
)
_CHALLENGE = Text(
    "심의에 참여하는 위원에게 제척이나 기피 사유가 있으면 심의 전에 신청할 수 있습니다.",
    "If there are grounds to exclude or challenge a member of the panel, you may apply before the "
    "hearing.",
)
_CORRECTED = Text(
    "의결서의 명백한 오기를 다음과 같이 바로잡습니다. 의결서의 나머지 내용은 그대로입니다.",
    "An obvious clerical error in the written decision is corrected as follows. The rest of the "
    "decision remains unchanged.",
)
_OPENINGS = {AGENDA: _TABLED, NOTICE: _HELD, CORRECTION: _CORRECTED}
_UNNUMBERED = Text("번호 없는 증거", "Exhibit without a number")
_SEATS: dict[str, Text] = {
    SeatState.NAMED: Text("제척·회피 확인 전", "has not yet declared"),
    SeatState.OPEN: Text("심의 참여", "participates"),
    SeatState.VACANT: Text("심의에 참여하지 않음", "does not participate"),
}


def agenda_paper(work: Work, item_id: str, base_url: str) -> CommitteePaper:
    """Return the agenda: which case comes before whom, and when."""
    item = agenda.subject(work, item_id)
    members = tuple(
        Text(f"{seat.name}{' (의장)' if seat.chair else ''} – {_SEATS[seat.state].ko}",
             f"{seat.name}{' (chair)' if seat.chair else ''} – {_SEATS[seat.state].en}")
        for seat in agenda.seats_of(work, item_id)
    )  # fmt: skip
    sections = (PaperSection(title=Text("심의 위원", "Members"), items=members),)
    return _paper(work, item, AGENDA, base_url, sections=sections)


def notice_paper(work: Work, item_id: str, base_url: str) -> CommitteePaper:
    """Return the notice of a hearing to the parties."""
    item = agenda.subject(work, item_id)
    until = day_text(agenda.item_secrecy_until(work, item))
    reported = bool(cases.subject(work, item.case_id).complainant_name)
    also = (_COMPLAINANT_HEARD,) if reported else ()
    secrecy = Text(_SECRECY.ko.format(day=until.ko), _SECRECY.en.format(day=until.en))
    sections = (
        PaperSection(
            title=Text("알려 드리는 사항", "Please note"),
            items=(_HEARD, *also, secrecy, _CHALLENGE),
        ),
    )
    return _paper(work, item, NOTICE, base_url, sections=sections)


def minutes_paper(work: Work, hearing_id: str, base_url: str) -> CommitteePaper:
    """Return the minutes; closed parts are only named."""
    row = hearings.subject(work, hearing_id)
    there, said = hearings.minutes(work, row)
    by_side = sorted(there, key=lambda one: list(_SIDES).index(one.side))
    present = tuple(_named(work, row.case_id, one.side, one.name) for one in by_side)
    statements = tuple(_statement(work, row.case_id, one) for one in said)
    sections = [PaperSection(title=Text("출석자", "Persons present"), items=present)]
    if statements:
        sections.append(PaperSection(title=Text("진술", "Statements"), items=statements))
    item = agenda.subject(work, row.item_id)
    return _paper(work, item, MINUTES, base_url, sections=tuple(sections))


def decision_paper(work: Work, decision_id: str, base_url: str) -> CommitteePaper:
    """Return the written decision with the evidence of each finding."""
    row = decisions.subject(work, decision_id)
    findings = tuple(
        _finding(work, row.case_id, one) for one in decisions.findings(work, decision_id)
    )
    sections = (
        PaperSection(
            title=Text("주문", "Order"), items=(_open(work, row.case_id, row.order_text),)
        ),
        PaperSection(
            title=Text("인정 사실과 증거", "Findings of fact and evidence"), items=findings
        ),
    )
    vote = votes.carried_of(work, row.case_id)
    items = agenda.items_rows(work, row.case_id)
    item = items[-1] if row.vote_id and vote and items else None
    return _paper(work, item, DECISION, base_url, sections=sections, case_id=row.case_id)


def correction_paper(work: Work, correction_id: str, base_url: str) -> CommitteePaper:
    """Return the correction of a clerical error; the decision itself stays as it was issued."""
    row = decisions.correction(work, correction_id)
    decision = decisions.subject(work, row.decision_id)
    sections = (
        PaperSection(
            title=Text("경정 전", "Before correction"),
            items=(_open(work, decision.case_id, row.passage),),
        ),
        PaperSection(
            title=Text("경정 후", "After correction"),
            items=(_open(work, decision.case_id, row.corrected),),
        ),
        PaperSection(
            title=Text("이유", "Reasons"), items=(_open(work, decision.case_id, row.reason),)
        ),
    )
    return _paper(
        work, None, CORRECTION, base_url, sections=sections, case_id=decision.case_id,
    )  # fmt: skip


def _finding(work: Work, case_id: str, one: Any) -> Text:
    """Return what was found, and by which exhibits it is proved."""
    words = _open(work, case_id, one.words)
    shown = [_exhibit(label) for label in decisions.labels_of(work, one.exhibit_ids)]
    if not shown:
        return _both(words)
    return Text(
        f"{words}\n[{', '.join(label.ko for label in shown)}]",
        f"{words}\n[{', '.join(label.en for label in shown)}]",
    )


def _exhibit(label: str) -> Text:
    """Return the number of an exhibit; one that has none is not called by what the service calls it."""
    words = exhibit_text(label)
    return words if isinstance(words, Text) else _UNNUMBERED


def _statement(work: Work, case_id: str, one: Any) -> Text:
    who = _named(work, case_id, one.side, one.speaker)
    words = _CLOSED if one.closed else _both(_open(work, case_id, one.words))
    return Text(f"{who.ko}: {words.ko}", f"{who.en}: {words.en}")


def _named(work: Work, case_id: str, side: str, name: str) -> Text:
    """Return who was there or spoke; of a complainant who is closed, only which side."""
    label = _SIDES[side]
    if hearings.name_for(work, case_id, side, name) != name:
        return label
    return Text(f"{label.ko} {name}", f"{label.en} {name}")


def _both(words: str) -> Text:
    return Text(words, words)


def _open(work: Work, case_id: str, words: str) -> str:
    """Return free text without a complainant who is closed."""
    return masked(words, hidden_in(work, cases.subject(work, case_id)))


def _paper(
    work: Work, item: AgendaItem | None, label: Text, base_url: str, *,
    sections: tuple[PaperSection, ...], case_id: str = "",
) -> CommitteePaper:  # fmt: skip
    case = cases.subject(work, item.case_id if item else case_id)
    number = CaseNumber(case.number_year, case.number_type, case.number_serial).text()
    return CommitteePaper(
        agency=SENDERS[case.track], sender=SENDERS[case.track],
        registration_number=UNIT_NAMES[case.unit], issued_on=work.today,
        addressee=_PARTIES if case.complainant_name else case.respondent_name,
        subject=Text(f"{label.ko} ({number.ko})", f"{label.en} ({number.en})"), opening=_OPENINGS.get(label), verification_code="", verification_url=f"{base_url}/verification",
        demonstration=work.world.demonstration, kind_label=label, case_number=number,
        respondent=case.respondent_name, facts=_facts(item) if item else (), sections=sections,
    )  # fmt: skip


def _facts(item: AgendaItem) -> tuple[Fact, ...]:
    found = [
        Fact(label=Text("회의", "Panel"), value=PANEL_NAMES[item.panel_kind]),
        Fact(label=Text("심의 기일", "Date of the hearing"), value=day_text(item.hearing_on)),
    ]
    if item.place:
        found.append(Fact(label=Text("장소", "Place"), value=item.place))
    if item.opinion_hearing_on:
        day = day_text(item.opinion_hearing_on)
        found.append(Fact(label=Text("의견청취절차", "Opinion hearing"), value=day))
    return tuple(found)
