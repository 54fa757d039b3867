"""What kinds of objects are kept, where their hash is on record, and when a promise is kept. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.text import Text


class Copy(StrEnum):
    """Which of the two stores was read."""

    FIRST = "first"
    SECOND = "second"


COPY_LABELS: dict[str, Text] = {
    Copy.FIRST: Text("원본 저장소", "The store itself"),
    Copy.SECOND: Text("사본 저장소", "The second copy"),
}
KIND_LABELS: dict[str, Text] = {
    "evidence_item": Text("증거 자료", "Piece of evidence"),
    "evidence_text": Text("증거에서 읽어 낸 글", "Text read from evidence"),
    "production": Text("제출본", "Production"),
    "transmission_package": Text("송부 기록 묶음", "Package of records sent"),
}
OTHER_KIND = Text("저장 파일", "Stored object")
HASH_COLUMNS = ("sha256", "text_sha256")
"""The columns in which a table may keep the hash of its objects, the first that there is."""

PASSING = frozenset({"upload_part"})
"""Tables whose objects are there for hours only, on their way to becoming evidence."""

GONE = "disposed"
"""The state in which a row still names an object whose bytes may be gone at any moment."""


def is_kept(oldest_at: datetime | None, within_days: int, now: datetime) -> bool:
    """Tell whether nothing has waited longer than promised to be read again."""
    return oldest_at is None or now - oldest_at <= timedelta(days=within_days)


def open_mark(copy: Copy, key: str) -> str:
    """Return what is unique among open incidents: one for each object and store."""
    return f"{copy}:{key}"
