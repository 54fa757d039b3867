"""The two load files of litigation tools: Concordance DAT for documents, Opticon OPT for pages.

A DAT is UTF-8 with a byte-order mark, every line ends in CR LF, every value stands between þ and
values are parted by the sign 20. The form has no escape, so what would break it is replaced and
the replacement is recorded.
"""

import codecs
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

BOM = codecs.BOM_UTF8
LINE_END = "\r\n"
QUALIFIER, SEPARATOR, NEWLINE = "\u00fe", "\u0014", "\u00ae"

FIELDS = (
    "BEGBATES", "ENDBATES", "BEGATTACH", "ENDATTACH", "PARENT_BATES", "PGCOUNT", "CUSTODIAN",
    "EXHIBIT_NO", "FILENAME", "FILEEXT", "MIMETYPE", "FILESIZE", "TITLE", "AUTHOR", "FROM", "TO",
    "CC", "BCC", "SUBJECT", "DATESENT", "CREATEDATE", "MODDATE", "MIH", "SHA256", "CONFIDENTIALITY",
    "CONFIDENTIAL_PAGES", "REDACTED", "REDACTION_REASON", "WITHHELD", "WITHHELD_REASON",
    "DUPLICATE_CUSTODIANS", "NATIVE_ABSENT", "TEXT_ABSENT", "TEXT_METHOD", "TEXT_CONFIDENCE",
    "REPLACES_BEGBATES", "NATIVELINK", "TEXTLINK",
)  # fmt: skip

FROM_METADATA = ("TITLE", "AUTHOR", "FROM", "TO", "CC", "BCC", "SUBJECT", "DATESENT", "CREATEDATE",
                 "MODDATE", "MIH")  # fmt: skip
"""The fields that are taken over from what is known of the document, under their own names."""

_REPLACED = {
    "\n": ("newline", NEWLINE),
    NEWLINE: ("registered_sign", "(R)"),
    QUALIFIER: ("thorn", " "),
}
# Control signs, what breaks lines, halves of signs, and marks that turn the direction of reading.
_REPLACED_KINDS = {
    "Cc": ("control", " "), "Zl": ("control", " "), "Zp": ("control", " "),
    "Cs": ("surrogate", "\ufffd"), "Cf": ("format", ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sanitised:
    """A value that could not be written as it was, and which signs were replaced in it."""

    number: str
    field: str
    signs: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page image: its number, its path in the volume, and the pages of its document.

    `document_pages` is 0 on all but the first page of a document.
    """

    number: str
    path: str
    document_pages: int


def clean(value: str) -> tuple[str, str]:
    """Return a value as a DAT can hold it, and which kinds of sign were replaced in it."""
    found: set[str] = set()
    out: list[str] = []
    composed = unicodedata.normalize("NFC", value)
    for sign in composed.replace("\r\n", "\n").replace("\r", "\n"):
        kind, instead = _replacement(sign)
        found |= {kind} - {""}
        out.append(instead)
    return "".join(out), " ".join(sorted(found))


def _replacement(sign: str) -> tuple[str, str]:
    if sign in _REPLACED:
        return _REPLACED[sign]
    category = unicodedata.category(sign)
    return _REPLACED_KINDS.get(category, ("", sign))


def dat(rows: Sequence[Mapping[str, str]]) -> tuple[bytes, list[Sanitised]]:
    """Return the DAT of the rows, header first, and what had to be replaced in their values."""
    notes: list[Sanitised] = []
    lines = [_line(FIELDS)]
    for row in rows:
        values = []
        for name in FIELDS:
            value, signs = clean(row.get(name, ""))
            values.append(value)
            if signs:
                notes.append(Sanitised(row["BEGBATES"], name, signs))
        lines.append(_line(values))
    return BOM + "".join(lines).encode(), notes


def _line(values: Iterable[str]) -> str:
    qualified = (f"{QUALIFIER}{value}{QUALIFIER}" for value in values)
    return SEPARATOR.join(qualified) + LINE_END


def opt(volume: str, images: Iterable[PageImage]) -> bytes:
    """Return the OPT: seven columns, one line a page image; raise ValueError for a comma."""
    lines = []
    for image in images:
        path = image.path.replace("/", "\\")
        first = "Y" if image.document_pages else ""
        pages = str(image.document_pages or "")
        columns = [image.number, volume, path, first, "", "", pages]
        if any("," in column for column in columns):
            raise ValueError(f"a comma would shift the columns: {path}")
        lines.append(",".join(columns) + LINE_END)
    return "".join(lines).encode()


def read_opt_paths(table: bytes) -> dict[str, list[str]]:
    """Return the paths of the page images of each document, by its first number."""
    found: dict[str, list[str]] = {}
    first = ""
    for line in table.decode().splitlines():
        number, _, path, begins, *_ = line.split(",")
        first = number if begins else first
        found.setdefault(first, []).append(path.replace("\\", "/"))
    return found
