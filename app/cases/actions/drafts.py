"""Writing a complaint: begun by anyone, saved as typed, opened again by a code."""

import hmac
from datetime import timedelta

from app.access.actor import OPEN, Role, Target, Tie
from app.access.policy import May
from app.cases import store
from app.cases.problems import DraftExpired, DraftFiled
from app.cases.rules import DRAFT_KEPT_DAYS, code_digest
from app.cases.schemas.draft import DraftIn
from app.cases.tables import ComplaintDraft
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import NotFound, Stale
from app.kernel.text import Text

_MINE = Target(ties=frozenset({Tie.SELF}), level=2, secret=True)
_NOT_MINE = Target(level=2, secret=True)


def open_draft(work: Work) -> tuple[ComplaintDraft, str]:
    """Begin a draft; returns it with the resume code, which is kept only as a digest."""
    work.require(May.DRAFT_WRITE, _MINE)
    code = ids.spoken_code(4)
    draft = ComplaintDraft(
        id=work.new_id("draft"),
        account_id=work.actor.account_id,
        resume_code_hash=code_digest(code),
        sections={},
        created_at=work.now,
        saved_at=work.now,
        expires_on=work.today + timedelta(days=DRAFT_KEPT_DAYS),
    )
    work.add(draft)
    return draft, code


def save_draft(
    work: Work, *, draft_id: str, form: DraftIn, version: int | None, code: str = ""
) -> ComplaintDraft:
    """Keep what was typed, right or wrong; sections not named stay as they are."""
    draft = own_draft(work, draft_id, code)
    if draft.case_id:
        raise DraftFiled(case_id=draft.case_id)
    if version is not None and draft.version != version:
        raise Stale(current_etag=f'"v{draft.version}"', changed_fields=sorted(draft.sections))
    draft.sections = {**draft.sections, **form.sections}
    draft.saved_at = work.now
    draft.version += 1
    return draft


def resume_draft(work: Work, *, code: str) -> ComplaintDraft:
    """Open a draft by its code; a signed-in account takes it over, so no code is needed again."""
    work.require(May.DRAFT_WRITE, _MINE)
    draft = store.draft_by_code(work, code_digest(code))
    if draft is None:
        raise NotFound(
            Text("이어쓰기 코드를 다시 확인해 주세요", "Check the resume code and try again")
        )
    _check_time(work, draft)
    if work.actor.account_id and not draft.account_id:
        draft.account_id = work.actor.account_id
    return draft


def delete_draft(work: Work, *, draft_id: str, code: str = "") -> None:
    """Give a draft up: nobody can open it from now on, and the next clearing removes it."""
    draft = own_draft(work, draft_id, code)
    if draft.case_id:
        raise DraftFiled(case_id=draft.case_id)
    draft.expires_on = work.today - timedelta(days=1)
    draft.version += 1


def discard_draft(work: Work, *, draft_id: str) -> None:
    """Remove a draft whose time is over; its evidence is cleared by discovery before."""
    work.require(May.JOB_RUN, OPEN)
    draft = store.draft(work, draft_id)
    if draft.case_id or work.today <= draft.expires_on:
        raise NotFound
    work.session.delete(draft)


def own_draft(work: Work, draft_id: str, code: str = "") -> ComplaintDraft:
    """Return a draft of the actor, or of whoever shows its resume code; else NotFound."""
    draft = store.draft(work, draft_id)
    known = work.actor.role is not Role.PUBLIC and draft.account_id == work.actor.account_id
    shown = bool(code) and hmac.compare_digest(draft.resume_code_hash, code_digest(code))
    work.require(May.DRAFT_WRITE, _MINE if known or shown else _NOT_MINE)
    _check_time(work, draft)
    return draft


def _check_time(work: Work, draft: ComplaintDraft) -> None:
    if work.today > draft.expires_on:
        raise DraftExpired
