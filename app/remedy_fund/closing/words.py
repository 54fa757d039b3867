"""What accounts, transactions and sections of a statement are called, in both languages. Pure."""

from collections.abc import Mapping
from typing import Final

from app.kernel.text import Text
from app.remedy_fund.ledger.rules import AccountKind, TransactionKind

_A, _T = AccountKind, TransactionKind

ACCOUNTS: Final[Mapping[str, Text]] = {
    _A.CASH: Text("기금 예금", "Cash at bank"),
    _A.UNALLOCATED: Text("미지정 재원", "Not yet earmarked"),
    _A.EARMARK: Text("용도 지정 재원", "Earmarked"),
    _A.LENT: Text("용도 지정 재원 중 융자금", "Earmarked and lent"),
    _A.LOANS_RECEIVABLE: Text("융자 채권", "Loans receivable"),
    _A.CLAWBACK_RECEIVABLE: Text("환수 채권", "Clawbacks receivable"),
    _A.CLAWBACK_DUE: Text("환수 예정 재원", "Clawbacks due"),
    _A.RECOVERIES_HELD: Text("회수금 보관액", "Recoveries held"),
    _A.UNMATCHED: Text("확인 중인 입금", "Receipts not matched"),
    _A.PAYABLE: Text("지급할 금액", "Payable"),
    _A.SHARE_SHORTFALL: Text("과징금 재원 반환 부족액", "Shortfall of surcharge shares"),
}

TRANSACTIONS: Final[Mapping[str, Text]] = {
    _T.CONTRIBUTION_RECEIVED: Text("출연금 수납", "Contribution received"),
    _T.CONTRIBUTION_EARMARKED: Text("출연금 용도 지정", "Contribution earmarked"),
    _T.CONTRIBUTION_REDESIGNATED: Text("출연금 전용", "Contribution re-designated"),
    _T.CONTRIBUTION_RETURNED: Text("출연금 반환", "Contribution returned"),
    _T.SURCHARGE_SHARE_CREDITED: Text("과징금 전입", "Share of a surcharge taken in"),
    _T.SURCHARGE_SHARE_REVERSED: Text("과징금 전입 취소", "Share of a surcharge reversed"),
    _T.SURCHARGE_SHARE_RETURNED: Text("과징금 전입 반납", "Share of a surcharge given back"),
    _T.DISBURSEMENT_PAID: Text("지원금 지급", "Award paid"),
    _T.DISBURSEMENT_RETURNED: Text("지급액 반환 입금", "Payment came back"),
    _T.LOAN_PAID: Text("융자금 지급", "Loan paid out"),
    _T.LOAN_REPAID: Text("융자금 상환", "Loan repaid"),
    _T.LOAN_WRITTEN_OFF: Text("융자금 결손처분", "Loan written off"),
    _T.RECOVERY_RECEIVED: Text("회수금 수납", "Recovery received"),
    _T.RECOVERY_DISTRIBUTED: Text("회수금 배분", "Recovery distributed"),
    _T.RECOVERY_PAID_OUT: Text("회수금 지급", "Recovery paid to its owner"),
    _T.CLAWBACK_RAISED: Text("환수 결정", "Clawback raised"),
    _T.CLAWBACK_RECEIVED: Text("환수금 수납", "Clawback received"),
    _T.CLAWBACK_SET_OFF: Text("환수금 상계", "Clawback set off"),
    _T.CLAWBACK_WRITTEN_OFF: Text("환수 결손처분", "Clawback written off"),
    _T.RECEIPT_UNMATCHED: Text("미확인 입금 기록", "Receipt not matched"),
    _T.RECEIPT_MATCHED: Text("미확인 입금 대사", "Receipt matched later"),
    _T.RUNNING_COST: Text("기금 운영비", "Running cost"),
    _T.REVERSAL: Text("취소 기록", "Reversal"),
}

OTHER_FINDING: Final = Text("장부 점검 규칙에 어긋납니다", "A rule of the check is not kept")
FINDINGS: Final[Mapping[str, Text]] = {
    "digest": Text(
        "거래 내용이 기록된 해시와 다릅니다", "A transaction is not what its digest says"
    ),
    "no_leaf": Text("감사 기록에 없는 거래입니다", "A transaction has no entry in the audit log"),
    "leaf": Text("감사 기록과 다른 거래입니다", "A transaction differs from the audit log"),
    "transaction_gone": Text(
        "감사 기록에 있는 거래가 장부에 없습니다", "A transaction of the audit log is gone"
    ),
    "postings": Text(
        "거래의 분개가 기록과 다르거나 합이 0이 아닙니다",
        "Legs of a transaction differ from it or do not sum to nought",
    ),
    "posting_alone": Text("거래나 계정이 없는 분개입니다", "A leg has no transaction or account"),
    "fold": Text(
        "계정의 누적 잔액이 이어지지 않습니다", "An account's running balance has a break"
    ),
    "balance": Text("계정 잔액이 분개의 합과 다릅니다", "A balance is not the sum of its legs"),
    "floor": Text("계정이 하한 아래로 내려갔습니다", "An account is below its floor"),
    "reserved": Text("예약금 합계가 맞지 않습니다", "Reserved money does not add up"),
    "settled": Text(
        "예약금의 지급 기록이 맞지 않습니다", "A reservation's settlement is not right"
    ),
    "reversal": Text("취소 기록이 원거래와 맞지 않습니다", "A reversal does not fit its original"),
    "account_kind": Text("계정의 종류가 바뀌었습니다", "The kind of an account was changed"),
    "fund_equation": Text("기금 등식이 성립하지 않습니다", "The fund equation does not hold"),
    "cash_differs": Text(
        "장부의 예금과 은행 잔액의 차이가 설명되지 않습니다",
        "Cash in the books differs from the bank's balance without a reason",
    ),
    "budget_cap": Text("예산 한도를 넘었습니다", "A budget line is over its cap"),
    "budget_sums": Text(
        "예산의 약정·집행액이 내역의 합과 다릅니다", "A budget line is not the sum of its parts"
    ),
    "reservation_alone": Text(
        "어느 지급에도 속하지 않는 예약금입니다", "Reserved money belongs to no payment"
    ),
    "payment_not_reserved": Text(
        "지급 예정액만큼 예약되어 있지 않습니다", "A payment is not covered by what is reserved"
    ),
    "closing_differs": Text(
        "마감된 회계연도의 결산을 다시 만들면 저장된 것과 다릅니다",
        "The statement of a closed year comes out differently when made again",
    ),
    "entry_in_closed_year": Text(
        "마감 뒤에 마감된 기간의 날짜로 기록된 거래입니다",
        "An entry was dated inside closed years after the closing",
    ),
}
"""Every rule of the check in words, those of the books first."""
