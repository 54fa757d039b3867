"""Two productions side by side: which documents, pages, fields and redactions changed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# These change with every production and say nothing about the document.
_NUMBERING = frozenset({
    "BEGBATES", "ENDBATES", "BEGATTACH", "ENDATTACH", "PARENT_BATES", "REPLACES_BEGBATES",
    "NATIVELINK", "TEXTLINK",
})  # fmt: skip

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """How one document differs; page numbers count from 1, fields give the value before and after."""

    id: str
    before: str
    after: str
    standing: tuple[str, str] | None = None
    redaction: str = ""
    pages_changed: tuple[int, ...] = ()
    pages_added: int = 0
    pages_removed: int = 0
    text_changed: bool = False
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one production to another; documents that did not change are counted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]
    unchanged: int


def compare(before: Iterable[Record], after: Iterable[Record]) -> Difference:
    """Compare the records of two productions by the documents' own ids."""
    old, new = ({record["id"]: record for record in records} for records in (before, after))
    pairs = [_changed(old[key], new[key]) for key in new if key in old]
    changed = tuple(one for one in pairs if _says_something(one))
    return Difference(
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed=changed,
        unchanged=len(pairs) - len(changed),
    )


def _changed(old: Record, new: Record) -> Changed:
    was, now = old["page_digests"], new["page_digests"]
    both = zip(was, now, strict=False)
    fields = {
        name: (old["fields"].get(name, ""), new["fields"].get(name, ""))
        for name in sorted({*old["fields"], *new["fields"]} - _NUMBERING)
    }
    moved = old["standing"] != new["standing"]
    return Changed(
        id=new["id"], before=old["begin"], after=new["begin"],
        standing=(old["standing"], new["standing"]) if moved else None,
        redaction=_redaction(old, new),
        pages_changed=tuple(n for n, (one, two) in enumerate(both, start=1) if one != two),
        pages_added=max(len(now) - len(was), 0), pages_removed=max(len(was) - len(now), 0),
        text_changed=old["text_sha256"] != new["text_sha256"],
        fields={name: pair for name, pair in fields.items() if pair[0] != pair[1]},
    )  # fmt: skip


def _redaction(old: Record, new: Record) -> str:
    if old["redacted"] == new["redacted"]:
        same = old["page_digests"] == new["page_digests"]
        return "" if same or not new["redacted"] else "changed"
    return "added" if new["redacted"] else "lifted"


def _says_something(one: Changed) -> bool:
    return bool(
        one.standing or one.redaction or one.pages_changed or one.pages_added
        or one.pages_removed or one.text_changed or one.fields
    )  # fmt: skip
