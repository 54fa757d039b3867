"""Files as lists show them: kind, size, fingerprint and level in words."""

from collections.abc import Iterable
from typing import Any

from app.discovery.evidence.schemas import EvidenceOut, IntakeOut
from app.discovery.files.file_types import MEDIA_TYPES
from app.kernel.problems import FieldError
from app.kernel.text import Language, Text
from app.portal.visit import Option, label_of
from app.web import csrf

FORM_FIELDS = frozenset({csrf.FIELD, "idempotency_key", "version"})
_STEP = 1024

LEVELS = (
    Option("2", Text("상대방 열람 가능", "Open to the other party"), Text(
        "계약서처럼 상대방도 이미 아는 자료입니다.", "Papers the other party has anyway, such as contracts.")),
    Option("3", Text("조사 담당자만", "For the examiners"), Text(
        "정하지 않으면 이 등급으로 받습니다.", "Taken where nothing else is chosen.")),
    Option("4", Text("영업비밀", "Trade secret"), Text(
        "도면, 배합비, 소스코드 등입니다. 추가 인증을 거친 담당자만 봅니다.",
        "Drawings, formulas, source code. Only officers who confirm who they are may open it.")),
)  # fmt: skip
_KINDS = {media_type: str(kind).upper() for kind, media_type in MEDIA_TYPES.items()}


def size_shown(size_bytes: int) -> str:
    """Return a size as people say it, such as `2.4 MB`."""
    size = float(size_bytes)
    for unit in ("B", "KB"):
        if size < _STEP:
            return f"{size:.0f} {unit}"
        size /= _STEP
    return f"{size:.1f} MB"


def facts_of(media_type: str, size_bytes: int, level: int, language: Language) -> str:
    """Return kind, size and level of a file in one line."""
    kind = _KINDS.get(media_type, media_type)
    return f"{kind} · {size_shown(size_bytes)} · {label_of(LEVELS, str(level), language)}"


def file_rows(items: Iterable[EvidenceOut], language: Language) -> list[dict[str, Any]]:
    """Return files as their list shows them."""
    return [
        {
            "id": item.id,
            "version": item.version,
            "name": item.file_name,
            "title": item.title if item.title != item.file_name else "",
            "facts": facts_of(item.media_type, item.size_bytes, item.level, language),
            "purpose": item.purpose,
            "sha256": item.sha256,
            "label": item.label or "",
        }
        for item in items
    ]


def refused_files(intake: IntakeOut) -> list[FieldError]:
    """Return the files that were not taken, each with how to mend it."""
    return [
        FieldError("/files", one.code, Text(one.detail_ko, one.detail_en)) for one in intake.refused
    ]
