"""What the staff do with evidence: mark it, ask for a public version, black it out, issue a version."""

import asyncio
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.confidentiality import queries
from app.discovery.confidentiality.actions import marks, pairs, redactions
from app.discovery.confidentiality.leaks import read_again
from app.discovery.confidentiality.routes.redactions import contents
from app.discovery.confidentiality.rules import KIND_LABELS
from app.discovery.confidentiality.schemas.marks import MarkIn, MarkOut
from app.discovery.confidentiality.schemas.redactions import (
    PairIn,
    PairOut,
    RedactionIn,
    RedactionOut,
)
from app.kernel.problems import FieldError, Invalid, Problem
from app.kernel.text import Language, Text
from app.portal.forms import Sent, parse, read
from app.portal.pages import go
from app.portal.staff_acts import Page, form_page
from app.portal.staff_evidence import LEVELS, row_of
from app.portal.staff_evidence_item import item_page, on_file
from app.portal.staff_filter import Chosen
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_ITEM = "/queue/{case_id}/evidence/{item_id}"
_LISTED_LEVEL = 2
_MARKED_LEVEL = "4"
# A mark by the staff; a sealed set is laid by an act of its own.
_KINDS = ("trade_secret", "personal_data", "privileged", "third_party_secret")
_NO_WORDS = Text("가릴 낱말을 적어 주세요", "Write the words that are to be blacked out")
Act = Callable[[Work, Sent], BaseModel]


def _page(case_id: str, item_id: str, may: May, language: Language) -> Page:
    """Return what every form about a piece shows; only for those who may send it."""

    def page(work: Work) -> dict[str, Any]:
        work.require(may, cases.target_of(work, case_id, level=_LISTED_LEVEL))
        case = cases.case(work, case_id)
        one = on_file(work, case_id, item_id)
        return {
            "case": case, "number": case.number if language == "ko" else case.number_en,
            "row": row_of(one, case_id), "chosen_level": _MARKED_LEVEL,
            "kinds": [{"value": kind, "label": KIND_LABELS[kind].get(language)} for kind in _KINDS],
            "levels": [{"value": str(n), "label": LEVELS[n].get(language)} for n in LEVELS],
        }  # fmt: skip

    return page


async def _sent(door: Door, template: str, page: Page, act: Act, url: str) -> Response:
    """Run an act of a form at most once, or show the form again as it was refused."""
    sent = await read(door)
    try:
        await door.once(sent.key, sent.content(), lambda work: act(work, sent))
    except Problem as problem:
        return await form_page(door, template, page, sent, problem)
    return go(url)


# -- marking


@router.get(f"{_ITEM}/mark", openapi_extra=needs(May.EVIDENCE_MARK, level=2))
async def mark_form(case_id: str, item_id: str, door: At) -> Response:
    """Ask how secret a piece, or pages of it, shall be."""
    page = _page(case_id, item_id, May.EVIDENCE_MARK, door.language)
    return await form_page(door, "staff/evidence_mark.html", page)


@router.post(f"{_ITEM}/mark", openapi_extra=needs(May.EVIDENCE_MARK, level=2))
async def mark(case_id: str, item_id: str, door: At) -> Response:
    """Mark a piece as secret."""

    def act(work: Work, sent: Sent) -> BaseModel:
        on_file(work, case_id, item_id)
        form = parse(MarkIn, _mark_data(sent))
        made = marks.mark(work, item_id=item_id, form=form)
        work.session.flush()
        return MarkOut.of(made)

    page = _page(case_id, item_id, May.EVIDENCE_MARK, door.language)
    url = f"/queue/{case_id}/evidence/{item_id}?done=marked"
    return await _sent(door, "staff/evidence_mark.html", page, act, url)


def _mark_data(sent: Sent) -> dict[str, Any]:
    data = sent.nested()
    for name in ("level", "first_page", "last_page"):
        text = str(data.get(name, "")).strip()
        # What is no number is refused by the schema, in its own words.
        data[name] = int(text) if text.isascii() and text.isdecimal() else (text or None)
    data["until_on"] = data.get("until_on") or None
    return data


# -- public versions


