"""The short forms about an application, for the fund's office and for the applicant."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.fund_asking import Ask, through
from app.portal.fund_fields import Field, Kind, Option, words_of
from app.remedy_fund.applications import actions, prefill, queries
from app.remedy_fund.applications.objection_lifecycle import OBJECTION
from app.remedy_fund.applications.rules import COMPENSATION_LABELS
from app.remedy_fund.applications.schemas.filing import (
    CompensationIn,
    ObjectionIn,
    PayeeIn,
    SupplementIn,
    WithdrawalIn,
)
from app.remedy_fund.applications.schemas.review import (
    AnswerIn,
    FlagIn,
    RefusalIn,
    StrikeIn,
    VerificationHow,
    VerificationIn,
)

_REASON = Field("reason", Text("사유", "Reason"), Kind.PROSE)
_BASIS = Field("basis", Text("근거 규정", "Article or rule"))
_HOW = {
    VerificationHow.NAME_INQUIRY: Text("예금주 조회", "Inquiry of the holder's name"),
    VerificationHow.BANKBOOK_COPY: Text("통장 사본", "Copy of the bankbook"),
}
_COMPENSATION = (
    Field("kind", Text("종류", "Kind"), Kind.ONE, offer=words_of(COMPENSATION_LABELS)),
    Field("payer", Text("지급한 곳", "Who paid")),
    Field("reference", Text("증빙 번호", "Reference"), optional=True),
    Field("amount_won", Text("받은 금액", "Amount received"), Kind.WON),
    Field("received_on", Text("받은 날", "Day received"), Kind.DAY),
)  # fmt: skip


def _brought(work: Work, about: str, _language: Language) -> list[Option]:
    found = queries.application(work, about).evidence
    return [{"value": one.item_id, "label": f"{one.label} {one.title}".strip()} for one in found]


def _on_the_case(work: Work, about: str, _language: Language) -> list[Option]:
    known = prefill.prefill(work, queries.application(work, about).case_id).exhibits
    return [{"value": one.item_id, "label": f"{one.label} {one.title}".strip()} for one in known]


def _not_yet_brought(work: Work, about: str, language: Language) -> list[Option]:
    brought = {one["value"] for one in _brought(work, about, language)}
    return [one for one in _on_the_case(work, about, language) if one["value"] not in brought]


_EVIDENCE = Field(
    "evidence", Text("근거 자료", "Evidence"), Kind.MANY, optional=True, offer=_brought
)


STAFF_ASKS = {
    "begin_check": Ask(
        title=Text("자격 심사 시작", "Begin the eligibility check"),
        meaning=Text("자격 요건을 항목별로 확인하기 시작합니다.",
                     "Begins to check the conditions, line by line."),
        may=May.APPLICATION_REVIEW, act=through(actions.begin_check, "application_id"),
    ),
    "find_ineligible": Ask(
        title=Text("자격 없음 결정", "Find not eligible"),
        meaning=Text("신청인에게 사유와 근거가 그대로 전해지며, 30일 안에 이의를 신청할 수 있습니다.",
                     "The applicant reads reason and basis as written, and may object in 30 days."),
        may=May.APPLICATION_REVIEW, schema=RefusalIn,
        act=through(actions.find_ineligible, "application_id"),
        fields=(_REASON, _BASIS), danger=True,
    ),
    "reject": Ask(
        title=Text("지원 거절", "Refuse the application"),
        meaning=Text("신청인에게 사유와 근거가 그대로 전해지며, 30일 안에 이의를 신청할 수 있습니다.",
                     "The applicant reads reason and basis as written, and may object in 30 days."),
        may=May.APPLICATION_REVIEW, schema=RefusalIn, act=through(actions.reject, "application_id"),
        fields=(_REASON, _BASIS), danger=True,
    ),
    "suspend": Ask(
        title=Text("보류", "Suspend"),
        meaning=Text("보류하는 동안 심사도 지급도 진행되지 않습니다.",
                     "While it is suspended nothing moves and nothing is paid."),
        may=May.APPLICATION_REVIEW, schema=FlagIn,
        act=through(actions.suspend, "application_id"), fields=(_REASON, _EVIDENCE),
    ),
    "resume": Ask(
        title=Text("보류 해제", "Lift the suspension"),
        meaning=Text("멈춘 곳에서 다시 진행합니다.", "It goes on from where it stands."),
        may=May.APPLICATION_REVIEW, schema=FlagIn,
        act=through(actions.resume, "application_id"), fields=(_REASON, _EVIDENCE),
    ),
    "verify_payee": Ask(
        title=Text("지급 계좌 확인", "Verify the account"),
        meaning=Text("등록된 계좌가 신청인의 것임을 확인했음을 남깁니다.",
                     "Records that the account was found to be the applicant's."),
        may=May.APPLICATION_REVIEW, schema=VerificationIn,
        act=through(actions.verify_payee, "application_id"),
        fields=(
            Field("method", Text("확인 방법", "How"), Kind.ONE, offer=words_of(_HOW)),
            Field("reference", Text("확인 번호", "Reference")),
        ),
    ),
    "compensation": Ask(
        title=Text("다른 배상·보상 기록", "Record other compensation"),
        meaning=Text("기금이 알게 된 다른 배상·보상을 남깁니다. 같은 손해는 한 번만 지원합니다.",
                     "Records other money for the same loss that the fund found out about."),
        may=May.APPLICATION_REVIEW, schema=CompensationIn,
        act=through(actions.find_compensation, "application_id"), fields=_COMPENSATION,
    ),
}  # fmt: skip


def _answers(_work: Work, _about: str, language: Language) -> list[Option]:
    rows = {str(row.command): row.label for row in OBJECTION.rows
            if row.by == May.FUND_OBJECTION_ANSWER}  # fmt: skip
    return [{"value": code, "label": text.get(language)} for code, text in rows.items()]


OBJECTION_ASKS = {
    "answer": Ask(
        title=Text("이의신청 처리", "Answer the objection"),
        meaning=Text("신청인에게 결과와 사유가 그대로 전해집니다. 기간은 한 번만 연장할 수 있습니다.",
                     "The applicant reads outcome and reason. The answer may be put off once."),
        may=May.FUND_OBJECTION_ANSWER, schema=AnswerIn,
        act=through(actions.answer_objection, "objection_id"),
        fields=(Field("command", Text("처리", "Outcome"), Kind.ONE, offer=_answers), _REASON),
    ),
}  # fmt: skip
STRIKE_ASKS = {
    "strike": Ask(
        title=Text("잘못된 기록 제외", "Strike a wrong declaration"),
        meaning=Text("이 배상·보상 기록을 계산에서 뺍니다. 기록과 사유는 남습니다.",
                     "It counts no longer; it stays readable with the reason."),
        may=May.APPLICATION_REVIEW, schema=StrikeIn,
        act=through(actions.strike_compensation, "compensation_id"), fields=(_REASON,),
    ),
}  # fmt: skip


OWN_ASKS = {
    "compensation": Ask(
        title=Text("다른 배상·보상 신고", "Declare other compensation"),
        meaning=Text(
            "같은 손해로 보험금·배상금·합의금이나 다른 지원금을 받았다면 언제든 알려 주세요. "
            "손해액을 넘게 받은 지원금은 돌려주어야 합니다.",
            "Tell the fund at any time of insurance, damages, a settlement or other support for "
            "the same loss. What is paid beyond the loss has to be given back.",
        ),
        may=May.APPLICATION_FILE, schema=CompensationIn,
        act=through(actions.declare_compensation, "application_id"), fields=_COMPENSATION,
    ),
    "supplement": Ask(
        title=Text("자료 보완", "Bring more evidence"),
        meaning=Text(
            "사건에 올린 자료를 이 신청의 근거로 더하거나, 그사이 낸 손해배상 소송을 알립니다. "
            "목록에 없는 자료는 먼저 사건에 올려 주세요.",
            "Adds evidence of the case to this application, or names a suit filed since. What is "
            "not in the list has to be added to the case first.",
        ),
        may=May.APPLICATION_FILE, schema=SupplementIn,
        act=through(actions.supplement, "application_id"),
        fields=(
            Field("evidence", Text("더할 자료", "Evidence to add"), Kind.MANY, optional=True,
                  offer=_not_yet_brought),
            Field("suit.court", Text("법원", "Court"), optional=True),
            Field("suit.docket_number", Text("사건번호", "Docket number"), optional=True),
            Field("suit.filed_on", Text("소 제기일", "Day the suit was filed"), Kind.DAY,
                  optional=True),
            Field("suit.evidence_item_id", Text("소 제기를 보여 주는 자료", "Shown by"), Kind.CHOICE,
                  optional=True, offer=_on_the_case),
        ),
    ),
    "payee": Ask(
        title=Text("지급 계좌 등록·변경", "Name or change the account"),
        meaning=Text(
            "신청 기업 이름의 계좌만 쓸 수 있습니다. 계좌를 바꾸면 다시 확인하고 며칠 기다린 뒤 지급합니다.",
            "Only an account in the firm's own name. A changed account is verified anew and waits "
            "some days.",
        ),
        may=May.APPLICATION_FILE, schema=PayeeIn,
        act=through(actions.change_payee, "application_id"),
        fields=(
            Field("bank_code", Text("은행 코드", "Bank code"), hint=Text(
                "숫자 세 자리, 예: 004", "Three digits, such as 004")),
            Field("account_number", Text("계좌번호", "Account number"), hint=Text(
                "봉인해 보관하며 끝 네 자리만 표시합니다.",
                "Kept sealed; only the last four digits are shown.")),
            Field("holder_name", Text("예금주", "Holder")),
        ),
    ),
    "objection": Ask(
        title=Text("이의신청", "Object"),
        meaning=Text("마지막 결정에 이의를 신청합니다. 14일 안에 답을 드리며 한 번 10일 연장될 수 있습니다.",
                     "Objects to the last decision. It is answered in 14 days, once put off by 10."),
        may=May.APPLICATION_OBJECT, schema=ObjectionIn,
        act=through(actions.file_objection, "application_id"),
        fields=(Field("grounds", Text("이의 사유", "Grounds"), Kind.PROSE),),
    ),
    "withdraw": Ask(
        title=Text("신청 취하", "Withdraw the application"),
        meaning=Text("신청을 거두어들입니다. 지원이 결정된 뒤에는 취하할 수 없습니다.",
                     "Gives the application up; not once money was awarded."),
        may=May.APPLICATION_FILE, schema=WithdrawalIn,
        act=through(actions.withdraw, "application_id"), danger=True,
        fields=(Field("reason", Text("사유", "Reason"), Kind.PROSE, optional=True),),
    ),
}  # fmt: skip
