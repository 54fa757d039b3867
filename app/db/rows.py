"""What a row of the domain is: a prefixed id, a version, and a digest in the audit log."""

from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

# Set before the first migration: SQLite's batch mode cannot change a constraint without a name.
SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class Row(SQLModel):
    """A row whose every change needs an event and is digested into that event's leaf.

    `version` counts changes; a write made on an older version is refused by the database layer.
    """

    audited: ClassVar[bool] = True

    id: str = Field(primary_key=True, max_length=48)
    version: int = 1

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it on the class
        return {"version_id_col": cls.version}


class Upkeep(SQLModel):
    """A row of the service's own housekeeping, such as a session; it needs no event."""

    audited: ClassVar[bool] = False


class Posted(SQLModel):
    """A row that only a ledger's posting function writes; its event carries its digest."""

    audited: ClassVar[bool] = False
