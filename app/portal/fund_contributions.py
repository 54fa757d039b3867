"""Contributions: what was promised and came in, what it is set aside for, and its receipt."""

from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Language
from app.portal.fund_asking import Head, Thing, ask_page, take_step
from app.portal.fund_contribution_asks import CHANGE_ASKS, CONTRIBUTION_ASKS, NEW_ASKS
from app.portal.fund_frame import MOST, fund_page, only_granted, said
from app.portal.fund_offers import purpose_names
from app.remedy_fund.contributions import queries
from app.remedy_fund.contributions.lifecycle import CHANGE
from app.remedy_fund.contributions.views import ContributionFull
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_READ = needs(May.FUND_READ, level=1)
_RECORD = needs(May.CONTRIBUTION_RECORD, level=1)
_LIST, _ONE = "/fund/contributions", "/fund/contributions/{contribution_id}"
_CHANGE = "/fund/contribution-changes/{change_id}"
# Which page serves a step of the table; giving back a part or all is asked for on one page.
_PAGES = {"return_rest": "return"}


@router.get(_LIST, openapi_extra=_READ)
async def listed(door: At, cursor: str | None = None, done: str = "") -> Response:
    """List the contributions with what has become of each, the programmes, and changes."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        page = queries.contributions(work, source="", limit=50, cursor=cursor)
        return {
            "page": page,
            "programmes": queries.programmes(work, limit=MOST, cursor=None).items,
            "changes": queries.changes(work, limit=MOST, cursor=None).items,
            "shares": queries.shares(work, limit=MOST, cursor=None).items,
            "cooperation": queries.cooperation_account(work),
            "purposes": purpose_names(work, language),
            "may_record": work.decide(May.CONTRIBUTION_RECORD, OPEN).allowed,
        }

    return await fund_page(door, "contributions.html", query, tab="contributions", done=done)


@router.get("/fund/contributions/new/{step}", openapi_extra=_RECORD)
async def new(step: str, door: At) -> Response:
    """Ask for a pledge, a programme, or a repayment to the Treasury."""
    return await ask_page(door, NEW, "", step)


@router.post("/fund/contributions/new/{step}", openapi_extra=_RECORD)
async def record(step: str, door: At) -> Response:
    """Record it."""
    return await take_step(door, NEW, "", step)


@router.get(_ONE, openapi_extra=_READ)
async def one(contribution_id: str, door: At, done: str = "") -> Response:
    """Show a contribution, its earmarks, its receipt, and what can be done with it."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.contribution(work, contribution_id)
        base = f"/fund/contributions/{contribution_id}"
        return {
            "found": found, "one": found.contribution,
            "steps": _buttons(work, found, base, language),
            "receipt": _receipt(work, contribution_id),
            "may_record": work.decide(May.CONTRIBUTION_RECORD, OPEN).allowed,
            "purposes": purpose_names(work, language),
            "changes": [
                change for change in queries.changes(work, limit=MOST, cursor=None).items
                if change.contribution_id == contribution_id
            ],
        }  # fmt: skip

    return await fund_page(door, "contribution.html", query, tab="contributions", done=done)


@router.get(f"{_ONE}/steps/{{step}}", openapi_extra=_RECORD)
async def step(contribution_id: str, step: str, door: At) -> Response:
    """Ask for what a step of a contribution needs."""
    return await ask_page(door, CONTRIBUTION, contribution_id, step)


@router.post(f"{_ONE}/steps/{{step}}", openapi_extra=_RECORD)
async def take(contribution_id: str, step: str, door: At) -> Response:
    """Take the step."""
    return await take_step(door, CONTRIBUTION, contribution_id, step)


