"""What a verification found: each damage by kind and place, in words of both languages. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from app.kernel.text import Text

LISTED_OF_A_KIND = 200
_POSITION = "position "

WORDS: dict[str, Text] = {
    "edited": Text("{where}: 기록 내용이 바뀌었습니다.", "{where}: the record was edited."),
    "dropped": Text("{where}: 기록이 지워졌습니다.", "{where}: the record was dropped."),
    "reordered": Text("{where}: 기록의 순서가 바뀌었습니다.", "{where}: the record was moved."),
    "inserted": Text(
        "{where}: 서비스가 쓰지 않은 기록이 끼어 있습니다.",
        "{where}: a record that the service did not write.",
    ),
    "node": Text(
        "{where}: 저장된 나무 값이 기록과 맞지 않습니다.",
        "{where}: the stored tree does not fit the records.",
    ),
    "root": Text(
        "{where}: 서명된 루트 해시가 기록과 맞지 않습니다.",
        "{where}: the signed root does not fit the records.",
    ),
    "checkpoint": Text(
        "{where}: 서명된 확인점이 바뀌었거나 없습니다.",
        "{where}: a signed checkpoint was changed or is missing.",
    ),
    "witness": Text(
        "{where}: 제2 보관처의 기록이 손상되었습니다.", "{where}: the witness's copy is damaged."
    ),
    "row_edited": Text(
        "{where}: 절차를 거치지 않고 값이 바뀌었습니다.",
        "{where}: the row was changed behind the service's back.",
    ),
    "row_inserted": Text(
        "{where}: 절차를 거치지 않고 만들어졌습니다.",
        "{where}: the row was made behind the service's back.",
    ),
    "row_deleted": Text(
        "{where}: 절차를 거치지 않고 지워졌습니다.",
        "{where}: the row was removed behind the service's back.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One damage: its kind, a stable name of the place, and a sentence."""

    kind: str
    where: str
    text: Text

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON values."""
        return {"kind": self.kind, "where": self.where, "text": self.text.as_dict()}


@dataclass(slots=True)
class Report:
    """The outcome of a verification. At most 200 findings of a kind are listed; all are counted."""

    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    _places: set[tuple[str, str]] = field(default_factory=set, repr=False)

    @property
    def ok(self) -> bool:
        """Tell whether nothing was found."""
        return not self.found

    def add(self, kind: str, where: str, more: Text | None = None) -> None:
        """Note a damage once; `more` says what is known beyond the kind."""
        if (kind, where) in self._places:
            return
        self._places.add((kind, where))
        self.found[kind] += 1
        if self.found[kind] > LISTED_OF_A_KIND:
            return
        text = WORDS[kind].format(where=where)
        if more is not None:
            text = Text(f"{text.ko} {more.ko}", f"{text.en} {more.en}")
        self.findings.append(Finding(kind, where, text))

    def named(self, kind: str, where: str) -> bool:
        """Tell whether a damage has been noted."""
        return (kind, where) in self._places

    def positions(self, kind: str) -> set[int]:
        """Return the positions in the log at which a kind of damage has been noted."""
        places = (where for found, where in self._places if found == kind)
        return {int(where[len(_POSITION) :]) for where in places if where.startswith(_POSITION)}

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "ok": self.ok,
            "counts": self.counts,
            "found": dict(self.found),
            "findings": [finding.as_dict() for finding in self.findings],
        }


def place(position: int) -> str:
    """Return the stable name of a position in the log."""
    return f"{_POSITION}{position}"
