"""Which forms a reader is offered on an item of the agenda: from its table, the policy and its people."""

from collections.abc import Iterator

from app.access.actor import Target
from app.access.policy import May
from app.cases import queries as cases
from app.committee.agenda import queries as agenda
from app.committee.agenda.lifecycle import AGENDA_ITEM, ItemCommand, SeatState
from app.committee.agenda.schemas import ItemOut
from app.committee.decisions import queries as decisions
from app.committee.decisions.lifecycle import DECISION, DecisionCommand
from app.committee.hearings.schemas import HearingOut, Side
from app.committee.members import queries as members
from app.committee.recusal import queries as recusal
from app.committee.recusal.lifecycle import CHALLENGE
from app.committee.votes.lifecycle import VOTE
from app.committee.votes.rules import QUESTIONS, Choice
from app.committee.votes.schemas import VoteOut
from app.db.work import Work
from app.kernel.text import Text
from app.portal.committee_fields import (
    ARTICLE,
    GRANTED,
    HEARING_ON,
    REASON,
    YES_NO,
    Field,
    Offered,
    plain,
)

_SIDES = (
    (Side.EXAMINER, Text("심사관", "Examiner")),
    (Side.COMPLAINANT, Text("신고인", "Complainant")),
    (Side.RESPONDENT, Text("피심인", "Respondent")),
    (Side.WITNESS, Text("참고인", "Witness")),
)
_CHOICES = (
    (Choice.FOR, Text("찬성", "For")),
    (Choice.AGAINST, Text("반대", "Against")),
    (Choice.ABSTAIN, Text("기권", "Abstain")),
)
_SECRET = Text(
    "투표는 비밀이며 한 번만 할 수 있습니다. 누가 어떻게 투표했는지는 기록되지 않습니다.",
    "The ballot is secret and cast once. Who voted how is recorded nowhere.",
)
_LATER = Text(
    "조사관이 의결대로 기안합니다. 의결하지 않은 처분은 발령할 수 없습니다.",
    "The examiner drafts them as resolved. What is not resolved cannot be issued.",
)
FINDINGS = 3


def forms_of(
    work: Work, item: ItemOut, hearing: HearingOut | None, votes: list[VoteOut], target: Target
) -> list[Offered]:  # fmt: skip
    """Return every form that the reader may send about an item now."""
    found: list[Offered] = []
    if work.decide(May.CASE_DOCKET, target).allowed:
        found += _of_secretary(work, item, hearing)
        found += _of_count(votes)
        found += _of_vacancy(work, item)
        found += _of_decision(work, item)
    if work.decide(May.CASE_DECIDE, target).allowed:
        found += _of_member(work, item, votes)
    if work.decide(May.HEARING_ANSWER, target).allowed:
        found += _of_party(item)
    return found


def _of_secretary(work: Work, item: ItemOut, hearing: HearingOut | None) -> Iterator[Offered]:
    steps = {row.command: row.label for row in AGENDA_ITEM.steps(item.state)}
    for command, label in steps.items():
        if command == ItemCommand.NOTIFY:
            yield Offered("notice", label, item.version)
            on = Field("on", Text("의견청취 기일", "Day of the opinion hearing"), "date")
            title = Text("의견청취절차 지정", "Set an opinion hearing")
            yield Offered("opinion-hearing", title, item.version, fields=(on,))
        if command == ItemCommand.POSTPONE:
            yield Offered("postponement", label, item.version, fields=(HEARING_ON, REASON))
        if command == ItemCommand.OPEN_HEARING:
            yield Offered("hearing", label, item.version, fields=_opening(item))
        if command == ItemCommand.CLOSE_HEARING and hearing is not None:
            title = Text("진술 기록", "Take a statement")
            yield Offered("statement", title, hearing.version, hearing.id, _statement())
            yield Offered("closing", label, hearing.version, hearing.id)
        if command == ItemCommand.RESOLVE and hearing is not None:
            title = Text("표결 부의", "Put a proposal to the vote")
            yield Offered("vote", title, hearing.version, hearing.id, _proposal(work))


def _opening(item: ItemOut) -> tuple[Field, ...]:
    seats = tuple((s.id, plain(s.name)) for s in item.seats if s.state == SeatState.OPEN)
    return (
        Field("seat_ids", Text("출석 위원", "Members present"), "checkboxes", seats),
        *(
            Field(
                f"present_{side}", Text(f"출석한 {name.ko}", f"Present: {name.en}"), optional=True
            )
            for side, name in _SIDES
        ),
    )


def _statement() -> tuple[Field, ...]:
    return (
        Field("side", Text("누구의 진술입니까?", "Whose statement?"), "radios", _SIDES),
        Field("speaker", Text("진술한 사람", "Speaker")),
        Field("words", Text("진술 내용", "Statement"), "textarea"),
        Field(
            "closed",
            Text("비공개 부분입니까?", "Is this part closed?"),
            "radios",
            YES_NO,
            optional=True,
        ),
    )


def _proposal(work: Work) -> tuple[Field, ...]:
    kinds = tuple((kind.kind, kind.name) for kind in work.law.measures())
    return (
        Field("question", Text("의안", "Question"), "radios", tuple(QUESTIONS.items())),
        Field("proposal", Text("의안 내용", "Proposal"), "textarea"),
        Field("kinds", Text("조치", "Measures"), "checkboxes", kinds, _LATER, optional=True),
    )


def _of_count(votes: list[VoteOut]) -> Iterator[Offered]:
    for vote in votes:
        if VOTE.steps(vote.state):
            title = Text("개표와 의결", "Count the ballots")
            yield Offered("count", title, vote.version, vote.id)


