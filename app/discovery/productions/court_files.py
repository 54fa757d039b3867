"""Cuts exhibits into files that fit the court's electronic filing, with the list of exhibits.

The limits are dated figures with a source; without them nothing is split.
"""

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pikepdf

from app.discovery.productions.problems import CourtLimitsUnknown, FileDoesNotFit

_LIMITS = Path(__file__).parent / "court_limits.toml"
LIST_NAME = "증거목록.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtLimits:
    """What the court takes from a day on; None is a figure that nobody has confirmed.

    `formats` are those of exhibits; attachments and media have their own. Margins are in
    millimetres, in the order in which the notice lists them.
    """

    effective_from: date
    source: str
    formats: frozenset[str]
    attachment_formats: frozenset[str] = frozenset()
    media_formats: frozenset[str] = frozenset()
    file_bytes: int | None = None
    submission_bytes: int | None = None
    paper: str = ""
    margins_mm: tuple[int, ...] = ()
    searchable_text: bool = False

    @property
    def taken(self) -> frozenset[str]:
        """Every format that can be filed."""
        return self.formats | self.attachment_formats | self.media_formats


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One exhibit to be filed: its number, its name in the list, and its bytes."""

    number: str
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class CourtFile:
    """One file as it is filed; `part` of `parts` where an exhibit was cut."""

    exhibit: str
    name: str
    content: bytes
    part: int
    parts: int
    submission: int = 1

    @property
    def listed(self) -> list[str]:
        """The file's line in the list of exhibits."""
        cut = f"{self.part}/{self.parts}" if self.parts > 1 else ""
        return [str(self.submission), self.exhibit, self.name, cut, str(len(self.content))]


def known_limits(entered: Path | None = None) -> tuple[CourtLimits, ...]:
    """Return the limits that are on file, oldest first; `entered` are those of the operator."""
    files = [_LIMITS] if entered is None else [_LIMITS, entered]
    entries = [entry for path in files for entry in _entries(path)]
    found = [
        CourtLimits(**{name: _frozen(value) for name, value in entry.items()}) for entry in entries
    ]
    # Of two that begin on one day the operator's counts, which comes later.
    return tuple(sorted(found, key=lambda one: one.effective_from))


def _entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["limits"]
    return found


def _frozen(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple(value) if all(isinstance(one, int) for one in value) else frozenset(value)


def limits_on(day: date, limits: Sequence[CourtLimits] | None = None) -> CourtLimits:
    """Return the limits of a day; raise CourtLimitsUnknown where a size is not confirmed."""
    history = known_limits() if limits is None else limits
    begun = [one for one in history if one.effective_from <= day]
    if not begun:
        raise CourtLimitsUnknown(on=day.isoformat())
    found = begun[-1]
    if found.file_bytes is None or found.submission_bytes is None:
        raise CourtLimitsUnknown(on=day.isoformat(), source=found.source)
    return found


def split(exhibits: Iterable[Exhibit], limits: CourtLimits) -> Iterator[CourtFile]:
    """Cut exhibits into files and submissions within the limits, in their order.

    A PDF is cut at its pages; any other file over the limit raises FileDoesNotFit. One exhibit is
    in memory at a time.
    """
    if limits.file_bytes is None or limits.submission_bytes is None:
        raise CourtLimitsUnknown(source=limits.source)
    room = min(limits.file_bytes, limits.submission_bytes)
    submission, used = 1, 0
    for exhibit in exhibits:
        for file in _files(exhibit, limits.taken, room):
            if used and used + len(file.content) > limits.submission_bytes:
                submission, used = submission + 1, 0
            used += len(file.content)
            yield replace(file, submission=submission)


def list_of_exhibits(lines: Iterable[Sequence[str]]) -> bytes:
    """Return the 증거목록 over all submissions as a CSV that office programs open."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["회차", "호증", "파일 이름", "분할", "크기(바이트)"])
    writer.writerows(lines)
    return "\ufeff".encode() + out.getvalue().encode()


def _files(exhibit: Exhibit, formats: frozenset[str], room: int) -> list[CourtFile]:
    suffix = PurePosixPath(exhibit.file_name).suffix.removeprefix(".").lower()
    if suffix not in formats:
        raise FileDoesNotFit(exhibit=exhibit.number, file_format=suffix)
    if len(exhibit.content) <= room:
        parts = [exhibit.content]
    elif suffix == "pdf":
        parts = _cut_pdf(exhibit, room)
    else:
        raise FileDoesNotFit(exhibit=exhibit.number, size_bytes=len(exhibit.content))
    many = len(parts)
    return [
        CourtFile(exhibit.number, _name(exhibit.number, part, many, suffix), content, part, many)
        for part, content in enumerate(parts, start=1)
    ]


def _name(number: str, part: int, parts: int, suffix: str) -> str:
    cut = f"({part}-{parts})" if parts > 1 else ""
    return f"{number.replace(' ', '_')}{cut}.{suffix}"


def _cut_pdf(exhibit: Exhibit, room: int) -> list[bytes]:
    with pikepdf.open(io.BytesIO(exhibit.content)) as whole:
        pages = len(whole.pages)

        def piece(first: int, last: int) -> bytes:
            with pikepdf.new() as part:
                part.pages.extend(whole.pages[first:last])
                out = io.BytesIO()
                part.save(out, deterministic_id=True)
                return out.getvalue()

        parts, first = [], 0
        while first < pages:
            last = _furthest(piece, first, pages, room)
            if last == first:
                raise FileDoesNotFit(exhibit=exhibit.number, page=first + 1)
            parts.append(piece(first, last))
            first = last
        return parts


def _furthest(piece: Callable[[int, int], bytes], first: int, pages: int, room: int) -> int:
    """Return up to which page a piece from `first` still fits; `first` itself where none does."""
    low, high = first, pages
    while low < high:
        middle = (low + high + 1) // 2
        if len(piece(first, middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return low
