"""The forms about claims and loans: what each step means and asks for, and the act behind it."""

from typing import Any

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Text
from app.portal.fund_asking import Ask, through
from app.portal.fund_awards import awards_of_debtor
from app.portal.fund_fields import Field, Kind, words_of
from app.remedy_fund.recoveries.actions import (
    charging,
    collecting,
    loans,
    receiving,
    setting_off,
    write_offs,
)
from app.remedy_fund.recoveries.rules.clawback import LABELS as COMPONENT_LABELS
from app.remedy_fund.recoveries.rules.limitation import LABELS as MARK_LABELS
from app.remedy_fund.recoveries.rules.limitation import Mark
from app.remedy_fund.recoveries.schemas.inputs import (
    CancelIn,
    ChargeIn,
    DemandIn,
    InstalmentsIn,
    MarkIn,
    ReceiptIn,
    ScheduleIn,
    SetOffIn,
    StepIn,
    WriteOffIn,
)

_RECORD = May.RECOVERY_RECORD
_ON = Field("on", Text("날짜", "Day"), Kind.DAY, optional=True)
_REASON = Field("reason", Text("사유", "Reason"), Kind.PROSE)
_MAYBE_REASON = Field("reason", Text("사유", "Reason"), Kind.PROSE, optional=True)
_PAPER = Field("evidence", Text("근거 문서", "Paper that shows it"), optional=True)
_EVERY = Field(
    "every_months", Text("간격(개월)", "Every so many months"), Kind.NUMBER,
    given=lambda _work, _about: "1",
)  # fmt: skip
_PARTS = (
    Field("parts", Text("횟수", "Number of parts"), Kind.NUMBER),
    Field("first_due_on", Text("첫 납부일", "First day due"), Kind.DAY),
    _EVERY,
)  # fmt: skip
_OWNERS = {"applicant": Text("피해기업", "The firm"), "debtor": Text("낸 사람", "Who paid")}
_RECEIPT = (
    Field("amount_won", Text("들어온 금액", "Amount received"), Kind.WON),
    Field("received_on", Text("입금일", "Day received"), Kind.DAY),
    Field("reference", Text("은행 거래번호", "Bank's id"), hint=Text(
        "영문·숫자. 한 번만 쓸 수 있습니다.", "Letters and digits, used once.")),
)  # fmt: skip
_SURPLUS = Field(
    "surplus_owner", Text("남는 돈의 주인", "Whose the rest is"), Kind.CHOICE,
    Text("채권액보다 많이 들어왔을 때만 고릅니다.", "Only where more came in than is owed."), optional=True,
    offer=words_of(_OWNERS),
)  # fmt: skip
_UNMATCHED = Field(
    "unmatched", Text("확인 중인 입금에서 옮김", "Taken from receipts not matched"), Kind.TICK
)


