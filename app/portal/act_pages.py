"""A page of one act: what it says and asks, tried once, and shown again with what was wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.portal.forms import Sent
from app.portal.pages import render
from app.portal.settlement_fields import Field
from app.portal.staff_answers import refused
from app.portal.visit import shown
from app.web.deps import Door
from app.web.problems import status_of

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the page of an act says above its form, and which fields it asks for."""

    room: Text
    label: Text
    intro: Text
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the form is sent, where it leads back to, the version read and the articles."""

    url: str
    back: str
    version: int | None = None
    basis: str = ""


def page_of(
    act: ActPage, place: Place, language: Language, *, reasons: Sequence[dict[str, str]] = (),
    facts: Sequence[dict[str, Any]] = (), options: Sequence[dict[str, str]] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return what the page of an act shows; `options` fill the choices that come from the law."""
    return {
        "room": act.room.get(language), "label": act.label.get(language),
        "intro": act.intro.get(language), "basis": place.basis,
        "url": place.url, "back": place.back, "version": place.version,
        "reasons": reasons, "facts": facts,
        "fields": [_field(one, language, options) for one in act.fields],
    }  # fmt: skip


def _field(one: Field, language: Language, options: Sequence[dict[str, str]]) -> dict[str, Any]:
    return {
        "kind": one.kind, "name": one.name, "label": one.label.get(language),
        "hint": one.hint.get(language) if one.hint else "", "optional": one.optional,
        "options": shown(one.options, language) or options,
    }  # fmt: skip


async def act_page(
    door: Door, query: Callable[[Work], dict[str, Any]], sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    """Show the page of an act, empty or as it was refused; each wrong field under its label."""
    errors = refused(problem, door.language) if problem else []
    page = await door.do(query, reading=True)
    labels = {one["name"]: one["label"] for one in page["fields"]}
    found = [
        {**one, "message": f"{labels[one['field']]}: {one['message']}"}
        if one["field"] in labels
        else one
        for one in errors
    ]
    return render(
        door, "act.html", status=status_of(problem) if problem else 200, errors=found,
        typed=sent or Sent({}), key=(sent.key if sent else "") or new_secret(12), **page,
    )  # fmt: skip


def values_of(sent: Sent, act: ActPage) -> dict[str, Any]:
    """Return what was typed as a schema takes it; what was left empty was not sent."""
    found = {one.name: (one.kind, sent.first(one.name).strip()) for one in act.fields}
    return {
        name: int(text) if kind == "number" and text.isdecimal() and len(text) <= _DIGITS else text
        for name, (kind, text) in found.items()
        if text
    }