@router.get(_CHANGE, openapi_extra=_READ)
async def change(change_id: str, door: At, done: str = "") -> Response:
    """Show a re-designation, return or repayment, its letter, and whether it was approved."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        found = queries.change(work, change_id)
        return {
            "change": found, "purposes": purpose_names(work, language),
            "steps": _change_buttons(work, found, language),
        }  # fmt: skip

    return await fund_page(door, "contribution_change.html", query, tab="contributions", done=done)


@router.get(f"{_CHANGE}/steps/{{step}}", openapi_extra=_RECORD)
async def change_step(change_id: str, step: str, door: At) -> Response:
    """Ask before a change is carried out or given up."""
    return await ask_page(door, CHANGED, change_id, step)


@router.post(f"{_CHANGE}/steps/{{step}}", openapi_extra=_RECORD)
async def take_change(change_id: str, step: str, door: At) -> Response:
    """Carry the change out, or give it up."""
    return await take_step(door, CHANGED, change_id, step)


def _receipt(work: Work, contribution_id: str) -> Any:
    try:
        return queries.receipt(work, contribution_id)
    except NotFound:
        return None


def _buttons(
    work: Work, found: ContributionFull, base: str, language: Language
) -> dict[str, list[dict[str, Any]]]:
    """Return the steps that the state permits, without those of another role."""
    shown: dict[str, dict[str, Any]] = {}
    for step in found.steps:
        page = _PAGES.get(step.code, step.code)
        ask = CONTRIBUTION_ASKS.get(page)
        if ask is None or not work.decide(ask.may, OPEN).allowed:
            continue
        shown.setdefault(page, {
            "label": ask.title.get(language), "url": f"{base}/steps/{page}", "hint": step.basis,
            "kind": "secondary",
        })  # fmt: skip
    return {"allowed": list(shown.values()), "blocked": []}


def _change_buttons(work: Work, found: Any, language: Language) -> dict[str, list[dict[str, Any]]]:
    base = f"/fund/contribution-changes/{found.id}"
    allowed = [
        {"label": step.label.get(language), "url": f"{base}/steps/{step.command}"}
        for step in CHANGE.steps(found.state.code)
        if step.command in CHANGE_ASKS and work.decide(May(step.by), OPEN).allowed
    ]
    return only_granted(work, {"allowed": allowed, "blocked": []}, found.id, "carry_out", language)


def _new_head(_work: Work, _about: str, _language: Language) -> Head:
    return Head(open_steps=frozenset(NEW_ASKS))


def _head(work: Work, contribution_id: str, language: Language) -> Head:
    found = queries.contribution(work, contribution_id)
    steps = _buttons(work, found, "", language)["allowed"]
    open_steps = {one["url"].rpartition("/")[2] for one in steps}
    if _may_have_receipt(work, found):
        open_steps.add("receipt")
    one = found.contribution
    caption = f"{said(one.source, language)} · {one.contributor_name}".rstrip(" ·")
    return Head(caption, found.version, frozenset(open_steps))


def _may_have_receipt(work: Work, found: ContributionFull) -> bool:
    """Tell whether the page offers the receipt: money came in, and nobody issued one yet."""
    came = found.contribution.received_on is not None
    return came and _receipt(work, found.id) is None


def _change_head(work: Work, change_id: str, language: Language) -> Head:
    found = queries.change(work, change_id)
    steps = _change_buttons(work, found, language)["allowed"]
    open_steps = frozenset(one["url"].rpartition("/")[2] for one in steps)
    return Head(found.letter_reference, found.version, open_steps)


NEW = Thing(
    tab="contributions", url=_LIST, asks=NEW_ASKS, head=_new_head,
    made_url="/fund/contributions/{id}",
)  # fmt: skip
CONTRIBUTION = Thing(
    tab="contributions", url="/fund/contributions/{id}", asks=CONTRIBUTION_ASKS, head=_head,
    made_url="/fund/contribution-changes/{id}",
)  # fmt: skip
CHANGED = Thing(
    tab="contributions", url="/fund/contribution-changes/{id}", asks=CHANGE_ASKS,
    head=_change_head,
)  # fmt: skip
