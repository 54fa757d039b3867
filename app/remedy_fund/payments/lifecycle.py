"""What may happen to a disbursement, and to the run in which it is paid. Pure."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle
from app.kernel.lifecycle import Row as R  # noqa: N817 - a page of rows reads better
from app.kernel.text import Text


class State(StrEnum):
    """Where a disbursement stands; its money is reserved in every state but the last three."""

    HELD = "held"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    RETURNED = "returned"
    PAID = "paid"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class Command(StrEnum):
    """What is done with a disbursement; most of it is the bank's doing."""

    SEND = "send"
    LOSE_SIGHT = "lose_sight"
    FIND = "find"
    STOP = "stop"
    PAY = "pay"
    REFUSE = "refuse"
    RETURN = "return"
    SETTLE = "settle"
    NOTE_REFUSAL = "note_refusal"
    CONFIRM_REFUSAL = "confirm_refusal"
    REOPEN = "reopen"
    CANCEL = "cancel"


class RunState(StrEnum):
    """Where a payment run stands."""

    DRAFT = "draft"
    ASKED = "asked"
    SENDING = "sending"
    SENT = "sent"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


class RunCommand(StrEnum):
    """What is done with a payment run."""

    ASK = "ask"
    SEND = "send"
    HAND_OVER = "hand_over"
    FINISH = "finish"
    WITHDRAW = "withdraw"


S, C, Q, D = State, Command, RunState, RunCommand
_PREPARE, _SEND, _IMPORT = May.DISBURSEMENT_PREPARE, May.DISBURSEMENT_SEND, May.STATEMENT_IMPORT
_NOTE, _CONFIRM = May.STATEMENT_MATCH, May.STATEMENT_CONFIRM

# fmt: off
DISBURSEMENT = Lifecycle(
    name="disbursement",
    title=Text("지급", "Disbursement"),
    initial=S.HELD,
    rows=[
        #  from        act           to           who may   basis label
        R(S.HELD,     C.SEND,       S.SENT,      _SEND,    "", Text("은행에 보냄", "Send to the bank"), automatic=True),
        R(S.HELD,     C.CANCEL,     S.CANCELLED, _PREPARE, "", Text("지급 취소", "Cancel the payment"), needs_reason=True),
        R(S.SENT,     C.LOSE_SIGHT, S.UNKNOWN,   _IMPORT,  "", Text("결과 불명", "The outcome is unknown"), automatic=True),
        R(S.SENT,     C.STOP,       S.HELD,      _SEND,    "", Text("예금주 불일치로 멈춤", "Stop: the holder's name differs"), automatic=True),
        R(S.SENT,     C.PAY,        S.PAID,      _IMPORT,  "", Text("지급됨", "Paid"), automatic=True),
        R(S.SENT,     C.REFUSE,     S.REFUSED,   _IMPORT,  "", Text("은행이 거절함", "Refused by the bank"), automatic=True),
        R(S.UNKNOWN,  C.FIND,       S.SENT,      _IMPORT,  "", Text("행방 확인", "Its whereabouts are known"), automatic=True),
        R(S.UNKNOWN,  C.PAY,        S.PAID,      _IMPORT,  "", Text("지급됨", "Paid"), automatic=True),
        R(S.UNKNOWN,  C.REFUSE,     S.REFUSED,   _IMPORT,  "", Text("은행이 거절함", "Refused by the bank"), automatic=True),
        R(S.SENT,     C.NOTE_REFUSAL,    S.SENT,    _NOTE,    "", Text("은행의 거절 회신 적기", "Note that the bank refused it"), needs_reason=True),
        R(S.UNKNOWN,  C.NOTE_REFUSAL,    S.UNKNOWN, _NOTE,    "", Text("은행의 거절 회신 적기", "Note that the bank refused it"), needs_reason=True),
        R(S.SENT,     C.CONFIRM_REFUSAL, S.REFUSED, _CONFIRM, "", Text("거절 회신 확인", "Confirm the bank's refusal")),
        R(S.UNKNOWN,  C.CONFIRM_REFUSAL, S.REFUSED, _CONFIRM, "", Text("거절 회신 확인", "Confirm the bank's refusal")),
        R(S.PAID,     C.SETTLE,     S.SETTLED,   _IMPORT,  "", Text("거래내역 확인", "Found on the statement"), automatic=True),
        R(S.PAID,     C.RETURN,     S.RETURNED,  _IMPORT,  "", Text("반환됨", "Returned"), automatic=True),
        R(S.SETTLED,  C.RETURN,     S.RETURNED,  _IMPORT,  "", Text("반환됨", "Returned"), automatic=True),
        R(S.REFUSED,  C.REOPEN,     S.HELD,      _PREPARE, "", Text("다시 지급 준비", "Prepare it anew"), needs_reason=True),
        R(S.REFUSED,  C.CANCEL,     S.CANCELLED, _PREPARE, "", Text("지급 취소", "Cancel the payment"), needs_reason=True),
        R(S.RETURNED, C.REOPEN,     S.HELD,      _PREPARE, "", Text("다시 지급 준비", "Prepare it anew"), needs_reason=True),
        R(S.RETURNED, C.CANCEL,     S.CANCELLED, _PREPARE, "", Text("지급 취소", "Cancel the payment"), needs_reason=True),
    ],
    labels={
        S.HELD: Text("지급 대기", "Held"),
        S.SENT: Text("은행에 보냄", "Sent"),
        S.UNKNOWN: Text("결과 불명", "Unknown"),
        S.REFUSED: Text("거절됨", "Refused"),
        S.RETURNED: Text("반환됨", "Returned"),
        S.PAID: Text("지급됨", "Paid"),
        S.SETTLED: Text("지급 확인됨", "Settled"),
        S.CANCELLED: Text("취소됨", "Cancelled"),
    },
)

PAYMENT_RUN = Lifecycle(
    name="payment_run",
    title=Text("지급 묶음", "Payment run"),
    initial=Q.DRAFT,
    rows=[
        R(Q.DRAFT,   D.ASK,       Q.ASKED,     _PREPARE, "", Text("승인 요청", "Ask for approval")),
        R(Q.DRAFT,   D.WITHDRAW,  Q.WITHDRAWN, _PREPARE, "", Text("묶음 거두기", "Withdraw the run")),
        R(Q.ASKED,   D.ASK,       Q.ASKED,     _PREPARE, "", Text("승인 다시 요청", "Ask for approval anew")),
        R(Q.ASKED,   D.SEND,      Q.SENDING,   _SEND,    "", Text("은행에 보내기", "Send to the bank")),
        R(Q.ASKED,   D.WITHDRAW,  Q.WITHDRAWN, _PREPARE, "", Text("묶음 거두기", "Withdraw the run")),
        R(Q.SENDING, D.HAND_OVER, Q.SENT,      _SEND,    "", Text("은행에 넘김", "Handed over"), automatic=True),
        R(Q.SENDING, D.FINISH,    Q.FINISHED,  _IMPORT,  "", Text("모두 확정", "All is definite"), automatic=True),
        R(Q.SENT,    D.FINISH,    Q.FINISHED,  _IMPORT,  "", Text("모두 확정", "All is definite"), automatic=True),
    ],
    labels={
        Q.DRAFT: Text("작성 중", "Draft"),
        Q.ASKED: Text("승인 대기", "Waiting for approval"),
        Q.SENDING: Text("보내는 중", "Being sent"),
        Q.SENT: Text("보냄", "Sent"),
        Q.FINISHED: Text("마침", "Finished"),
        Q.WITHDRAWN: Text("거둠", "Withdrawn"),
    },
)
# fmt: on