@router.get(f"{_ITEM}/public-version", openapi_extra=needs(May.EVIDENCE_REDACT, level=2))
async def public_version_form(case_id: str, item_id: str, door: At) -> Response:
    """Ask why and until when a public version is wanted."""
    page = _page(case_id, item_id, May.EVIDENCE_REDACT, door.language)
    return await form_page(door, "staff/evidence_public.html", page)


@router.post(f"{_ITEM}/public-version", openapi_extra=needs(May.EVIDENCE_REDACT, level=2))
async def ask_public_version(case_id: str, item_id: str, door: At) -> Response:
    """Ask the one who brought a piece for a public version of it."""

    def act(work: Work, sent: Sent) -> BaseModel:
        on_file(work, case_id, item_id)
        data = sent.nested()
        form = parse(PairIn, {**data, "due_on": data.get("due_on") or None})
        made = pairs.ask(work, item_id=item_id, form=form)
        work.session.flush()
        return PairOut.of(made)

    page = _page(case_id, item_id, May.EVIDENCE_REDACT, door.language)
    url = f"/queue/{case_id}/evidence/{item_id}?done=public_asked"
    return await _sent(door, "staff/evidence_public.html", page, act, url)


@router.post(
    f"{_ITEM}/public-versions/{{public_version_id}}/check",
    openapi_extra=needs(May.EVIDENCE_REDACT, level=3),
)
async def check_public_version(
    case_id: str, item_id: str, public_version_id: str, door: At, chosen: Chosen
) -> Response:
    """Read a submitted public version again and look for what it must not give away."""
    sent = await read(door)
    try:
        wanted = await door.do(lambda work: queries.to_check(work, public_version_id), reading=True)
        content = await contents(door, wanted.content)
        reading = await asyncio.to_thread(read_again, content, list(wanted.secrets))
        await door.do(
            lambda work: PairOut.of(
                pairs.checked(
                    work, public_version_id=public_version_id, reading=reading,
                    sha256=wanted.content.sha256, version=sent.version,
                )
            )
        )  # fmt: skip
    except Problem as problem:
        return await item_page(door, case_id, item_id, chosen, problem=problem)
    return go(f"/queue/{case_id}/evidence/{item_id}?done=public_checked")


@router.post(
    f"{_ITEM}/public-versions/{{public_version_id}}/issue",
    openapi_extra=needs(May.RELEASE_CONFIRM, level=1),
)
async def issue_public_version(
    case_id: str, item_id: str, public_version_id: str, door: At, chosen: Chosen
) -> Response:
    """Let a checked public version be read by all parties; by another person than who asked."""
    sent = await read(door)
    try:
        await door.do(
            lambda work: (
                pairs.issue(work, public_version_id=public_version_id, version=sent.version).id
            )
        )
    except Problem as problem:
        return await item_page(door, case_id, item_id, chosen, problem=problem)
    return go(f"/queue/{case_id}/evidence/{item_id}?done=public_issued")


# -- blacking out


@router.get(f"{_ITEM}/redaction", openapi_extra=needs(May.EVIDENCE_REDACT, level=2))
async def redaction_form(case_id: str, item_id: str, door: At) -> Response:
    """Ask which words are to be blacked out."""
    page = _page(case_id, item_id, May.EVIDENCE_REDACT, door.language)
    return await form_page(door, "staff/evidence_redaction.html", page)


@router.post(f"{_ITEM}/redaction", openapi_extra=needs(May.EVIDENCE_REDACT, level=3))
async def redact(case_id: str, item_id: str, door: At) -> Response:
    """Have a version made in which every place of some words is black; the worker makes it."""

    def act(work: Work, sent: Sent) -> BaseModel:
        on_file(work, case_id, item_id)
        words = [line.strip() for line in sent.first("words").splitlines() if line.strip()]
        if not words:
            raise Invalid(errors=(FieldError("/words", "missing", _NO_WORDS),))
        form = parse(RedactionIn, {"words": words, "words_reason": sent.first("words_reason")})
        made = redactions.ask(work, item_id=item_id, form=form)
        work.session.flush()
        return RedactionOut.of(made)

    page = _page(case_id, item_id, May.EVIDENCE_REDACT, door.language)
    url = f"/queue/{case_id}/evidence/{item_id}?done=redaction_asked"
    return await _sent(door, "staff/evidence_redaction.html", page, act, url)
