"""Facts about custody papers; ids, codes and hashes only. Pure."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class CustodyExported(Event):
    """A chain of custody was made into a paper; written before its first byte left."""

    paper: str
    sha256: str
    links: int
