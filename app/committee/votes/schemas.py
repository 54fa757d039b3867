"""What the doors of votes take and give; nothing that goes out names a voter's choice."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from app.committee.fields import In
from app.committee.votes.rules import Choice, Question
from app.sanctions.schemas.measure import MeasureIn
from app.web.fields import Codes, Paragraph


class LaterIn(In):
    """A measure that is resolved now and drafted when the data for its sum are there."""

    kind: str = Field(max_length=60, examples=["surcharge"])
    violations: Codes = Field(default=[], examples=[["TK-USE"]])


class ProposalIn(In):
    """What is put to the vote. Measures are drafted as they were resolved, and no others issued."""

    question: Question = Field(examples=["violation"])
    proposal: Paragraph = Field(min_length=2, examples=["피심인의 위반을 인정하고 시정을 명한다."])
    measures: list[MeasureIn] = Field(default_factory=list, max_length=20)
    measures_later: list[LaterIn] = Field(default_factory=list, max_length=20)


class BallotIn(In):
    """A ballot. It is counted and kept nowhere."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"choice": "for"}]})

    choice: Choice


class BallotOut(BaseModel):
    """That one has voted."""

    vote_id: str
    voted: bool


class VoterOut(BaseModel):
    """A voter, and whether they have voted."""

    person_id: str
    name: str
    voted: bool


class ResolvedOut(BaseModel):
    """A kind of measure that was put to the vote."""

    kind: str
    kind_ko: str
    kind_en: str
    violations: list[str]
    later: bool


class VoteOut(BaseModel):
    """A vote. The counts are null until every voter has voted and the box was opened."""

    id: str
    version: int
    item_id: str
    hearing_id: str
    case_id: str
    sequence: int
    question: str
    question_ko: str
    question_en: str
    proposal: str
    measures: list[ResolvedOut]
    state: str
    state_ko: str
    state_en: str
    opened_on: date
    members: int
    needed: int
    basis: str
    voters: list[VoterOut]
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    result: str
    result_ko: str
    result_en: str


class VoteList(BaseModel):
    """The votes of an item."""

    items: list[VoteOut]
