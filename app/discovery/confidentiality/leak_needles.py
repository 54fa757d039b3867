"""A secret in every form in which its bytes may lie in a file. Pure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from app.discovery.confidentiality.redaction.words import folded

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp949", "latin-1")
_SHORTEST_BYTES = 5  # shorter ones turn up in pictures by chance
_SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True)
class Needle:
    """One secret: its number in the list that was given, its folded form and its bytes."""

    number: int
    word: str
    forms: frozenset[bytes]

    def lies_in(self, content: bytes) -> bool:
        """Tell if the secret lies in some bytes, in any encoding."""
        return any(form in content for form in self.forms)


def needles(secrets: Iterable[str]) -> list[Needle]:
    """Return what is looked for; single letters are left out."""
    made = []
    for number, secret in enumerate(secrets):
        word = folded(secret)
        if len(word) >= _SHORTEST_WORD:
            made.append(Needle(number, word, _forms(secret)))
    return made


def _forms(secret: str) -> frozenset[bytes]:
    spellings = {
        unicodedata.normalize(form, text)
        for form in ("NFC", "NFD")
        for text in (secret, "".join(secret.split()), secret.upper(), secret.lower())
    }
    plain = {
        coded
        for spelling in spellings
        for encoding in ENCODINGS
        if len(coded := _encoded(spelling, encoding)) >= _SHORTEST_BYTES
    }
    written = {form.hex().encode() for form in plain}
    return frozenset(plain | written | {form.upper() for form in written})


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""
