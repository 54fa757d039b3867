"""Issued facts as files: canonical JSON with its digest, and CSV that no spreadsheet runs. Pure."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.evaluations.rules import FACT_FIELDS

MARK = "\ufeff"  # spreadsheets need it to read Hangul
# What a spreadsheet takes for a formula when it stands first in a cell, full-width forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SAFE = "'"
HEAD = ("issue_number", "edition", "programme", "period_first", "period_last", "known_at")
LABELS = ("label_ko", "label_en")
COLUMNS = (*HEAD, *FACT_FIELDS, *LABELS)


def canonical(document: Mapping[str, Any]) -> str:
    """Return the one text form of a document: sorted keys, no blanks."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def safe(value: Any) -> str:
    """Return a value as a cell; text that a spreadsheet would run gets an apostrophe before it.

    An apostrophe of its own at the front is doubled, so that every cell can be read back.
    """
    if not isinstance(value, str):
        return _plain(value)
    return f"{_SAFE}{value}" if value.startswith((*FORMULA, _SAFE)) else value


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return safe(";".join(value)) if isinstance(value, list | tuple) else str(value)


def unsafe(cell: str) -> str:
    """Return a cell as it was before it was made safe."""
    return cell[1:] if cell.startswith(_SAFE) else cell


def as_csv(head: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the facts as CSV: UTF-8 with its mark, columns always in the same order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    first = [safe(head[name]) for name in HEAD]
    for row in rows:
        writer.writerow([*first, *(safe(row[name]) for name in (*FACT_FIELDS, *LABELS))])
    return f"{MARK}{out.getvalue()}".encode()
