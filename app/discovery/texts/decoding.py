"""How bytes become text: Unicode forms by their marks, UTF-8, and the older Korean CP949. Pure."""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 4096
_MANY_ZEROS = 0.2


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was written in."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded | None:
    """Return the text of some bytes, or nothing if they are text in no encoding known here."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return Decoded(text, encoding.removesuffix("-sig"))
    return None


def repaired(text: str) -> str:
    """Return a mail header's text in which raw bytes were kept as surrogates, decoded."""
    raw = text.encode("utf-8", "surrogateescape")
    found = decoded(raw)
    return found.text if found else raw.decode("utf-8", "replace")


def _candidates(data: bytes) -> tuple[str, ...]:
    marked = tuple(encoding for mark, encoding in _MARKS if data.startswith(mark))
    if marked:
        return marked[:1]
    head = data[:_SAMPLE_BYTES]
    # Latin letters in UTF-16 without a mark show as zeros in every second place.
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if max(evens, odds) > _MANY_ZEROS * max(1, len(head) // 2):
        return ("utf-16-le",) if odds >= evens else ("utf-16-be",)
    return ("utf-8", "cp949")
