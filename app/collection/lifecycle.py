"""How a request about a receivable and a receipt of the bank live. Pure."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class RequestKind(StrEnum):
    """What can be asked for."""

    INSTALMENTS = "instalments"
    EXTENSION = "extension"
    WRITE_OFF = "write_off"


REQUEST_KINDS = {
    RequestKind.INSTALMENTS: Text("분할납부", "Instalments"),
    RequestKind.EXTENSION: Text("납부기한 연장", "Extension of the due day"),
    RequestKind.WRITE_OFF: Text("결손처분", "Write-off"),
}


class RequestState(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class RequestCommand(StrEnum):
    """What can be done to a request."""

    GRANT = "grant"
    REFUSE = "refuse"


REQUEST = Lifecycle(
    name="collection_request",
    title=Text("징수 관련 신청", "Request about a receivable"),
    initial=RequestState.ASKED,
    rows=[
        Row(
            RequestState.ASKED, RequestCommand.GRANT, RequestState.GRANTED, May.COLLECTION_DECIDE,
            "공정거래법 제103조", Text("승인", "Grant"), needs_reason=True,
        ),
        Row(
            RequestState.ASKED, RequestCommand.REFUSE, RequestState.REFUSED,
            May.COLLECTION_DECIDE, "공정거래법 제103조", Text("불승인", "Refuse"), needs_reason=True,
        ),
    ],
    labels={
        RequestState.ASKED: Text("신청됨", "Asked for"),
        RequestState.GRANTED: Text("승인", "Granted"),
        RequestState.REFUSED: Text("불승인", "Refused"),
    },
)  # fmt: skip


class ReceiptState(StrEnum):
    """How a receipt of the bank stands."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    MATCHED = "matched"
    SET_ASIDE = "set_aside"


class ReceiptCommand(StrEnum):
    """What can be done to a receipt."""

    PROPOSE = "propose"
    CONFIRM = "confirm"
    SET_ASIDE = "set_aside"
    MATCH = "match"


_TREASURY = "국고금관리법"
RECEIPT = Lifecycle(
    name="bank_receipt",
    title=Text("은행 수납", "Receipt of the bank"),
    initial=ReceiptState.WAITING,
    rows=[
        Row(
            ReceiptState.WAITING, ReceiptCommand.MATCH, ReceiptState.MATCHED, May.PAYMENT_RECORD,
            _TREASURY, Text("납부번호로 대조", "Match by the payment number"), automatic=True,
        ),
        Row(
            ReceiptState.WAITING, ReceiptCommand.PROPOSE, ReceiptState.PROPOSED,
            May.RECEIPT_MATCH, _TREASURY, Text("대조 제안", "Propose a match"), needs_reason=True,
        ),
        Row(
            ReceiptState.PROPOSED, ReceiptCommand.PROPOSE, ReceiptState.PROPOSED,
            May.RECEIPT_MATCH, _TREASURY, Text("다시 제안", "Propose anew"), needs_reason=True,
        ),
        Row(
            ReceiptState.PROPOSED, ReceiptCommand.CONFIRM, ReceiptState.MATCHED,
            May.RECEIPT_CONFIRM, _TREASURY, Text("대조 확인", "Confirm the match"),
        ),
        Row(
            ReceiptState.PROPOSED, ReceiptCommand.SET_ASIDE, ReceiptState.SET_ASIDE,
            May.RECEIPT_CONFIRM, _TREASURY, Text("다른 계정으로 이관", "Set aside"),
            automatic=True,
        ),
    ],
    labels={
        ReceiptState.WAITING: Text("대조 대기", "Waiting"),
        ReceiptState.PROPOSED: Text("확인 대기", "Proposed"),
        ReceiptState.MATCHED: Text("대조 완료", "Matched"),
        ReceiptState.SET_ASIDE: Text("징수금 아님", "Not a receivable"),
    },
)  # fmt: skip


class StepKind(StrEnum):
    """A step of collecting that one person takes."""

    OFFER_EARLY = "offer_early"
    DEMAND = "demand"
    END_PLAN = "end_plan"
    OBJECT = "object"
    REFER_TO_COURT = "refer_to_court"
    COURT_DECIDED = "court_decided"


STEP_KINDS = {
    StepKind.OFFER_EARLY: Text("자진납부 안내", "Offer early payment"),
    StepKind.DEMAND: Text("독촉", "Demand payment"),
    StepKind.END_PLAN: Text("분할납부 취소", "End the instalments"),
    StepKind.OBJECT: Text("과태료 이의제기", "Object to the fine"),
    StepKind.REFER_TO_COURT: Text("법원 통보", "Refer to the court"),
    StepKind.COURT_DECIDED: Text("법원 결정", "Decision of the court"),
}
