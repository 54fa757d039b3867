"""What the doors of members and panels take and give."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from app.committee.fields import In, ThingId
from app.committee.terms import PanelKind
from app.web.fields import Day, Line, MaybeDay


class MemberIn(In):
    """A commissioner's term of office; the account must be a commissioner's."""

    account_id: str = Field(max_length=48, examples=["acc_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    from_on: Day = Field(examples=["2026-01-01"])
    until_on: MaybeDay = Field(default=None, examples=["2028-12-31"])


class EndIn(In):
    """The last day on which something holds."""

    until_on: Day = Field(examples=["2026-12-31"])


class PanelIn(In):
    """A panel, by who forms it and who presides."""

    kind: PanelKind = Field(examples=["subcommittee"])
    name: Line = Field(min_length=1, max_length=120, examples=["제1소회의"])
    from_on: Day = Field(examples=["2026-01-01"])
    member_ids: list[ThingId] = Field(min_length=1, max_length=30)
    chair_id: ThingId


class MemberOut(BaseModel):
    """A commissioner's term of office."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    person_id: str
    name: str
    from_on: date
    until_on: date | None


class PanelOut(BaseModel):
    """A panel and its members."""

    id: str
    version: int
    kind: PanelKind
    name: str
    from_on: date
    until_on: date | None
    chair_id: str
    members: list[MemberOut]


class MemberList(BaseModel):
    """Every term of office."""

    items: list[MemberOut]


class PanelList(BaseModel):
    """Every panel."""

    items: list[PanelOut]
