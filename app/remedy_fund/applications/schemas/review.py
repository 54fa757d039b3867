"""What an officer sends: findings, assessments, refusals, verifications, answers to objections."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.remedy_fund.applications.schemas.filing import (
    FilledLine,
    ItemIds,
    MaybeNought,
    Reason,
)
from app.remedy_fund.fields import In
from app.web.fields import Line, Paragraph

Basis = Annotated[FilledLine, Field(examples=["보조금 관리에 관한 법률 제30조"])]
LineId = Annotated[Line, Field(max_length=48, examples=["fline_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])]


class RefusedLineIn(In):
    """A benefit that is refused though the application goes on."""

    line_id: LineId
    reason: Reason
    basis: Basis


class EligibleIn(In):
    """The finding that an application is eligible; lines that are not are refused one by one."""

    reason: Paragraph = Field(default="", examples=["요건을 모두 갖춤"])
    refused: list[RefusedLineIn] = Field(default=[], max_length=20)


class RefusalIn(In):
    """A refusal with its reason and the article or rule that it rests on."""

    reason: Reason
    basis: Basis


class AssessedLossIn(In):
    """How much of a line of the loss sheet is accepted, why, and shown by what."""

    line_id: Annotated[
        Line, Field(max_length=48, examples=["floss_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    ]
    assessed_won: MaybeNought
    reasons: Reason
    evidence: ItemIds = Field(default=[])


class AssessedLineIn(In):
    """How much a benefit line may get, of which eligible cost, why, and shown by what."""

    line_id: LineId
    cost_won: MaybeNought
    assessed_won: MaybeNought
    reasons: Reason
    evidence: ItemIds = Field(default=[])


class AssessmentIn(In):
    """The assessment of every line that was not refused."""

    losses: list[AssessedLossIn] = Field(min_length=1, max_length=60)
    lines: list[AssessedLineIn] = Field(min_length=1, max_length=20)
    reason: Reason


class FlagIn(In):
    """Why an application is suspended, or goes on."""

    reason: Reason
    evidence: ItemIds = Field(default=[])


class StrikeIn(In):
    """Why a declaration of other money counts no longer."""

    reason: Reason


class VerificationHow(StrEnum):
    """How an account was found to be the applicant's."""

    NAME_INQUIRY = "name_inquiry"
    BANKBOOK_COPY = "bankbook_copy"


class VerificationIn(In):
    """The verification of the current account."""

    method: VerificationHow = Field(examples=["name_inquiry"])
    reference: FilledLine = Field(max_length=120, examples=["예금주조회 20261123-0001"])


class Answer(StrEnum):
    """What officers may do to an objection."""

    UPHOLD = "uphold"
    CHANGE = "change"
    EXTEND = "extend"


class AnswerIn(In):
    """What becomes of an objection."""

    command: Answer = Field(examples=["uphold"])
    reason: Paragraph = Field(default="", examples=["제출 자료로는 인정하기 어려움"])
