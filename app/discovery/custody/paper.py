"""The custody report: what its paper says, in Korean first with English beside. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.discovery.custody.schemas import (
    CouldHave,
    CustodyChain,
    CustodyLink,
    Described,
    RefusedTry,
)
from app.kernel.clock import SEOUL
from app.kernel.text import Text
from app.papers.exhibit_words import exhibit_text

TEMPLATE = "custody_report"
_SIDES = {
    "complainant": Text("신고인 제출", "From the complainant"),
    "respondent": Text("피신고인 제출", "From the respondent"),
    "examiner": Text("조사관 수집", "Collected by the examiner"),
}
_NOT_TOLD = Text("밝히지 않음", "Not disclosed")
_READS = Text("내용 열람", "contents")
_READS_SECOND = Text("추가 인증 후 내용 열람", "contents, after a second factor")
_KNOWS = Text("정보만 열람", "description only")
_WHOLE = Text("접수된 뒤 바뀌지 않았습니다.", "Unchanged since it was received.")
_NOT_WHOLE = Text(
    "저장된 내용이 접수된 것과 다른 것으로 발견되었습니다. 아래 이력을 확인하십시오.",
    "The stored content was found to differ from what was received. See the chain below.",
)


def report_data(
    chain: CustodyChain, described: Described, *, made_at: datetime, verify_at: str,
    demonstration: bool,
) -> dict[str, Any]:  # fmt: skip
    """Return the plain data of the report; the same chain and instant give the same data."""
    return {
        "made_at": _seoul(made_at),
        "made_on_iso": made_at.astimezone(SEOUL).date().isoformat(),
        "demonstration": demonstration,
        "verify_at": verify_at,
        "whole": (_WHOLE if chain.whole else _NOT_WHOLE).as_dict(),
        "is_whole": chain.whole,
        "item": _item(chain, described),
        "links": [_link(link) for link in chain.items],
        "same_hash": all(link.sha256 == chain.sha256 for link in chain.items),
        "could_have": [_could_have(one) for one in chain.could_have],
        "could_have_at": _seoul(chain.could_have_at),
        "refused": [_refused(one) for one in chain.refused],
        "log": chain.log.model_dump() if chain.log else None,
    }


def _seoul(at: datetime) -> str:
    return at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")


def _item(chain: CustodyChain, described: Described) -> dict[str, Any]:
    side = _SIDES.get(described.side, _NOT_TOLD)
    size = described.size_bytes
    return {
        "id": chain.item_id,
        "sha256": chain.sha256,
        "case_number": _two(described.case_number, described.case_number_en),
        "label": _exhibit(described.label),
        "file_name": _two(described.file_name, described.file_name),
        "side": side.as_dict(),
        "size": "" if size is None else f"{size:,}",
    }


def _exhibit(label: str) -> dict[str, str]:
    words = exhibit_text(label)
    return words.as_dict() if isinstance(words, Text) else _two(words, words)


def _two(ko: str, en: str) -> dict[str, str]:
    return Text(ko, en or ko).as_dict() if ko else _NOT_TOLD.as_dict()


def _link(link: CustodyLink) -> dict[str, Any]:
    return {
        "sequence": str(link.sequence),
        "at": _seoul(link.at),
        "act": {"ko": link.act_ko, "en": link.act_en},
        "role": _two(link.role_ko, link.role_en),
        "name": link.name,
        "authority": _authority(link),
        "sha256": link.sha256,
        "event_id": link.event_id,
        "position": _position(link),
    }


def _authority(link: CustodyLink) -> list[dict[str, str]]:
    purpose = {"ko": link.purpose_ko, "en": link.purpose_en}
    basis = {"ko": link.authority_ko, "en": link.authority_en}
    return [one for one in (purpose, basis) if one["ko"]]


def _position(link: CustodyLink) -> str:
    return "" if link.log_position is None else f"{link.log_position:,}"


def _could_have(one: CouldHave) -> dict[str, Any]:
    how = (_READS_SECOND if one.after_second_factor else _READS) if one.may_read else _KNOWS
    return {
        "role": {"ko": one.role_ko, "en": one.role_en},
        "through": {"ko": one.through_ko, "en": one.through_en},
        "how": how.as_dict(),
        "who": _who([person.name for person in one.people], one.count),
    }


def _who(names: Sequence[str], count: int) -> dict[str, str]:
    named = [name for name in names if name]
    unnamed = count - len(named)
    ko = [*named, *([f"{unnamed}명"] if unnamed else [])]
    en = [*named, *([f"{unnamed} unnamed" if named else str(unnamed)] if unnamed else [])]
    return {"ko": ", ".join(ko), "en": ", ".join(en)}


def _refused(one: RefusedTry) -> dict[str, Any]:
    return {
        "first_at": _seoul(one.first_at),
        "last_at": _seoul(one.last_at),
        "role": {"ko": one.role_ko, "en": one.role_en},
        "name": one.name,
        "door": one.door,
        "problem": one.problem,
        "count": str(one.count),
    }