def _of_vacancy(work: Work, item: ItemOut) -> Iterator[Offered]:
    filled = {seat.fills_seat_id for seat in item.seats}
    known = {seat.person_id for seat in item.seats}
    empty = [s for s in item.seats if s.state == SeatState.VACANT and s.id not in filled]
    if not empty or item.state not in {row.source for row in AGENDA_ITEM.rows}:
        return
    others = tuple(
        (one.id, plain(one.name))
        for one in members.members(work).items
        if one.person_id not in known
    )
    fields = (
        Field("seat_id", Text("빈자리", "Vacant seat"), "select",
              tuple((s.id, plain(s.name)) for s in empty)),
        Field("member_id", Text("대체 위원", "Member who takes it"), "select", others),
    )  # fmt: skip
    yield Offered("substitute", Text("대체 위원 지정", "Fill a vacant seat"), item.version,
                  fields=fields)  # fmt: skip


def _of_decision(work: Work, item: ItemOut) -> Iterator[Offered]:
    if AGENDA_ITEM.steps(item.state):
        return
    found = decisions.decisions_of(work, item.case_id).items
    if not found:
        exhibits = tuple(
            (one.id, Text(f"{one.label} {one.title}", f"{one.label} {one.title}"))
            for one in cases.exhibits(work, item.case_id)
        )
        order = Field("order_text", Text("주문", "Order"), "textarea")
        findings = tuple(_finding(number, exhibits) for number in range(1, FINDINGS + 1))
        fields = (order, *(one for pair in findings for one in pair))
        yield Offered("decision", Text("의결서 작성", "Draft the written decision"), item.version,
                      fields=fields)  # fmt: skip
        return
    row = found[-1]
    for step in DECISION.steps(row.state):
        if step.command == DecisionCommand.COMPLETE:
            yield Offered("completion", step.label, row.version, row.id)
        if step.command == DecisionCommand.SERVE:
            on = Field("served_on", Text("송달일", "Day of service"), "date", optional=True)
            yield Offered("service", step.label, row.version, row.id, (on,))
        if step.command == DecisionCommand.CORRECT:
            fields = (
                Field("passage", Text("고칠 표현", "Passage"), "textarea"),
                Field("corrected", Text("고친 표현", "How it is to be read"), "textarea"),
                REASON,
            )
            yield Offered("correction", step.label, row.version, row.id, fields)


def _finding(number: int, exhibits: tuple[tuple[str, Text], ...]) -> tuple[Field, Field]:
    return (
        Field(f"finding_{number}", Text(f"인정 사실 {number}", f"Finding {number}"), "textarea",
              optional=number > 1),
        Field(f"exhibits_{number}", Text(f"인정 사실 {number}의 증거", f"Evidence of finding {number}"),
              "checkboxes", exhibits, optional=True),
    )  # fmt: skip


def _of_member(work: Work, item: ItemOut, votes: list[VoteOut]) -> Iterator[Offered]:
    own = work.actor.person_id
    for vote in votes:
        waits = any(one.person_id == own and not one.voted for one in vote.voters)
        if waits and VOTE.steps(vote.state):
            choice = Field("choice", Text("투표", "Your ballot"), "radios", _CHOICES, _SECRET)
            title = Text(f"비밀 투표: {vote.question_ko}", f"Secret ballot: {vote.question_en}")
            yield Offered("ballot", title, vote.version, vote.id, (choice,))
    for one in recusal.challenges(work, item.id).items:
        if CHALLENGE.steps(one.state):
            title = Text(f"{one.kind_ko} 신청 결정: {one.member_name}",
                         f"Decide on a challenge: {one.member_name}")  # fmt: skip
            yield Offered("challenge-decision", title, one.version, one.id, (GRANTED, REASON))
    for asked in item.secrecy:
        if not asked.decision:
            title = Text(f"비공개 신청 결정: {asked.passages}",
                         f"Decide on closed parts: {asked.passages}")  # fmt: skip
            yield Offered("secrecy-decision", title, asked.version, asked.id, (GRANTED, REASON))
    seat = next((one for one in item.seats if one.person_id == own), None)
    if seat is not None and AGENDA_ITEM.steps(item.state):
        yield Offered("recusal", Text("회피 신청", "Stay away"), seat.version, seat.id,
                      (REASON, ARTICLE))  # fmt: skip


def _of_party(item: ItemOut) -> Iterator[Offered]:
    if ItemCommand.OPEN_HEARING not in {row.command for row in AGENDA_ITEM.steps(item.state)}:
        return
    attends = Field("attends", Text("심의에 출석합니까?", "Do you attend?"), "radios", YES_NO)
    yield Offered("answer", Text("출석 여부 회신", "Say whether you attend"), item.version,
                  fields=(attends,))  # fmt: skip
    passages = Field("passages", Text("비공개할 부분", "Parts to be closed"), "textarea")
    yield Offered("secrecy", Text("비공개 신청", "Ask for closed parts"), item.version,
                  fields=(passages, REASON))  # fmt: skip
    seats = tuple((s.id, plain(s.name)) for s in item.seats if s.state != SeatState.VACANT)
    seat = Field("seat_id", Text("위원", "Member"), "radios", seats)
    yield Offered("challenge", Text("기피 신청", "Challenge a member"), item.version,
                  fields=(seat, REASON, ARTICLE))  # fmt: skip


def target_of(work: Work, item: ItemOut) -> Target:
    """Return how the reader stands to the case of an item."""
    return agenda.target_of(work, item.case_id)
