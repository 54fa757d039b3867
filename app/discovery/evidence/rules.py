"""What is taken from an upload: sides, limits, and what each file of it comes to. Pure."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from operator import itemgetter

from app.access.actor import Tie
from app.kernel.problems import FieldError
from app.kernel.text import Text

PENDING_LASTS = timedelta(hours=24)
"""How long an upload may take, and how long what nobody registered is kept."""

_MEBIBYTE = 1024 * 1024
_WRAPPING_BYTES = _MEBIBYTE
_SIZE_CODES = frozenset({"file_size", "case_bytes", "case_files"})

_CASE_BYTES = Text(
    "‘{name}’을(를) 더하면 사건의 전체 용량 {limit}MB를 넘습니다. 필요한 자료만 골라 올려 주세요.",
    "With ‘{name}’ the case would hold more than {limit} MB. Upload only what is needed.",
)
_CASE_FILES = Text(
    "‘{name}’을(를) 더하면 사건의 파일 수 {limit}개를 넘습니다. 필요한 자료만 골라 올려 주세요.",
    "With ‘{name}’ the case would hold more than {limit} files. Upload only what is needed.",
)


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """How much is taken: bytes of one file, bytes and files of one case or draft."""

    file_bytes: int = 100 * _MEBIBYTE
    case_bytes: int = 2048 * _MEBIBYTE
    case_files: int = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is sent: a case, or a draft, which opens to its resume code as well."""

    case_id: str = ""
    draft_id: str = ""
    code: str = ""

    @property
    def id(self) -> str:
        """The id of the case or draft."""
        return self.case_id or self.draft_id


@dataclass(frozen=True, slots=True)
class Usage:
    """What a case or draft holds already, with what is still arriving."""

    size_bytes: int = 0
    files: int = 0

    def plus(self, size_bytes: int) -> "Usage":
        """Return the usage with one more file."""
        return Usage(self.size_bytes + size_bytes, self.files + 1)


@dataclass(frozen=True, slots=True)
class Room:
    """What an upload got before its first byte; `upload_id` is empty for a repeated request."""

    upload_id: str
    free_bytes: int

    def request_bytes(self, limits: IntakeLimits) -> int:
        """Return how long the request may be: one file too many is still named by its own error."""
        return self.free_bytes + limits.file_bytes + _WRAPPING_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One file of an upload, as it came and as it was described; `error` says why it is refused."""

    pointer: str
    name: str = ""
    title: str = ""
    purpose: str = ""
    level: int = 3
    store_key: str = ""
    sha256: str = ""
    size_bytes: int = 0
    media_type: str = ""
    error: FieldError | None = None


def side_of(ties: Collection[Tie]) -> str:
    """Return who brings evidence: a party, or else the authority."""
    if Tie.RESPONDENT in ties:
        return "respondent"
    return "complainant" if Tie.COMPLAINANT in ties else "examiner"


def is_other_side(ties: Collection[Tie], side: str) -> bool:
    """Tell if the one who asks is a party and the evidence was not brought by that side."""
    own = side_of(ties)
    return own not in {"examiner", side}


def within(offer: Offer, used: Usage, limits: IntakeLimits) -> Offer:
    """Return the offer, refused if the case or draft would hold too much with it."""
    if offer.error:
        return offer
    then = used.plus(offer.size_bytes)
    if then.files > limits.case_files:
        words = _CASE_FILES.format(name=offer.name, limit=limits.case_files)
        return replace(offer, error=FieldError(offer.pointer, "case_files", words))
    if then.size_bytes > limits.case_bytes:
        words = _CASE_BYTES.format(name=offer.name, limit=limits.case_bytes // _MEBIBYTE)
        return replace(offer, error=FieldError(offer.pointer, "case_bytes", words))
    return offer


def only_too_large(errors: Iterable[FieldError]) -> bool:
    """Tell if size and number are all that is wrong."""
    return all(error.code in _SIZE_CODES for error in errors)


def fingerprint(
    fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, str]], refused: Sequence[str]
) -> str:
    """Return what makes two uploads the same: fields, and each file's name and SHA-256."""
    # The order of one field's values says which file each belongs to.
    said = sorted(fields, key=itemgetter(0))
    told = json.dumps([said, list(files), list(refused)], ensure_ascii=False)
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
