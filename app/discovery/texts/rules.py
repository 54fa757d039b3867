"""What counts as text, its language, how it is searched, and how much of it is handled. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_MEBIBYTE = 1024 * 1024
READ_BYTES = 64 * _MEBIBYTE
"""The largest file whose text is read; a larger one is `too_large`, visibly."""

MOST_CHARACTERS = 5_000_000
TEXT_BYTES = 4 * MOST_CHARACTERS
PAGE_CHARACTERS = 100_000
SEARCHED_CHARACTERS = 20_000_000
MOST_HITS = 20
_AROUND = 60
_TELLING_SHARE = 0.3
_BLANKS = re.compile(r"\s+")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_LATIN = re.compile(r"[A-Za-z]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class TextState(StrEnum):
    """What became of reading a piece of evidence; only `text` is a success."""

    WAITING = "waiting"
    TEXT = "text"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"
    TOO_LARGE = "too_large"
    OCR_NOT_AVAILABLE = "ocr_not_available"


class Method(StrEnum):
    """How a text was won: read from the file, or recognised in pictures of its pages."""

    EXTRACTION = "extraction"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text: where it begins in the text as searched, and the words around it."""

    at: int
    excerpt: str


def cleaned(text: str) -> str:
    """Return a text without controls and halves of characters, its lines ended alike."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    whole = lines.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", whole).strip()


def state_of(text: str) -> TextState:
    """Return whether there is anything to read in a text; blanks alone are nothing."""
    return TextState.TEXT if any(sign.isalnum() for sign in text) else TextState.EMPTY


def language_of(text: str) -> str:
    """Return `ko`, `en` or nothing: a hint from the letters of the text's beginning."""
    head = text[:PAGE_CHARACTERS]
    hangul, latin = len(_HANGUL.findall(head)), len(_LATIN.findall(head))
    letters = sum(sign.isalpha() for sign in head)
    if not letters:
        return ""
    if hangul >= _TELLING_SHARE * letters:
        return "ko"
    return "en" if latin >= (1 - _TELLING_SHARE) * letters else ""


def searchable(text: str) -> str:
    """Return a text as it is searched: composed, folded, blanks made one."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def sought(words: str) -> re.Pattern[str]:
    """Return what finds words in a searchable text; blanks count neither here nor there.

    Korean is spaced in more than one way, so that 단가 인하 and 단가인하 are the same words.
    """
    signs = [sign for sign in searchable(words) if not sign.isspace()]
    return re.compile(" ?".join(re.escape(sign) for sign in signs))


def hits(pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    """Yield where a searchable text holds the words, at most twenty places."""
    for number, found in enumerate(pattern.finditer(text)):
        if number == MOST_HITS:
            return
        start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        yield Hit(found.start(), text[start:end].strip())
