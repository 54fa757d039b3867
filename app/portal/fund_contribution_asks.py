"""The forms about contributions: what each step means and asks for, and the act behind it."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Text
from app.portal import fund_offers as offers
from app.portal.fund_asking import Ask, approved_change, through
from app.portal.fund_fields import Field, Kind, words_of
from app.remedy_fund.contributions import actions, queries, receipts
from app.remedy_fund.contributions.rules.sums import Source
from app.remedy_fund.contributions.schemas import (
    EarmarkIn,
    Giver,
    PaymentIn,
    PledgeIn,
    ProgrammeIn,
    RedesignationIn,
    ReturnIn,
    TreasuryRepaymentIn,
)
from app.remedy_fund.contributions.views import ACCOUNT_LABELS, SOURCE_LABELS

_AMOUNT = Field("amount_won", Text("금액", "Amount"), Kind.WON)
_PURPOSE = Field("purpose", Text("용도", "Purpose"), Kind.CHOICE, offer=offers.purposes)
_FIXED = Field(
    "purpose", Text("출연자가 정한 용도", "Purpose that the contributor fixes"), Kind.CHOICE,
    Text("정하지 않았으면 비워 두세요.", "Leave it empty where none is fixed."), optional=True,
    offer=offers.purposes,
)  # fmt: skip
_PROGRAMME = Field(
    "programme_id",
    Text("지원 사업", "Programme"),
    Kind.CHOICE,
    optional=True,
    offer=offers.programmes,
)
_UNTIL = Field("expires_on", Text("사용 기한", "To be used until"), Kind.DAY, optional=True)
_LETTER = (
    Field("letter_reference", Text("공문 번호", "Number of the official letter")),
    Field("letter_on", Text("공문 날짜", "Day of the letter"), Kind.DAY, optional=True),
    Field("reason", Text("사유", "Reason"), Kind.PROSE),
)
_GIVERS = {code: SOURCE_LABELS[Source(code)] for code in Giver}


NEW_ASKS = {
    "pledge": Ask(
        title=Text("출연 약정 기록", "Record a pledge"),
        meaning=Text(
            "약속받은 출연을 기록합니다. 출연자가 정한 용도·사업·기한은 이 출연금 전체에 적용됩니다.",
            "Records a promise of money. What the contributor fixes holds for all of it.",
        ),
        may=May.CONTRIBUTION_RECORD, schema=PledgeIn, act=through(actions.pledge, made=True),
        fields=(
            Field("source", Text("재원", "Where it comes from"), Kind.ONE, offer=words_of(_GIVERS)),
            Field("account", Text("계정", "Account"), Kind.ONE, offer=words_of(ACCOUNT_LABELS)),
            Field("contributor_name", Text("출연자", "Contributor")),
            _AMOUNT, _FIXED, _PROGRAMME, _UNTIL,
        ),
    ),
    "programme": Ask(
        title=Text("지원 사업 등록", "Set up a programme"),
        meaning=Text(
            "지원 사업과, 그 사업으로 쓸 수 있는 용도를 등록합니다.",
            "Sets up a programme with the purposes that it serves.",
        ),
        may=May.BUDGET_SET, schema=ProgrammeIn, act=through(actions.set_programme),
        fields=(
            Field("code", Text("사업 코드", "Code"), hint=Text(
                "영문 소문자·숫자·밑줄", "Small letters, digits and underscores")),
            Field("name_ko", Text("사업 이름(한국어)", "Name in Korean")),
            Field("name_en", Text("사업 이름(영어)", "Name in English")),
            Field("purposes", Text("용도", "Purposes"), Kind.MANY, offer=offers.purposes),
            Field("from_on", Text("시작일", "First day"), Kind.DAY, optional=True),
            Field("until_on", Text("종료일", "Last day"), Kind.DAY, optional=True),
        ),
    ),
    "treasury": Ask(
        title=Text("국고 반납 요청", "Ask for a repayment to the Treasury"),
        meaning=Text(
            "취소되거나 환급된 과징금의 전입분을 국고에 돌려줍니다. 승인을 받아야 지급됩니다.",
            "Pays back shares of surcharges that were annulled or refunded, once it is approved.",
        ),
        may=May.CONTRIBUTION_REDESIGNATE, schema=TreasuryRepaymentIn,
        act=through(actions.ask_treasury_repayment),
        fields=(_AMOUNT, *_LETTER), danger=True,
    ),
}  # fmt: skip


def _unallocated(work: Work, about: str) -> str:
    return f"{queries.contribution(work, about).contribution.unallocated_won:,}"


def _pledged(work: Work, about: str) -> str:
    return f"{queries.contribution(work, about).contribution.pledged_won:,}"


CONTRIBUTION_ASKS = {
    "receive": Ask(
        title=Text("납입 기록", "Record the payment"),
        meaning=Text(
            "실제로 들어온 돈을 장부에 올립니다. 출연자가 정한 용도가 있으면 곧바로 그 용도로 지정됩니다.",
            "Books money that came in; what its contributor fixed is set aside at once.",
        ),
        may=May.CONTRIBUTION_RECORD, schema=PaymentIn,
        act=through(actions.receive, "contribution_id"),
        fields=(
            Field("amount_won", Text("들어온 금액", "Amount received"), Kind.WON, given=_pledged),
            Field("on", Text("입금일", "Day received"), Kind.DAY, optional=True),
            Field("reference", Text("입금 번호", "Bank reference"), hint=Text(
                "은행이나 국고의 번호. 한 번만 쓸 수 있습니다.",
                "The bank's or Treasury's number, used once.")),
        ),
    ),
    "withdraw": Ask(
        title=Text("약정 철회 기록", "Record that the pledge was withdrawn"),
        meaning=Text("납입 전에 약정이 철회되었음을 남깁니다. 되돌릴 수 없습니다.",
                     "Notes that the promise was taken back. This cannot be undone."),
        may=May.CONTRIBUTION_RECORD,
        act=through(actions.withdraw_pledge, "contribution_id"), danger=True,
    ),
    "earmark": Ask(
        title=Text("용도 지정", "Earmark"),
        meaning=Text("용도를 정하지 않은 금액을 한 용도에 따로 떼어 둡니다.",
                     "Sets unallocated money aside for a purpose."),
        may=May.CONTRIBUTION_RECORD, schema=EarmarkIn,
        act=through(actions.earmark, "contribution_id"),
        fields=(Field("amount_won", Text("금액", "Amount"), Kind.WON, given=_unallocated),
                _PURPOSE, _PROGRAMME, _UNTIL),
    ),
    "redesignate": Ask(
        title=Text("용도 변경 요청", "Ask for a re-designation"),
        meaning=Text(
            "남아 있는 금액의 용도를 바꿉니다. 출연자의 공문이 있어야 하고, 승인을 받아야 시행됩니다.",
            "Changes the purpose of what remains, on an official letter, once it is approved.",
        ),
        may=May.CONTRIBUTION_REDESIGNATE, schema=RedesignationIn,
        act=through(actions.ask_redesignation, "contribution_id", made=True),
        fields=(Field("earmark_id", Text("바꿀 재원", "From which earmark"), Kind.CHOICE,
                      offer=offers.earmarks_of),
                _AMOUNT, _PURPOSE, _PROGRAMME, _UNTIL, *_LETTER),
    ),
    "return": Ask(
        title=Text("반환 요청", "Ask for a return"),
        meaning=Text("잘못 들어온 출연금을 돌려줍니다. 승인을 받아야 지급됩니다.",
                     "Gives back money that came in by mistake, once it is approved."),
        may=May.CONTRIBUTION_REDESIGNATE, schema=ReturnIn,
        act=through(actions.ask_return, "contribution_id", made=True), danger=True,
        fields=(Field("earmark_id", Text("돌려줄 재원", "From which earmark"), Kind.CHOICE,
                      Text("용도를 지정하지 않은 금액이면 비워 두세요.",
                           "Leave it empty for money that is not set aside."),
                      optional=True, offer=offers.earmarks_of),
                _AMOUNT, *_LETTER),
    ),
    "receipt": Ask(
        title=Text("기부금 수령 확인서 발급", "Issue the receipt"),
        meaning=Text("납입된 출연금의 수령 확인서에 번호를 매깁니다. 다시 발급해도 같은 확인서입니다.",
                     "Numbers the receipt of this contribution; asked again, it is the same one."),
        may=May.CONTRIBUTION_RECORD, act=through(receipts.issue, "contribution_id"),
    ),
}  # fmt: skip


CHANGE_ASKS = approved_change(
    May.CONTRIBUTION_REDESIGNATE,
    carry_out=through(actions.carry_out, "change_id"),
    drop=through(actions.drop, "change_id"),
)
