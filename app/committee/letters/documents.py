"""What each paper of the committee says. Who reported is named only where that is open."""

from typing import Any

from app.cases import queries as cases
from app.cases.documents import SENDERS, UNIT_NAMES
from app.cases.letters.masking import masked
from app.cases.letters.parts import hidden_in
from app.cases.numbers import CaseNumber
from app.committee.agenda import queries as agenda
from app.committee.agenda.lifecycle import SEAT_LABELS
from app.committee.agenda.tables import AgendaItem
from app.committee.decisions import queries as decisions
from app.committee.hearings import queries as hearings
from app.committee.terms import PANEL_NAMES
from app.committee.votes import queries as votes
from app.db.work import Work
from app.kernel.text import Text
from app.papers.committee import CommitteePaper, PaperSection
from app.papers.documents import Fact, day_text

AGENDA = Text("심의 안건", "Agenda")
NOTICE = Text("심의 기일 통지서", "Notice of a Hearing")
MINUTES = Text("심의 회의록", "Minutes of a Hearing")
DECISION = Text("의결서", "Written Decision")
CORRECTION = Text("의결서 경정", "Correction of a Written Decision")
_PARTIES = Text("피심인 및 당사자", "The respondent and the parties")
_CLOSED = Text("비공개로 진행한 부분입니다.", "This part was closed.")
_SIDES = {
    "member": Text("위원", "Member"),
    "examiner": Text("심사관", "Examiner"),
    "complainant": Text("신고인", "Complainant"),
    "respondent": Text("피심인", "Respondent"),
    "witness": Text("참고인", "Witness"),
}
_HEARD = Text(
    "당사자는 심의에 출석하여 의견을 진술할 수 있으며, 신고인에게도 의견을 진술할 기회가 있습니다. "
    "출석 여부를 미리 알려 주시기 바랍니다.",
    "The parties may attend and be heard; the complainant is offered to be heard as well. Please say "
    "beforehand whether you attend.",
)
_SECRECY = Text(
    "영업상 비밀을 다루는 부분의 비공개는 {day}까지 신청할 수 있습니다.",
    "Closed parts, for what is a business secret, may be asked for until {day}.",
)
_CHALLENGE = Text(
    "심의에 참여하는 위원에게 제척·기피 사유가 있으면 심의 전에 신청할 수 있습니다.",
    "A member may be challenged before the hearing where there is a ground.",
)
_CORRECTED = Text(
    "의결서의 명백한 오기를 다음과 같이 바로잡습니다. 의결서의 나머지 내용은 그대로입니다.",
    "A clerical error of the written decision is corrected as follows. All else stands.",
)


def agenda_paper(work: Work, item_id: str, base_url: str) -> CommitteePaper:
    """Return the agenda: which case comes before whom, and when."""
    item = agenda.subject(work, item_id)
    members = tuple(
        Text(f"{seat.name}{' (의장)' if seat.chair else ''} – {SEAT_LABELS[seat.state].ko}",
             f"{seat.name}{' (chair)' if seat.chair else ''} – {SEAT_LABELS[seat.state].en}")
        for seat in agenda.seats_of(work, item_id)
    )  # fmt: skip
    sections = (PaperSection(title=Text("심의 위원", "Members"), items=members),)
    return _paper(work, item, AGENDA, base_url, sections=sections)


def notice_paper(work: Work, item_id: str, base_url: str) -> CommitteePaper:
    """Return the notice of a hearing to the parties."""
    item = agenda.subject(work, item_id)
    until = day_text(agenda.item_secrecy_until(work, item))
    secrecy = Text(_SECRECY.ko.format(day=until.ko), _SECRECY.en.format(day=until.en))
    sections = (
        PaperSection(
            title=Text("알려 드리는 사항", "What you should know"),
            items=(_HEARD, secrecy, _CHALLENGE),
        ),
    )
    return _paper(work, item, NOTICE, base_url, sections=sections)


def minutes_paper(work: Work, hearing_id: str, base_url: str) -> CommitteePaper:
    """Return the minutes; closed parts are only named."""
    row = hearings.subject(work, hearing_id)
    there, said = hearings.minutes(work, row)
    present = tuple(_named(work, row.case_id, one.side, one.name) for one in there)
    statements = tuple(_statement(work, row.case_id, one) for one in said)
    sections = [PaperSection(title=Text("출석자", "Present"), items=present)]
    if statements:
        sections.append(PaperSection(title=Text("진술", "Statements"), items=statements))
    item = agenda.subject(work, row.item_id)
    return _paper(work, item, MINUTES, base_url, sections=tuple(sections))


def decision_paper(work: Work, decision_id: str, base_url: str) -> CommitteePaper:
    """Return the written decision with the evidence of each finding."""
    row = decisions.subject(work, decision_id)
    findings = tuple(
        f"{_open(work, row.case_id, one.words)}\n"
        f"[{', '.join(decisions.labels_of(work, one.exhibit_ids))}]"
        for one in decisions.findings(work, decision_id)
    )
    sections = (
        PaperSection(
            title=Text("주문", "Order"), items=(_open(work, row.case_id, row.order_text),)
        ),
        PaperSection(title=Text("인정 사실과 증거", "Findings and evidence"), items=findings),
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
        PaperSection(title=Text("경정", "Correction"), items=(_CORRECTED,)),
        PaperSection(
            title=Text("경정 전", "As it read"), items=(_open(work, decision.case_id, row.passage),)
        ),
        PaperSection(
            title=Text("경정 후", "As it is to be read"),
            items=(_open(work, decision.case_id, row.corrected),),
        ),
        PaperSection(
            title=Text("이유", "Reason"), items=(_open(work, decision.case_id, row.reason),)
        ),
    )
    return _paper(work, None, CORRECTION, base_url, sections=sections, case_id=decision.case_id)


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
        registration_number=UNIT_NAMES[case.unit], issued_on=work.today, addressee=_PARTIES,
        subject=label, verification_code="", verification_url=f"{base_url}/verification",
        demonstration=work.world.demonstration, kind_label=label, case_number=number,
        respondent=case.respondent_name, facts=_facts(item) if item else (), sections=sections,
    )  # fmt: skip


def _facts(item: AgendaItem) -> tuple[Fact, ...]:
    found = [
        Fact(label=Text("회의", "Panel"), value=PANEL_NAMES[item.panel_kind]),
        Fact(label=Text("심의 기일", "Day of the hearing"), value=day_text(item.hearing_on)),
    ]
    if item.place:
        found.append(Fact(label=Text("장소", "Place"), value=item.place))
    if item.opinion_hearing_on:
        day = day_text(item.opinion_hearing_on)
        found.append(Fact(label=Text("의견청취절차", "Opinion hearing"), value=day))
    return tuple(found)
