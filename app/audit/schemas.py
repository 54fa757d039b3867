"""What the log shows: checkpoints and proofs to everybody, leaves to auditors."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

_HASH = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
_NOTE = (
    "audit.example.kr\n4\n037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n\n"
    "— audit.example.kr z+Jp0Q3n…\n"
)


class CheckpointOut(BaseModel):
    """The newest signed checkpoint."""

    size: int = Field(description="Leaves in the log · 기록 수", examples=[4])
    root: str = Field(description="Hexadecimal · 16진수", examples=[_HASH])
    note: str = Field(description="C2SP tlog-checkpoint", examples=[_NOTE])
    public_key: str = Field(
        description="`name+id+key` · 검증 키", examples=["audit.example.kr+cfe269d1+AaB…"]
    )
    at: datetime


class ProofOut(BaseModel):
    """What shows that an event is in the log: hashes only, never what the event says."""

    event_id: str = Field(examples=["evt_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    leaf_hash: str = Field(examples=[_HASH])
    state: Literal["waiting", "included"] = Field(
        description="`waiting` until a signed checkpoint covers it · 확인점 서명 전에는 `waiting`"
    )
    position: int | None = Field(default=None, examples=[2])
    tree_size: int | None = Field(default=None, examples=[4])
    root: str | None = Field(default=None, examples=[_HASH])
    proof: list[str] = Field(default=[], description="RFC 9162 2.1.3", examples=[[_HASH]])
    checkpoint: str | None = Field(default=None, examples=[_NOTE])


class ConsistencyOut(BaseModel):
    """What shows that a smaller log is the beginning of a larger one."""

    first: int = Field(examples=[3])
    second: int = Field(examples=[4])
    first_root: str = Field(examples=[_HASH])
    second_root: str = Field(examples=[_HASH])
    proof: list[str] = Field(description="RFC 9162 2.1.4", examples=[[_HASH]])


class LeafOut(BaseModel):
    """One entry of the log as an auditor reads it: ids, codes and digests."""

    event_id: str = Field(examples=["evt_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    event: str = Field(examples=["measure_issued"])
    subject: str = Field(examples=["measure_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    actor_id: str = Field(examples=["account_019ab0c2f0007c3e8a51d2b3c4d5e6f7"])
    at: datetime
    position: int | None
    leaf_hash: str = Field(examples=[_HASH])
    payload: dict[str, Any]
