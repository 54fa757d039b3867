"""Rows only: uploads that come in parts, and the parts that have arrived.

They are housekeeping: what is evidence is a row of `evidence` from the first byte to the last.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Column, UniqueConstraint
from sqlmodel import Field

from app.db.rows import Upkeep


class UploadSession(Upkeep, table=True):
    """One file on its way in parts; `id` is the upload's, whose room `item_id` holds."""

    __tablename__ = "upload_session"

    id: str = Field(primary_key=True, max_length=48)
    item_id: str = Field(foreign_key="evidence_item.id", max_length=48, unique=True)
    account_id: str = Field(max_length=48)
    case_id: str = Field(default="", max_length=48)
    draft_id: str = Field(default="", max_length=48)
    file_name: str = Field(max_length=200)
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str = Field(default="", max_length=64)
    title: str = Field(default="", max_length=200)
    purpose: str = Field(default="", max_length=1000)
    level: int = 3
    fingerprint_id: str = Field(default="", max_length=48)
    begun_at: datetime
    receiving_until: datetime | None = None
    completing_until: datetime | None = None


class UploadPart(Upkeep, table=True):
    """One part that has arrived: an object of its own until the file is put together."""

    __tablename__ = "upload_part"
    __table_args__ = (UniqueConstraint("upload_id", "number"),)

    id: str = Field(primary_key=True, max_length=48)
    upload_id: str = Field(foreign_key="upload_session.id", max_length=48)
    number: int
    size_bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    sha256: str = Field(max_length=64)
    store_key: str = Field(max_length=64, unique=True)
    received_at: datetime
