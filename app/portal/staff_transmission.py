"""Requests for records on the staff side: those of a case, and the decision on one item."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.discovery.transmissions import actions, queries, rules
from app.discovery.transmissions.answers import ItemOut, RegimeOut, Words
from app.discovery.transmissions.openings import openings, redacted_versions
from app.discovery.transmissions.rules import Choice
from app.discovery.transmissions.schemas import MarkIn
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language, Text
from app.portal.court_words import line_of
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.portal.staff_evidence import LEVELS, SIDES
from app.portal.staff_filter import Chosen
from app.portal.staff_frame import frame_of
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
OF_A_CASE = 100
_SHAPES = {
    Choice.SEND: "done", Choice.SEND_REDACTED: "progress", Choice.LIST_ONLY: "neutral",
    Choice.IN_CAMERA: "waiting", Choice.REFUSE: "problem", Choice.UNDECIDED: "waiting",
}  # fmt: skip
_NOT_TO_BE_SENT = Words(code="out_of_scope", ko="송부 대상 아님", en="Not to be sent")
LABELS = {
    "choice": "Decision on this item", "record_class": "What the record is",
    "ground": "Ground of refusal", "ground_article": "Act and article that close it",
    "reason": "Reason", "version_id": "Redacted version to send", "pages": "Number of pages",
}  # fmt: skip
_ITEM = "/transmissions/{transmission_id}/items/{entry_id}"


def entries_shown(items: list[ItemOut], language: Language) -> list[dict[str, Any]]:
    """Return the items with their decisions; a refusal with its ground and article."""
    return [
        {
            "item": item,
            "kind": _SHAPES[Choice(item.choice.code)] if item.asked else "neutral",
            "told": (item.choice if item.asked else _NOT_TO_BE_SENT).model_dump()[language],
            "level": LEVELS[item.level].get(language),
            "side": SIDES[item.side].get(language),
            "article": item.ground_article or item.basis,
        }
        for item in items
    ]


@router.get(
    "/queue/{case_id}/transmissions", openapi_extra=needs(May.TRANSMISSION_READ, level=2)
)  # fmt: skip
async def of_case(case_id: str, door: At, chosen: Chosen, done: str = "") -> Response:
    """Show the requests for the records of a case, and what the investigated party was told."""
    language = door.language

    def tab(work: Work, case: CaseOut) -> dict[str, Any]:
        found = queries.transmissions(work, case_id=case.id, limit=OF_A_CASE, cursor=None)
        return {"rows": [line_of(row, language) for row in found.items]}

    frame = frame_of(door, case_id, chosen, "transmissions", tab)
    page = await door.do(frame.read, reading=True)
    if page["case"].viewer != "staff":
        return go("/transmissions")
    return render(door, "staff/transmissions.html", done=done, **page)


# -- one item


@router.get(_ITEM, openapi_extra=needs(May.TRANSMISSION_REVIEW, level=2))
async def item(transmission_id: str, entry_id: str, door: At) -> Response:
    """Ask what an item is and what is to become of it."""
    return await _item_form(door, transmission_id, entry_id)


@router.post(_ITEM, openapi_extra=needs(May.TRANSMISSION_REVIEW, level=2))
async def mark(transmission_id: str, entry_id: str, door: At) -> Response:
    """Decide on the item, or show the form again with every reason why not."""
    sent = await read(door)

    def marked(work: Work) -> ItemOut:
        actions.mark_item(
            work, transmission_id=transmission_id, entry_id=entry_id, form=form,
            version=sent.version,
        )  # fmt: skip
        work.session.flush()
        return queries.item(work, transmission_id, entry_id)

    try:
        # A field that was left empty is one that was not sent.
        values = {name: value for name, value in sent.nested().items() if value}
        if str(values.get("pages", "")).isdecimal():
            values["pages"] = int(values["pages"])
        form = parse(MarkIn, values)
        await door.once(sent.key, sent.content(), marked)
    except Problem as problem:
        return await _item_form(door, transmission_id, entry_id, sent, problem)
    return go(f"/transmissions/{transmission_id}?done=item#item-{entry_id}")


async def _item_form(
    door: Door, transmission_id: str, entry_id: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    language = door.language
    errors = named(refused(problem, language), LABELS, language) if problem else []

    def page(work: Work) -> dict[str, Any]:
        if not openings(work, transmission_id).mark_items:
            raise NotFound
        found = queries.item(work, transmission_id, entry_id)
        asked = queries.transmission(work, transmission_id)
        versions = redacted_versions(work, transmission_id, entry_id)
        return {
            "asked": asked,
            "entry": entries_shown([found], language)[0],
            "choices": _options(rules.CHOICE_LABELS, language, without=_closed(asked.regime)),
            "classes": _options(rules.CLASS_LABELS, language),
            "grounds": [{"value": one.code, "label": one.model_dump()[language]}
                        for one in asked.regime.grounds],
            "versions": [{"value": key, "label": name} for key, name in versions.items()],
        }  # fmt: skip

    shown = await door.do(page, reading=True)
    return render(
        door, "staff/transmission_item.html", status=status_of(problem) if problem else 200,
        errors=errors, typed=typed(sent) or _as_decided(shown["entry"]["item"]),
        key=(sent.key if sent else "") or new_secret(12), **shown,
    )  # fmt: skip


def _closed(regime: RegimeOut) -> frozenset[str]:
    """Return the decisions that the rules do not know."""
    return frozenset() if regime.in_camera else frozenset({Choice.IN_CAMERA})


def _options(
    labels: dict[str, Text], language: Language, *, without: frozenset[str] = frozenset()
) -> list[dict[str, str]]:
    return [
        {"value": str(code), "label": text.get(language)}
        for code, text in labels.items()
        if code not in without
    ]


def _as_decided(found: ItemOut) -> dict[str, str]:
    return {
        "choice": found.choice.code, "record_class": found.record_class.code,
        "ground": found.ground.code if found.ground else "", "reason": found.reason,
        "ground_article": found.ground_article, "version_id": found.version_id,
        "pages": str(found.pages or ""),
    }  # fmt: skip
