"""What is asked before a step with payments is taken, and what the step means."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Text
from app.portal.fund_asking import Ask, through
from app.portal.fund_awards import payable_awards
from app.portal.fund_fields import Field, Kind
from app.remedy_fund.payments import actions
from app.remedy_fund.payments.actions.claims import claim_return
from app.remedy_fund.payments.schemas import ReasonIn, RefusalIn, ReturnClaimIn, RunIn


def _today(work: Work, _about: str) -> str:
    return work.today.isoformat()


NEW_ASKS = {
    "run": Ask(
        title=Text("지급 묶음 만들기", "Prepare a payment run"),
        meaning=Text(
            "승인된 지원 결정을 한 묶음으로 모읍니다. 다른 사람들의 승인을 받은 뒤에 은행에 보냅니다.",
            "Gathers approved awards. Others approve the run before it goes to the bank.",
        ),
        may=May.DISBURSEMENT_PREPARE, schema=RunIn, act=through(actions.prepare, made=True),
        fields=(
            Field("award_ids", Text("지급할 지원 결정", "Awards to pay"), Kind.MANY,
                  offer=payable_awards),
            Field("pay_on", Text("지급일", "Day of payment"), Kind.DAY, given=_today),
        ),
    ),
}  # fmt: skip
RUN_ASKS = {
    "ask": Ask(
        title=Text("지급 승인 요청", "Ask for approval"),
        meaning=Text(
            "이 묶음의 내용 그대로 승인을 요청합니다. 다시 요청하면 앞선 요청은 무효가 됩니다.",
            "Puts exactly this run up for approval; asking again makes the former request void.",
        ),
        may=May.DISBURSEMENT_PREPARE, act=through(actions.ask, "run_id"),
    ),
    "send": Ask(
        title=Text("은행에 보내기", "Send to the bank"),
        meaning=Text(
            "승인받은 내용과 지금 내용이 같을 때에만 보냅니다. 보낸 뒤에는 되돌릴 수 없습니다.",
            "Goes out only where it is what was approved. Once sent it cannot be taken back.",
        ),
        may=May.DISBURSEMENT_SEND, act=through(actions.send, "run_id"), danger=True,
    ),
    "withdraw": Ask(
        title=Text("묶음 거두기", "Withdraw the run"),
        meaning=Text("보내기 전의 묶음을 거둡니다. 지원 결정은 다시 모을 수 있습니다.",
                     "Takes the run back before anything was sent; its awards can be gathered anew."),
        may=May.DISBURSEMENT_PREPARE, act=through(actions.withdraw, "run_id"), danger=True,
    ),
}  # fmt: skip
_REASON = (Field("reason", Text("사유", "Reason"), Kind.PROSE),)


CLAIM_ASKS = {
    "claim": Ask(
        title=Text("자금 반환 청구", "Ask the payment back"),
        meaning=Text(
            "받은 은행에 지급한 돈을 돌려 달라고 청구합니다. 돈은 거래내역서에 나타날 때 장부에 오릅니다.",
            "Asks the receiving bank to send the payment back; it is booked once a statement "
            "shows it.",
        ),
        may=May.DISBURSEMENT_SEND, schema=ReturnClaimIn, danger=True,
        act=through(claim_return, "disbursement_id"),
        fields=(
            Field("code", Text("반환 사유 코드", "Code of the reason"), hint=Text(
                "은행이 정한 숫자 두 자리", "Two digits, as the bank has them")),
            Field("words", Text("은행에 전할 말", "Words for the bank")),
        ),
    ),
}  # fmt: skip
PAYMENT_ASKS = {
    "note_refusal": Ask(
        title=Text("은행의 거절 회신 적기", "Note that the bank refused it"),
        meaning=Text(
            "은행이 공문이나 전화로만 거절을 알려 온 지급입니다. 다른 사람이 확인하면 다시 지급할 수 있습니다.",
            "For a payment whose refusal the bank told by letter or telephone only. Once another "
            "person confirms it, it can be paid anew.",
        ),
        may=May.STATEMENT_MATCH, schema=RefusalIn,
        act=through(actions.note_refusal, "disbursement_id"),
        fields=(
            Field("code", Text("거절 코드", "Code of the refusal"), hint=Text(
                "은행이 적은 코드, 예: AC04(해지된 계좌)", "As the bank has it, for instance AC04")),
            Field("answered_on", Text("회신한 날", "Day of the answer"), Kind.DAY, given=_today),
            *_REASON,
        ),
    ),
    "confirm_refusal": Ask(
        title=Text("거절 회신 확인", "Confirm the bank's refusal"),
        meaning=Text(
            "적어 둔 은행 회신이 맞는지 직접 확인한 뒤 누르세요. 이 지급은 거절된 것으로 되고 다시 지급할 수 있습니다.",
            "Confirm once you have seen the bank's answer yourself. The payment counts as refused "
            "and can be paid anew.",
        ),
        may=May.STATEMENT_CONFIRM, act=through(actions.confirm_refusal, "disbursement_id"),
        danger=True,
    ),
    "reopen": Ask(
        title=Text("다시 지급 준비", "Prepare it anew"),
        meaning=Text("거절되거나 반환된 지급을 새 묶음에 다시 넣을 수 있게 합니다.",
                     "Lets a refused or returned payment be gathered in a new run."),
        may=May.DISBURSEMENT_PREPARE, schema=ReasonIn,
        act=through(actions.reopen, "disbursement_id"), fields=_REASON,
    ),
    "cancel": Ask(
        title=Text("지급 취소", "Cancel the payment"),
        meaning=Text("지급을 포기합니다. 예약된 재원과 예산이 풀립니다.",
                     "Gives the payment up; what was reserved for it is free again."),
        may=May.DISBURSEMENT_PREPARE, schema=ReasonIn,
        act=through(actions.cancel, "disbursement_id"), fields=_REASON, danger=True,
    ),
}  # fmt: skip
