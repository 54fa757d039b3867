"""Rows only: when each stored object was last read again, what was found, and incidents.

No column here is called `store_key`: a row that has one says that its object is to be kept.
"""

from datetime import datetime

from sqlmodel import Field

from app.db.rows import Row, Upkeep


class StoreReading(Upkeep, table=True):
    """The last reading of one object and of its second copy.

    `second_finding` is empty as long as no second copy was ever made.
    """

    __tablename__ = "store_reading"

    object_key: str = Field(primary_key=True, max_length=64)
    noticed_at: datetime
    last_read_at: datetime | None = Field(default=None, index=True)
    finding: str = Field(default="", max_length=12)
    second_read_at: datetime | None = None
    second_finding: str = Field(default="", max_length=12, index=True)


class StorePromise(Upkeep, table=True):
    """What the service promises about re-reading, as the worker last knew it; one row."""

    __tablename__ = "store_promise"

    id: str = Field(primary_key=True, max_length=12)
    within_days: int
    second_copies: bool
    told_at: datetime
    passed_at: datetime | None = None


class StoreIncident(Row, table=True):
    """One object that was not what it was. `open_mark` is unique while the incident is open."""

    __tablename__ = "store_incident"

    object_key: str = Field(max_length=64, index=True)
    kind: str = Field(max_length=40)
    owner_id: str = Field(max_length=48)
    item_id: str | None = Field(
        default=None, foreign_key="evidence_item.id", max_length=48, index=True
    )
    copy_read: str = Field(max_length=8)
    finding: str = Field(max_length=12)
    sha256: str = Field(default="", max_length=64)
    state: str = Field(max_length=12)
    open_mark: str | None = Field(default=None, max_length=80, unique=True)
    noticed_at: datetime
    settled_at: datetime | None = None
