"""Which earmarks pay for something, and how much each. Pure.

Narrowest permitted purpose first, so that money that may go anywhere is kept for what nothing else
may pay; then the one that expires first; then the one received first; ties by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An earmark with what is free on it. An empty programme means any programme."""

    earmark_id: str
    purpose: str
    programme_id: str = ""
    expires_on: date | None = None
    received_on: date
    available_won: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be paid: the purposes whose money may pay it, the narrowest first."""

    purposes: Sequence[str]
    programme_id: str = ""
    on: date


@dataclass(frozen=True, slots=True)
class Part:
    """How much of one earmark is taken."""

    earmark_id: str
    amount_won: int


def permits(candidate: Candidate, wanted: Wanted) -> bool:
    """Tell whether an earmark may pay: its purpose, its programme and its last day allow it."""
    return (
        candidate.purpose in wanted.purposes
        and candidate.programme_id in ("", wanted.programme_id)
        and (candidate.expires_on is None or wanted.on <= candidate.expires_on)
    )


def choose(
    candidates: Iterable[Candidate], wanted: Wanted, amount_won: int
) -> tuple[Part, ...] | None:
    """Return the parts that make up an amount, or None where what is permitted is not enough."""
    permitted = [one for one in candidates if one.available_won > 0 and permits(one, wanted)]
    rank = {purpose: place for place, purpose in enumerate(wanted.purposes)}
    permitted.sort(
        key=lambda one: (
            rank[one.purpose], not one.programme_id, one.expires_on or date.max, one.received_on,
            one.earmark_id,
        )
    )  # fmt: skip
    parts, left = [], amount_won
    for one in permitted:
        if not left:
            break
        part = min(one.available_won, left)
        parts.append(Part(one.earmark_id, part))
        left -= part
    return None if left else tuple(parts)


def free_won(candidates: Iterable[Candidate], wanted: Wanted) -> int:
    """Return how much permitted earmarks hold together."""
    return sum(max(0, one.available_won) for one in candidates if permits(one, wanted))
