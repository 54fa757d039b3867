"""How a stored statement is given out: as its JSON, as CSV, or as a paper in either language."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from starlette.responses import Response

from app.db.work import Work
from app.discovery.files.file_names import content_disposition
from app.kernel.text import Language
from app.papers.render import render
from app.remedy_fund.closing.statements import TEMPLATE, Kept, as_csv, as_paper
from app.web.deps import Door


class Format(StrEnum):
    """The forms in which a statement can be had."""

    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


_TYPES: Final[Mapping[Format, str]] = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.PDF: "application/pdf",
}


def made(kept: Kept, form: Format, language: Language) -> bytes:
    """Return a statement in a form; the JSON byte for byte as it was stored."""
    raw = kept.content.encode()
    if form is Format.JSON:
        return raw
    if form is Format.CSV:
        return as_csv(kept.worded, language)
    data = as_paper(kept.worded, language, hashlib.sha256(raw).hexdigest())
    return render(TEMPLATE, data, language=language)


async def give(
    door: Door, kept_of: Callable[[Work], Kept], form: Format, language: Language | None
) -> Response:
    """Answer with a stored statement; its digest is in the header `Content-Digest`."""
    kept = await door.do(kept_of, reading=True)
    spoken = language or door.language
    body = await asyncio.to_thread(made, kept, form, spoken)
    digest = hashlib.sha256(body)
    headers = {
        "Content-Disposition": content_disposition(f"{_name(kept.content)}-{spoken}.{form}"),
        "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:",
        "Content-Language": spoken,
        "ETag": f'"{digest.hexdigest()}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, headers=headers, media_type=_TYPES[form])


def _name(content: str) -> str:
    told = json.loads(content)
    quarter = "" if told["quarter"] == "0" else f"-{told['quarter']}"
    return f"fund-{told['kind']}-{told['fiscal_year']}{quarter}"
