"""A complaint on its way: who may open it in this browser, what was typed, what is still wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from app.cases import queries
from app.cases.rules import needs_proof
from app.cases.schemas.case import ExhibitOut
from app.cases.schemas.draft import DraftOut
from app.db.work import Work
from app.law.book import Book
from app.people.problems import SessionEnded
from app.portal.complaint_pages import FormPage
from app.portal.visit import forget
from app.web.deps import Door

T = TypeVar("T")
CODE_COOKIE = "sangsaeng_draft"


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft with its files, and what the law book says of the codes chosen."""

    draft: DraftOut
    files: list[ExhibitOut]
    technical: bool
    proof_needed: bool
    demonstration: bool

    @property
    def sections(self) -> dict[str, Any]:
        """What was typed, by section."""
        return self.draft.sections


def code_of(door: Door) -> str:
    """Return the resume code that this browser holds, or nothing."""
    return door.request.cookies.get(CODE_COOKIE, "")


def keep_code(response: Response, request: Request, code: str) -> None:
    """Let this browser open the draft until it is closed; nobody has to sign in to write."""
    response.set_cookie(
        CODE_COOKIE,
        code,
        path="/complaints",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


async def at_draft(door: Door, function: Callable[[Work], T], *, reading: bool = False) -> T:
    """Run a query or an act on a draft; the code carries on where a session has ended."""
    try:
        return await door.do(function, reading=reading)
    except SessionEnded:
        if not code_of(door):
            raise
        forget(door)
        return await door.do(function, reading=reading)


async def open_draft(door: Door, draft_id: str) -> OpenDraft:
    """Return the draft to the one who writes it; raises NotFound for anybody else."""
    code = code_of(door)
    return await at_draft(door, lambda work: opened(work, draft_id, code), reading=True)


def opened(work: Work, draft_id: str, code: str) -> OpenDraft:
    """Return the draft with its files and what the law book says of its codes."""
    draft = queries.draft(work, draft_id, code)
    codes = known_codes(work.law, draft.sections)
    technical = any(work.law.violation(one).technical_data for one in codes)
    tracks = {work.law.violation(one).track for one in codes}
    return OpenDraft(
        draft=draft,
        files=queries.draft_exhibits(work, draft_id, code),
        technical=technical,
        proof_needed=any(needs_proof(work.law, codes, track) for track in tracks),
        demonstration=work.world.demonstration,
    )


def known_codes(book: Book, sections: Mapping[str, Any]) -> list[str]:
    """Return the codes of violations that were chosen and that the book knows."""
    chosen = sections.get("violation", {}).get("codes", [])
    codes = chosen if isinstance(chosen, list) else [chosen]
    return [code for code in codes if code in book.contents.violations]


def value_at(section: Mapping[str, Any], name: str) -> Any:
    """Return what was typed at a dotted name inside a section, or an empty text."""
    found: Any = section
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return ""
        found = found[part]
    return found


def with_typed(
    section: Mapping[str, Any], page: FormPage, sent: Mapping[str, list[str]]
) -> dict[str, Any]:
    """Return a section with what a page sent; what the page leaves empty becomes empty."""
    changed = _copied(section)
    for name in page.fields:
        *path, last = name.split(".")
        place = changed
        for part in path:
            inner = place.get(part)
            place[part] = inner if isinstance(inner, dict) else {}
            place = place[part]
        values = sent.get(f"{page.section}.{name}", [])
        place[last] = [v for v in values if v] if name in page.lists else (values or [""])[0]
    return changed


def _copied(section: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _copied(value) if isinstance(value, Mapping) else value
        for name, value in section.items()
    }


class Saved(BaseModel):
    """What the page's script learns when it has saved on its own."""

    version: int
    saved_at: str
