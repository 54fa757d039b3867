"""How a file may be cut into parts, and how long an upload in parts may take. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.discovery.evidence.rules import PENDING_LASTS, IntakeLimits
from app.discovery.uploads.problems import (
    PartNumberWrong,
    PartOutOfOrder,
    PartTooLarge,
    PartTooSmall,
)

_MEBIBYTE = 1024 * 1024
LEAST_PART_BYTES = 5 * _MEBIBYTE
"""The least that a part holds; only the last one may be smaller."""
MOST_PART_BYTES = 1024 * _MEBIBYTE
MOST_PARTS = 10_000
SESSION_LASTS = timedelta(days=7)
"""How long an upload in parts may take in all; between two parts it is PENDING_LASTS."""

PART_LEASE = timedelta(minutes=2)
"""How long a part that is on its way keeps others out, unless it goes on arriving."""
PART_LEASE_RENEWED_AFTER = timedelta(seconds=30)
PART_STALLED_AFTER = PART_LEASE - PART_LEASE_RENEWED_AFTER
"""How long the sender of a part may bring nothing; whoever waits longer has lost the lease."""

_LEAST_COMPLETING = timedelta(minutes=2)
_SLOWEST_BYTES_A_SECOND = 5 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload in parts has come: parts and bytes that are there, and bytes in all."""

    parts: int
    offset_bytes: int
    size_bytes: int

    @property
    def next_part(self) -> int:
        """The number of the part that is awaited."""
        return self.parts + 1

    @property
    def remaining_bytes(self) -> int:
        """How much is still to come."""
        return self.size_bytes - self.offset_bytes

    @property
    def is_whole(self) -> bool:
        """Tell if every byte is there."""
        return self.remaining_bytes == 0

    @property
    def most_bytes(self) -> int:
        """The most that the awaited part may hold."""
        return min(MOST_PART_BYTES, self.remaining_bytes)

    @property
    def least_bytes(self) -> int:
        """The least that the awaited part may hold; the very last number has to bring the rest."""
        least = self.remaining_bytes if self.next_part == MOST_PARTS else LEAST_PART_BYTES
        return min(least, self.remaining_bytes)

    def plus(self, size_bytes: int) -> "Progress":
        """Return the progress with one more part."""
        return Progress(self.parts + 1, self.offset_bytes + size_bytes, self.size_bytes)


def check_number(number: int) -> None:
    """Raise PartNumberWrong for a number that no part has."""
    if not 1 <= number <= MOST_PARTS:
        raise PartNumberWrong(first_part=1, last_part=MOST_PARTS)


def check_turn(number: int, progress: Progress) -> None:
    """Raise PartOutOfOrder unless it is the part that is awaited."""
    if number != progress.next_part or progress.is_whole:
        raise PartOutOfOrder(
            part=number, next_part=None if progress.is_whole else progress.next_part,
            offset_bytes=progress.offset_bytes, size_bytes=progress.size_bytes,
        )  # fmt: skip


def check_size(size_bytes: int, progress: Progress) -> None:
    """Raise PartTooLarge or PartTooSmall unless the awaited part may hold so much."""
    if size_bytes > progress.most_bytes:
        raise too_large(progress)
    if size_bytes < progress.least_bytes:
        raise PartTooSmall(
            least_bytes=progress.least_bytes, part_bytes=size_bytes, part=progress.next_part
        )


def too_large(progress: Progress) -> PartTooLarge:
    """Return the refusal of a part that brings more than it may."""
    return PartTooLarge(
        most_bytes=progress.most_bytes, remaining_bytes=progress.remaining_bytes,
        part=progress.next_part,
    )  # fmt: skip


def limits_in_parts(limits: IntakeLimits) -> IntakeLimits:
    """Return the limits of a file that comes in parts: it may fill the room of its case."""
    return replace(limits, file_bytes=limits.case_bytes)


def renewed(begun_at: datetime, now: datetime) -> datetime:
    """Return from when the time of an upload runs anew after a part, within its whole time."""
    return min(now, begun_at + SESSION_LASTS - PENDING_LASTS)


def is_over(begun_at: datetime, now: datetime) -> bool:
    """Tell if an upload has had its whole time; what is being completed may still be finished."""
    return now > begun_at + SESSION_LASTS


def kept_until(reserved_at: datetime, until: datetime) -> datetime:
    """Return from when the time of an upload runs that must not be over before an instant."""
    return max(reserved_at, until - PENDING_LASTS)


def completing_until(now: datetime, size_bytes: int) -> datetime:
    """Return until when nobody else may put the file together: a slow store's time for it."""
    return now + _LEAST_COMPLETING + timedelta(seconds=size_bytes // _SLOWEST_BYTES_A_SECOND)
