"""Facts about what the re-reading of the store found; ids, codes and hashes only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class EvidenceReread(Event):
    """A piece of evidence was read again from its first byte to its last, and is what it was."""

    sha256: str


@dataclass(frozen=True, kw_only=True)
class StoredObjectHarmed(Event):
    """A reading found an object lost or altered; `copy` says in which of the two stores."""

    object_key: str
    kind: str
    owner_id: str
    item_id: str
    copy: str
    finding: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RootKeyRotated(Event):
    """The keys of stored objects were put under the root key that is the event's subject."""

    objects: int
    rewrapped: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class StoreIncidentSettled(Event):
    """An incident is over: restored, found whole again, or the object is no longer kept."""

    object_key: str
    item_id: str
    copy: str
    state: str
