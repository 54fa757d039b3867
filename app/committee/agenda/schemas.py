"""What the doors of the agenda take and give."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from app.committee.agenda.lifecycle import SEAT_LABELS
from app.committee.agenda.tables import PanelSeat
from app.committee.fields import In, Reasoned, ThingId
from app.web.fields import Day, Line, Paragraph, Truth


class TableIn(In):
    """A case for the agenda of a panel, and the day of its hearing."""

    panel_id: ThingId
    hearing_on: Day = Field(examples=["2026-09-29"])
    place: Line = Field(default="", examples=["심판정 (가상)"])


class PostponeIn(In):
    """Another day for the hearing."""

    hearing_on: Day = Field(examples=["2026-10-20"])
    reason: Reasoned


class OpinionHearingIn(In):
    """The day of an opinion hearing before the hearing."""

    on: Day = Field(examples=["2026-09-22"])


class AnswerIn(In):
    """Whether a party attends the hearing."""

    attends: Truth = Field(examples=[True])


class SecrecyIn(In):
    """Which parts of the hearing a party asks to be closed, and why."""

    passages: Paragraph = Field(min_length=2, examples=["금형 도면 A-12의 치수를 다루는 부분"])
    reason: Reasoned


class SecrecyDecisionIn(In):
    """Whether the parts are closed."""

    granted: Truth = Field(examples=[True])
    reason: Reasoned


class SeatOut(BaseModel):
    """A member's seat for a case; why a member is kept away is not said here."""

    id: str
    version: int
    person_id: str
    name: str
    chair: bool
    state: str
    state_ko: str
    state_en: str
    kept_away_by: str
    fills_seat_id: str | None

    @classmethod
    def of(cls, row: PanelSeat) -> "SeatOut":
        """Return a seat; why its member is kept away is sealed with the wall."""
        label = SEAT_LABELS[row.state]
        return cls(
            id=row.id, version=row.version, person_id=row.person_id, name=row.name,
            chair=row.chair, state=row.state, state_ko=label.ko, state_en=label.en,
            kept_away_by=row.kept_away_by, fills_seat_id=row.fills_seat_id,
        )  # fmt: skip


class SecrecyOut(BaseModel):
    """A request for closed parts."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    version: int
    side: str
    passages: str
    reason: str
    asked_on: date
    state: str
    decision: str


class ItemOut(BaseModel):
    """A case on the agenda. `due_on` is the day by which it had to be tabled."""

    id: str
    version: int
    case_id: str
    case_number: str
    respondent_name: str
    panel_id: str
    panel_kind: str
    panel_ko: str
    panel_en: str
    panel_size: int
    state: str
    state_ko: str
    state_en: str
    tabled_on: date
    due_on: date | None
    late: bool
    hearing_on: date
    place: str
    notified_on: date | None
    opinion_hearing_on: date | None
    secrecy_until_on: date
    complainant_answer: str
    respondent_answer: str
    seats: list[SeatOut]
    secrecy: list[SecrecyOut]


class ItemList(BaseModel):
    """Items of the agenda."""

    items: list[ItemOut]


class OwnSeatOut(BaseModel):
    """What a member is told before the file opens: enough to know whether anything keeps them away."""

    id: str
    version: int
    item_id: str
    case_id: str
    case_number: str
    respondent_name: str
    violations: list[str]
    panel_ko: str
    panel_en: str
    hearing_on: date
    state: str
    state_ko: str
    state_en: str
    kept_away_by: str
    article: str


class OwnSeatList(BaseModel):
    """The seats of the one who asks."""

    items: list[OwnSeatOut]
