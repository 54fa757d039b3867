"""What the forms of settlements ask for, room by room and step by step. Data."""

from dataclasses import dataclass, replace

from app.kernel.text import Text
from app.portal.visit import Option
from app.settlements.mediation.rules import ARBITRATION, FORUMS


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; `options` are the answers of a choice."""

    kind: str
    name: str
    label: Text
    hint: Text | None = None
    optional: bool = False
    options: tuple[Option, ...] = ()


_REQUEST = Field(
    "textarea", "request", Text("조정을 구하는 내용", "What mediation should bring"),
    Text("무엇을 얼마나 바라는지 적어 주세요.", "Say what you ask for, and how much."),
)  # fmt: skip
_FORUM = Field(
    "radios", "forum", Text("조정·중재 선택", "Mediation or arbitration"),
    options=tuple(Option(name, FORUMS[name])
                  for name in ("technology_mediation", "technology_arbitration")),
)  # fmt: skip
_REPRESENTATIVES = Field(
    "lines", "representatives", Text("대표당사자", "Representative parties"),
    Text("한 줄에 한 명, 3명까지", "One a line, three at most"), optional=True,
)  # fmt: skip
BEGIN: dict[str, tuple[Field, ...]] = {
    "mediations": (_REQUEST,),
    "technology": (
        _FORUM,
        replace(_REQUEST, label=Text("조정·중재를 구하는 내용", "What the procedure should bring")),
        _REPRESENTATIVES,
    ),
    "consent-decisions": (
        Field("textarea", "conduct", Text("해당 행위", "The conduct concerned")),
        Field("textarea", "plan", Text("시정방안", "What you offer to mend it")),
    ),
    "self-corrections": (
        Field("boxes", "violations", Text("시정한 위반 유형", "Violations that were cured")),
        Field("day", "cured_on", Text("시정한 날", "Day of the cure")),
        Field("won", "amount_won", Text("지급한 금액(원)", "Sum paid (won)"), optional=True),
        Field("textarea", "account", Text("시정한 내용", "What was done")),
        Field(
            "boxes", "exhibits", Text("증명 자료", "Proof"),
            Text("사건에 올린 자료 가운데 고르세요.", "Choose from what you uploaded."),
            optional=True,
        ),
    ),
    "simplified-decisions": (
        Field("textarea", "proposal", Text("제안하는 조치", "What is proposed")),
        Field(
            "won", "expected_surcharge_won", Text("예상 과징금(원)", "Expected surcharge (won)"),
            Text("과징금이 없으면 0", "Nought where there is none"),
        ),
    ),
}  # fmt: skip
_PERFORM_BY = Field("day", "perform_by", Text("이행 기한", "Day to perform"))
_CRITERIA = Field(
    "radios", "criteria", Text("고발 요건", "Criteria of a criminal referral"),
    options=(Option("not_met", Text("해당하지 않음", "Not met")),
             Option("met", Text("해당함", "Met"))),
)  # fmt: skip
STEP: dict[tuple[str, str], tuple[Field, ...]] = {
    ("mediations", "settle"): (
        Field("textarea", "terms", Text("조정조서 내용", "Terms of the record")),
        Field("text", "record_number", Text("조서 번호", "Number of the record"), optional=True),
        Field("day", "perform_by", Text("이행 기한", "Day to perform"), optional=True),
    ),
    (ARBITRATION, "settle"): (
        Field("textarea", "terms", Text("중재판정 내용", "The award")),
        Field("text", "record_number", Text("판정 번호", "Number of the award"), optional=True),
        Field("day", "perform_by", Text("이행 기한", "Day to perform"), optional=True),
    ),
    ("mediations", "call_hearing"): (Field("day", "hearing_on", Text("기일", "Hearing day")),),
    ("consent-decisions", "assess"): (_CRITERIA,),
    ("consent-decisions", "decide"): (_PERFORM_BY,),
    ("consent-decisions", "charge"): (
        Field("won", "daily_won", Text("1일 금액(원)", "Won for each day"),
              Text("하루 200만원까지", "At most KRW 2,000,000 a day")),
        Field("day", "due_on", Text("이행하지 않은 기한", "Day that was missed"), optional=True),
        Field("day", "until_on", Text("부과 마지막 날", "Last day charged"), optional=True),
    ),
    ("self-corrections", "verify"): (
        Field("day", "cured_on", Text("확인된 시정일", "Day found"),
              Text("신고한 날과 다를 때만", "Only where it differs"), optional=True),
    ),
}  # fmt: skip
# What a card shows of a settlement, in this order.
SHOWN: dict[str, Text] = {
    "forum": Text("조정기구", "Place of mediation"),
    "filed_on": Text("신청일", "Filed on"),
    "applied_on": Text("신청일", "Applied on"),
    "proposed_on": Text("제안일", "Proposed on"),
    "due_on": Text("기한", "Due on"),
    "request": Text("조정을 구하는 내용", "What was asked for"),
    "extended_on": Text("연장한 날", "Extended on"),
    "hearing_on": Text("기일", "Hearing day"),
    "terms": Text("조정조서 내용", "Terms of the record"),
    "record_number": Text("조서 번호", "Number of the record"),
    "conduct": Text("해당 행위", "Conduct"),
    "plan": Text("시정방안", "Plan"),
    "comments_due_on": Text("의견수렴 기한", "Comments until"),
    "decision": Text("의결 내용", "Decision"),
    "report_due_on": Text("다음 이행 보고", "Next report due"),
    "perform_by": Text("이행 기한", "To be performed by"),
    "reported_on": Text("이행 보고일", "Reported on"),
    "performed_on": Text("이행 확인일", "Performed on"),
    "cured_on": Text("시정한 날", "Cured on"),
    "moment": Text("시점", "When"),
    "account": Text("시정한 내용", "What was done"),
    "effect": Text("효과", "Effect"),
    "ceiling": Text("감경 상한", "Ceiling of the reduction"),
    "proposal": Text("제안한 조치", "What was proposed"),
    "answered_on": Text("회신일", "Answered on"),
    "mitigation_ceiling": Text("감경 상한", "Ceiling of the reduction"),
    "ended_on": Text("종료일", "Ended on"),
    "reason": Text("사유", "Reason"),
}
_SHOWN_OF_ARBITRATION = SHOWN | {
    "forum": Text("중재기구", "Place of arbitration"),
    "request": Text("중재를 구하는 내용", "What was asked for"),
    "terms": Text("중재판정 내용", "The award"),
    "record_number": Text("판정 번호", "Number of the award"),
}


def step_fields(room: str, forum: str, command: str) -> tuple[Field, ...]:
    """Return what a step asks for; `forum` is where a dispute is settled, empty elsewhere."""
    return STEP.get((forum, command)) or STEP.get((room, command), ())


def shown_at(forum: str) -> dict[str, Text]:
    """Return what a card shows, in the words of the place where a dispute is settled."""
    return _SHOWN_OF_ARBITRATION if forum == ARBITRATION else SHOWN
