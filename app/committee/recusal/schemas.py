"""What the doors of recusal take and give."""

from datetime import date

from pydantic import BaseModel, Field

from app.committee.fields import Article, In, Reasoned, ThingId
from app.committee.recusal.rules import Ground
from app.web.fields import Line, Paragraph, Truth


class DeclarationIn(In):
    """Whether anything keeps a member away; where it does, why and on which article."""

    ground: Ground = Field(examples=["none"])
    reason: Paragraph = Field(default="", examples=["피심인의 자문을 맡은 적이 있음"])
    article: Line = Field(default="", examples=["공정거래법 제67조"])


class ChallengeIn(In):
    """A challenge to a member."""

    seat_id: ThingId
    reason: Reasoned
    article: Article


class ChallengeDecisionIn(In):
    """Whether a challenge is granted."""

    granted: Truth = Field(examples=[True])
    reason: Reasoned


class FillIn(In):
    """Who takes a vacant seat."""

    seat_id: ThingId
    member_id: ThingId


class ChallengeOut(BaseModel):
    """A challenge to a member."""

    id: str
    version: int
    item_id: str
    seat_id: str
    member_name: str
    kind: str
    kind_ko: str
    kind_en: str
    side: str
    reason: str
    article: str
    filed_on: date
    state: str
    state_ko: str
    state_en: str
    decided_on: date | None
    decision: str


class ChallengeList(BaseModel):
    """Challenges to members."""

    items: list[ChallengeOut]
