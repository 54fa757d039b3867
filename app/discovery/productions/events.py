"""Facts about productions; ids, codes, hashes and numbers only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ProductionEvent(Event):
    """Something happened to a production. `subject` is the production's id."""

    case_id: str


@dataclass(frozen=True, kw_only=True)
class ProductionPrepared(ProductionEvent):
    """A set was begun from the evidence of a case."""

    documents: int
    recipient_level: int
    replaces_production_id: str


@dataclass(frozen=True, kw_only=True)
class ProductionMarked(ProductionEvent):
    """It was decided what becomes of some documents; pairs of item and standing."""

    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ProductionChecked(ProductionEvent):
    """A set was checked; `codes` names what was found, nothing where all is well."""

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProductionReopened(ProductionEvent):
    """A set that was checked or built is put together anew."""


@dataclass(frozen=True, kw_only=True)
class ProductionBuildOrdered(ProductionEvent):
    """A set was given to the worker to build."""


@dataclass(frozen=True, kw_only=True)
class PageNumbersAllotted(ProductionEvent):
    """Page numbers of the matter were given to a production and are given to no other."""

    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class ProductionBuilt(ProductionEvent):
    """A production was built; the hashes are of its ZIP file and of its list of files."""

    sha256: str
    manifest_sha256: str
    size_bytes: int
    documents: int
    images: int


@dataclass(frozen=True, kw_only=True)
class ProductionBuildRefused(ProductionEvent):
    """A production could not be built; `codes` says why."""

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProductionIssued(ProductionEvent):
    """A production was issued and is never changed again."""

    sha256: str
    manifest_sha256: str
    prepared_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProductionSuperseded(ProductionEvent):
    """Another production took the place of an issued one."""

    by_production_id: str


@dataclass(frozen=True, kw_only=True)
class ProductionWithdrawn(ProductionEvent):
    """An issued production was called back."""


@dataclass(frozen=True, kw_only=True)
class ProductionTaken(ProductionEvent):
    """A production was given out; written before its first byte left."""

    sha256: str
    level: int
