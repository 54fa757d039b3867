"""What is told of custody: the chain, who could have, what was refused, and where the log stands."""

from datetime import datetime

from pydantic import BaseModel, Field

_HASH = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
_ITEM = "evi_019ab0c2f0007c3e8a51d2b3c4d5e6f7"
_EVENT = "evt_019ab0c2f0007c3e8a51d2b3c4d5e6f7"


class CustodyLink(BaseModel):
    """One link of the chain. Parties are told the role, not the person, and not every act.

    Sequence, instant and hash are told of every link, whatever else is left out.
    """

    sequence: int
    act: str = Field(examples=["received"])
    act_ko: str = Field(examples=["접수하여 보관함"])
    act_en: str = Field(examples=["Received and stored"])
    refusal: bool = Field(description="Nothing was done: it was refused · 거절된 행위")
    role: str = Field(examples=["investigator"])
    role_ko: str = Field(examples=["조사관"])
    role_en: str = Field(examples=["Investigator"])
    account_id: str = ""
    person_id: str = ""
    name: str = Field(default="", examples=["이조사"])
    at: datetime
    purpose: str = Field(examples=["record_transmission"])
    purpose_ko: str = Field(examples=["기록 송부"])
    purpose_en: str = Field(examples=["Transmission of records"])
    legal_basis: str
    authority_ko: str = Field(description="The basis in words · 근거를 글로", examples=["보전명령"])
    authority_en: str = Field(examples=["Preservation order"])
    sha256: str = Field(examples=[_HASH])
    event_id: str = Field(
        default="", description="Its entry in the log · 감사 기록의 항목", examples=[_EVENT]
    )
    log_position: int | None = None


class Somebody(BaseModel):
    """A person who could have read; the name is given where the reader may know it."""

    account_id: str
    person_id: str
    name: str = Field(examples=["이조사"])


class CouldHave(BaseModel):
    """Those of one role who may know of the piece now, and whether they may have its contents."""

    role: str = Field(examples=["investigator"])
    role_ko: str
    role_en: str
    through: str = Field(examples=["assigned"])
    through_ko: str = Field(examples=["배정된 사건"])
    through_en: str = Field(examples=["assigned cases"])
    may_read: bool
    after_second_factor: bool
    count: int
    people: list[Somebody] = Field(description="Empty for parties · 당사자에게는 비움")


class RefusedTry(BaseModel):
    """What somebody asked for about the piece and was refused; repeats are counted together."""

    door: str = Field(examples=["GET /api/v1/evidence/{item_id}/content"])
    problem: str = Field(examples=["not-found"])
    permission: str = Field(examples=["evidence:download"])
    because: str = Field(examples=["tie"])
    role: str
    role_ko: str
    role_en: str
    account_id: str
    name: str
    count: int
    first_at: datetime
    last_at: datetime


class LogStand(BaseModel):
    """The newest signed checkpoint of the log under which the chain can be proved."""

    size: int = Field(examples=[412])
    root: str = Field(examples=[_HASH])
    note: str = Field(description="C2SP tlog-checkpoint")


class CustodyChain(BaseModel):
    """All that was done with a piece of evidence, oldest first, who could have, what was refused."""

    item_id: str = Field(examples=[_ITEM])
    case_id: str | None = Field(description="Empty while it lies in a draft · 작성 중이면 비움")
    sha256: str = Field(examples=[_HASH])
    whole: bool = Field(description="Unchanged since it was received · 접수된 뒤 바뀌지 않음")
    items: list[CustodyLink]
    could_have: list[CouldHave]
    could_have_whole: bool = Field(description="False where more accounts exist than were asked")
    could_have_at: datetime
    refused: list[RefusedTry] = Field(description="For officials only · 담당 공무원에게만")
    log: LogStand | None = Field(description="Empty until a signed checkpoint covers the chain")


class Described(BaseModel):
    """What a piece is, as far as its reader may know; empty where not."""

    label: str = ""
    file_name: str = ""
    title: str = ""
    case_number: str = ""
    case_number_en: str = ""
    side: str = ""
    media_type: str = ""
    size_bytes: int | None = None
    state: str = ""
