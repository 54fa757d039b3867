"""What is sent and answered about walls and the relations to a case."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, model_validator

from app.access.actor import Tie
from app.kernel.text import Text
from app.people.rules import WallKind
from app.people.schemas.fields import Answer, CaseId, Form, RowId
from app.people.tables import CaseTie, Wall


class WallDeclarationIn(Form):
    """Why somebody stays away, and from what: one case or one company."""

    case_id: CaseId | None = None
    company_id: RowId | None = None
    kind: Annotated[WallKind, Field(strict=False)] = WallKind.RECUSAL
    reason: Annotated[str, Field(max_length=1000, examples=["피신고인 회사에 2023년까지 근무"])]

    @model_validator(mode="after")
    def _one_thing(self) -> "WallDeclarationIn":
        if (self.case_id is None) == (self.company_id is None):
            words = Text("사건 또는 기업 하나만 적어 주세요", "Name either a case or a company")
            raise ValueError(words)
        return self


class WallIn(WallDeclarationIn):
    """A wall before another person."""

    person_id: RowId


class WallOut(Answer):
    """A wall. `reason` is sealed; it is present only where one wall is read, which is recorded."""

    id: str
    version: int
    person_id: str
    name: str
    case_id: str | None
    company_id: str | None
    kind: WallKind
    from_at: datetime
    lifted_at: datetime | None
    declared_by: str
    reason: str | None = None

    @classmethod
    def of(cls, row: Wall, name: str, reason: str | None = None) -> "WallOut":
        """Return a wall with the person's name."""
        return cls(
            id=row.id,
            version=row.version,
            person_id=row.person_id,
            name=name,
            case_id=row.case_id,
            company_id=row.company_id,
            kind=WallKind(row.kind),
            from_at=row.from_at,
            lifted_at=row.lifted_at,
            declared_by=row.declared_by,
            reason=reason,
        )


class CaseTieOut(Answer):
    """A relation of a person or a company to a case."""

    id: str
    version: int
    case_id: str
    kind: Tie
    person_id: str | None
    company_id: str | None
    name: str
    level: int
    note_code: str
    from_at: datetime | None
    until_at: datetime | None

    @classmethod
    def of(cls, row: CaseTie, name: str) -> "CaseTieOut":
        """Return a relation with the name of who stands in it."""
        return cls.model_validate(row.model_dump() | {"kind": Tie(row.kind), "name": name})
