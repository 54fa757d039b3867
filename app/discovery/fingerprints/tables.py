"""Rows only: hashes that were registered before their files came."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Row


class Fingerprint(Row, table=True):
    """The hash of a file that stayed with its owner; once it arrives, `item_id` names it.

    `place_id` is the case or the draft for which it was registered.
    """

    __tablename__ = "fingerprint"
    __table_args__ = (UniqueConstraint("place_id", "side", "sha256"),)

    place_id: str = Field(max_length=48)
    case_id: str | None = Field(default=None, foreign_key="cases.id", max_length=48)
    draft_id: str = Field(default="", max_length=48)
    account_id: str = Field(max_length=48)
    person_id: str = Field(max_length=48)
    side: str = Field(max_length=16)
    sha256: str = Field(max_length=64)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    title: str = Field(max_length=200)
    file_name: str = Field(default="", max_length=200)
    registered_at: datetime
    item_id: str | None = Field(
        default=None, foreign_key="evidence_item.id", max_length=48, unique=True
    )
    matched_at: datetime | None = None
