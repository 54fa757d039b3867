"""What the doors of this room take; sums are whole won."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from app.kernel.text import Text
from app.remedy_fund.contributions.rules.sums import Account
from app.remedy_fund.fields import AmountWon, In
from app.web.fields import Line, MaybeDay, Paragraph

_CODE = r"^[a-z][a-z0-9_]{0,47}$"
_PURPOSE = r"^([a-z][a-z0-9_]{0,47})?$"
_EARMARK = "earmark_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_NAMELESS = Text("출연 기업이나 출연자 이름을 적어 주세요", "Name the company or the contributor")
_NOT_COMPANY = Text(
    "상생협력기금 계정에는 기업의 출연만 기록합니다",
    "Only contributions of companies go to the cooperation account",
)


class Giver(StrEnum):
    """Who may promise money; shares of surcharges and consent decisions come by themselves."""

    STATE = "state"
    COMPANY = "company"
    RECOVERY = "recovery"


class ProgrammeIn(In):
    """A programme with the purposes it serves."""

    code: str = Field(pattern=_CODE, examples=["proof_support"])
    name_ko: Line = Field(min_length=2, examples=["입증 비용 지원 사업 (가상)"])
    name_en: Line = Field(min_length=2, examples=["Support with proof (fictional)"])
    purposes: list[str] = Field(min_length=1, max_length=40, examples=[["litigation", "valuation"]])
    from_on: MaybeDay = Field(default=None, examples=["2026-01-01"])
    until_on: MaybeDay = None


class PledgeIn(In):
    """A promise of money. What programme, purpose and last day it fixes holds for all of it."""

    source: Giver = Field(examples=["company"])
    account: Account = Field(default=Account.GENERAL, examples=["general"])
    contributor_company_id: str = Field(default="", max_length=48)
    contributor_name: Line = Field(default="", examples=["한빛전자 주식회사 (가상)"])
    amount_won: AmountWon
    programme_id: str = Field(default="", max_length=48, examples=[""])
    purpose: str = Field(default="", pattern=_PURPOSE, examples=["litigation"])
    expires_on: MaybeDay = Field(default=None, examples=["2028-12-31"])

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not (self.contributor_company_id or self.contributor_name):
            raise ValueError(_NAMELESS)
        if self.account is Account.COOPERATION and self.source is not Giver.COMPANY:
            raise ValueError(_NOT_COMPANY)
        return self


class PaymentIn(In):
    """Money that came in; `reference` is the bank's or the Treasury's, once for each source."""

    amount_won: AmountWon
    on: MaybeDay = Field(default=None, examples=["2026-11-20"])
    reference: Line = Field(min_length=1, max_length=80, examples=["입금-2026-000123"])


class EarmarkIn(In):
    """How much is set aside for what, and until when it may be used."""

    amount_won: AmountWon
    purpose: str = Field(pattern=_CODE, examples=["litigation"])
    programme_id: str = Field(default="", max_length=48, examples=[""])
    expires_on: MaybeDay = Field(default=None, examples=["2028-12-31"])


class _LetterIn(In):
    amount_won: AmountWon
    letter_reference: Line = Field(min_length=2, max_length=80, examples=["기금운용과-2026-15"])
    letter_on: MaybeDay = Field(default=None, examples=["2026-11-20"])
    reason: Paragraph = Field(min_length=2, examples=["출연자의 동의를 받아 용도를 바꿈"])


class RedesignationIn(_LetterIn):
    """Another purpose for money of an earmark, with the official letter it rests on."""

    earmark_id: str = Field(max_length=48, examples=[_EARMARK])
    purpose: str = Field(pattern=_CODE, examples=["valuation"])
    programme_id: str = Field(default="", max_length=48, examples=[""])
    expires_on: MaybeDay = Field(default=None, examples=["2028-12-31"])


class ReturnIn(_LetterIn):
    """Money to be given back, from an earmark or from what is not set aside."""

    earmark_id: str = Field(default="", max_length=48, examples=[_EARMARK])


class TreasuryRepaymentIn(_LetterIn):
    """Shares taken back that are to be paid to the Treasury."""