_GIVEN_UP = Text(
    "남은 금액을 포기합니다. 필요한 승인을 모두 받았을 때에만 시행되며 되돌릴 수 없습니다.",
    "Gives up what is still owed, once enough persons have approved. This cannot be undone.",
)
_ASK_GIVING_UP = Text(
    "남은 금액을 포기하자는 요청입니다. 다른 사람들이 승인해야 시행할 수 있습니다.",
    "Puts up for approval by others that what is owed is given up.",
)
RECOVERY_ASKS = {
    "demand": Ask(
        title=Text("납입 고지", "Demand payment"),
        meaning=Text(
            "정한 날까지 내도록 고지합니다. 소멸시효가 다시 시작됩니다(국가재정법 제96조).",
            "Demands payment by a day; the limitation clock begins anew (art. 96).",
        ),
        may=_RECORD, schema=DemandIn, act=through(collecting.demand, "recovery_id"),
        fields=(Field("due_on", Text("납부 기한", "To be paid by"), Kind.DAY), _ON, _MAYBE_REASON,
                _PAPER),
    ),
    "agree_instalments": Ask(
        title=Text("분할 납부", "Agree instalments"),
        meaning=Text("남은 금액을 같은 크기로 나누어 냅니다. 끝수는 첫 회에 더합니다.",
                     "Spreads what is owed over equal parts; the first takes the fraction."),
        may=_RECORD, schema=InstalmentsIn,
        act=through(collecting.agree_instalments, "recovery_id"), fields=(*_PARTS, _REASON),
    ),
    "enforce": Ask(
        title=Text("강제 징수", "Enforce"),
        meaning=Text("체납처분의 예에 따르거나 소송으로 징수하기 시작했음을 남깁니다.",
                     "Notes that collection by force or in court began."),
        may=_RECORD, schema=StepIn,
        act=through(collecting.enforce, "recovery_id"), fields=(_ON, _REASON, _PAPER), danger=True,
    ),
    "set_off": Ask(
        title=Text("상계", "Set it off"),
        meaning=Text(
            "환수할 금액을 그 기업에 아직 지급하지 않은 지원금이나 기금이 보관 중인 그 기업의 돈과 "
            "상계합니다(보조금법 제32조). 되돌릴 수 없습니다.",
            "Sets what the firm owes off against an award not yet paid, or money held for it "
            "(Subsidy Act art. 32). This cannot be undone.",
        ),
        may=_RECORD, schema=SetOffIn, danger=True,
        act=through(setting_off.set_off_clawback, "recovery_id"),
        fields=(
            Field("award_id", Text("상계할 지원 결정", "Award to set it off against"), Kind.CHOICE,
                  Text("비워 두면 기금이 보관 중인 그 기업의 돈과 상계합니다.",
                       "Left empty, it is money that the fund holds for the firm."),
                  optional=True, offer=awards_of_debtor),
            _ON, _REASON,
        ),
    ),
    "receipt": Ask(
        title=Text("회수금 입금 기록", "Record money that came in"),
        meaning=Text("들어온 돈은 제도가 정한 순서대로 마지막 1원까지 충당됩니다.",
                     "What came in is used in the order of the scheme, to the last won."),
        may=_RECORD, schema=ReceiptIn,
        act=through(receiving.receive, "recovery_id"), fields=(*_RECEIPT, _SURPLUS, _UNMATCHED),
    ),
    "charge": Ask(
        title=Text("비용·이자·가산금 청구", "Charge costs, interest or a penalty"),
        meaning=Text("금액이나 비율 가운데 하나를 적습니다. 법정 한도를 넘을 수 없습니다.",
                     "Give an amount or a rate; the ceilings of the Act hold."),
        may=_RECORD, schema=ChargeIn, act=through(charging.charge, "recovery_id"),
        fields=(
            Field("component", Text("항목", "Part"), Kind.ONE, offer=words_of(COMPONENT_LABELS)),
            Field("amount_won", Text("금액", "Amount"), Kind.WON, optional=True),
            Field("rate", Text("비율", "Rate"), hint=Text("예: 5%", "Such as 5%"), optional=True),
            Field("from_on", Text("이자 기산일", "Interest from"), Kind.DAY, optional=True),
            Field("to_on", Text("이자 종료일", "Interest to"), Kind.DAY, optional=True),
            _ON, _REASON,
        ),
    ),
    "mark": Ask(
        title=Text("시효 사유 기록", "Tell the limitation clock"),
        meaning=Text("채무 승인이나 소 제기처럼 시효를 멈추거나 다시 시작하게 하는 일을 남깁니다.",
                     "Notes what stops or restarts the clock, such as a suit."),
        may=_RECORD, schema=MarkIn, act=through(collecting.mark, "recovery_id"),
        fields=(
            Field("kind", Text("사유", "What happened"), Kind.ONE, offer=words_of(
                {code: label for code, label in MARK_LABELS.items() if code != Mark.DEMAND})),
            Field("on", Text("날짜", "Day"), Kind.DAY), _MAYBE_REASON, _PAPER,
        ),
    ),
    "ask_write_off": Ask(
        title=Text("결손 처분 승인 요청", "Ask to write it off"), meaning=_ASK_GIVING_UP,
        may=_RECORD, schema=WriteOffIn,
        act=through(write_offs.ask_write_off, "recovery_id", made=True),
        fields=(_REASON,), danger=True,
    ),
    "write_off": Ask(
        title=Text("결손 처분 시행", "Write it off"), meaning=_GIVEN_UP,
        may=_RECORD, act=through(write_offs.write_off, "recovery_id"), danger=True,
    ),
}  # fmt: skip


def _cancel_charge(work: Work, about: str, form: Any, version: int | None) -> None:
    """Take back a charge; `about` is the claim and the charge, with a slash between."""
    recovery_id, _slash, charge_id = about.partition("/")
    charging.cancel_charge(
        work, recovery_id=recovery_id, charge_id=charge_id, reason=form.reason, version=version
    )


LOAN_ASKS = {
    "schedule": Ask(
        title=Text("상환 일정 확정", "Set the schedule"),
        meaning=Text("비워 둔 것은 제도의 조건을 따릅니다.",
                     "What is left empty follows the terms of the scheme."),
        may=_RECORD, schema=ScheduleIn, act=through(loans.schedule_loan, "loan_id"),
        fields=(Field("parts", Text("횟수", "Number of parts"), Kind.NUMBER, optional=True),
                Field("first_due_on", Text("첫 납부일", "First day due"), Kind.DAY, optional=True),
                _EVERY, _MAYBE_REASON),
    ),
    "repayment": Ask(
        title=Text("상환금 입금 기록", "Record a repayment"),
        meaning=Text("이자에 먼저, 그다음 원금에 충당되어 빌려준 재원으로 돌아갑니다.",
                     "Used for interest first, then principal, which goes back to its earmarks."),
        may=_RECORD, schema=ReceiptIn,
        act=through(loans.repay, "loan_id"), fields=(*_RECEIPT, _SURPLUS, _UNMATCHED),
    ),
    "ask_write_off": Ask(
        title=Text("결손 처분 승인 요청", "Ask to write it off"), meaning=_ASK_GIVING_UP,
        may=_RECORD, schema=WriteOffIn,
        act=through(write_offs.ask_loan_write_off, "loan_id", made=True),
        fields=(_REASON,), danger=True,
    ),
    "write_off": Ask(
        title=Text("결손 처분 시행", "Write it off"), meaning=_GIVEN_UP,
        may=_RECORD, act=through(write_offs.write_off_loan, "loan_id"), danger=True,
    ),
}  # fmt: skip
CHARGE_ASKS = {
    "cancel": Ask(
        title=Text("청구 취소", "Take the charge back"),
        meaning=Text("이 청구를 취소합니다. 이미 받은 금액은 취소할 수 없으며, 기록과 사유는 남습니다.",
                     "Takes this charge back; what was received stays, and so does the record."),
        may=_RECORD, schema=CancelIn, fields=(_REASON,), danger=True, act=_cancel_charge,
    ),
}  # fmt: skip
