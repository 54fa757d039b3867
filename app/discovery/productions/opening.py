"""How the bytes of a set are opened; what the store has lost or altered is named by its document."""

from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from app.discovery.evidence.tables import EvidenceItem
from app.discovery.productions.problems import ProductionRefused
from app.discovery.productions.values import Finding, Source
from app.kernel.text import Text
from app.storage.base import KeyRefused, KeyUnknown, ObjectDamaged, ObjectMissing, SuiteUnknown

Opener = Callable[[str, str], BinaryIO]
"""Opens an object of the store by its key and the hash that it must have."""

DAMAGED = "damaged"
_LOST = (ObjectMissing, ObjectDamaged, KeyRefused, KeyUnknown, SuiteUnknown)
_WORDS = Text(
    "저장된 파일을 처음 받은 그대로 읽을 수 없습니다. 담당자에게 알려 주세요",
    "The stored file cannot be read as it was received. Please tell the office in charge",
)


def source_of(opener: Opener, item: EvidenceItem, document_id: str) -> Source:
    """Return the bytes of a piece as part of a document."""
    opened = partial(_opened, opener, item.store_key or "", item.sha256, document_id)
    return Source(opened, item.media_type, item.sha256)


def read_text(opener: Opener, key: str, sha256: str, document_id: str) -> str:
    """Return a text that was won from a document."""
    with _opened(opener, key, sha256, document_id) as stream:
        return stream.read().decode("utf-8", "replace")


def _opened(opener: Opener, key: str, sha256: str, document_id: str) -> BinaryIO:
    try:
        return opener(key, sha256)
    except _LOST as lost:
        raise ProductionRefused.over([Finding(DAMAGED, document_id, _WORDS)]) from lost
