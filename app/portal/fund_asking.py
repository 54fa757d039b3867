"""How a step of the fund is asked for and taken: one page for each, the same for all of its rooms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language, Text
from app.portal.forms import Sent, parse, read
from app.portal.fund_fields import Field, data_of, labelled, shown_fields
from app.portal.fund_frame import fund_page
from app.portal.pages import go
from app.portal.staff_answers import refused, typed
from app.web.deps import Door
from app.web.problems import status_of

STEP_UP = "step_up"


@dataclass(frozen=True, slots=True)
class Head:
    """What a form says it is about: its words, the version read, the steps open on it."""

    caption: str = ""
    version: int | str = ""
    open_steps: frozenset[str] = frozenset()


Act = Callable[[Work, str, Any, int | None], str | None]


def through(action: Callable[..., Any], about: str = "", *, made: bool = False) -> Act:
    """Return a domain's act as the page of a step calls it.

    `about` is the parameter that takes the id of the thing; `form` and `version` are given where
    the act takes them, and every other parameter is the field of the form with its name. `made`:
    the browser goes on to what the act returned.
    """
    names = [name for name in signature(action).parameters if name != "work"]

    def act(work: Work, about_id: str, form: Any, version: int | None) -> str | None:
        known = {about: about_id, "form": form, "version": version}
        given = {name: known[name] if name in known else getattr(form, name) for name in names}
        result = action(work, **given)
        return str(result.id) if made else None

    return act


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A step as its page names it: what it means, what it asks for, and the act behind it.

    `act` takes the Work, the id of the thing, the form (None without a schema) and the version;
    it returns the id of what it made where the browser should go on to that.
    """

    title: Text
    meaning: Text
    act: Act
    may: May
    schema: type[BaseModel] | None = None
    fields: tuple[Field, ...] = ()
    danger: bool = False


def approved_change(may: May, *, carry_out: Act, drop: Act) -> dict[str, Ask]:
    """Return the two steps of a change that others approve: carrying it out, and giving it up."""
    return {
        "carry_out": Ask(
            title=Text("승인된 변경 시행", "Carry out the approved change"),
            meaning=Text("필요한 승인을 모두 받았을 때에만 시행됩니다.",
                         "It is carried out only once enough persons have approved it."),
            may=may, act=carry_out,
        ),
        "drop": Ask(
            title=Text("변경 요청 철회", "Drop the change"),
            meaning=Text("요청과 그에 대한 승인이 무효가 됩니다.",
                         "The request and its approvals count no longer."),
            may=may, act=drop, danger=True,
        ),
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Where steps belong: the part of the fund, the thing's page, and what it is called."""

    tab: str
    url: str  # with {id}
    asks: Mapping[str, Ask]
    head: Callable[[Work, str, Language], Head]
    made_url: str = ""  # with {id}; where to go when a step made something of its own
    template: str = "step.html"
    more: Callable[[Work, str, Language], dict[str, Any]] = field(
        default=lambda _work, _id, _language: {}
    )

    def page(self, thing_id: str) -> str:
        """Return the address of the thing's own page."""
        return self.url.format(id=thing_id)


class Done(BaseModel):
    """What is kept of a step under its key: the id of what it made, if anything."""

    made: str = ""


async def ask_page(door: Door, thing: Thing, thing_id: str, name: str) -> Response:
    """Show what a step means and ask for what it needs; not where it is none of the reader's."""
    ask = thing.asks.get(name)
    if ask is None:
        raise NotFound

    def first(work: Work) -> str:
        # The second factor is asked for before a form is filled in, not afterwards.
        answer = work.decide(ask.may, OPEN)
        if thing.tab and not answer.allowed and answer.code != STEP_UP:
            work.require(ask.may, OPEN)  # a form of the office is for its own people
        return answer.code

    if await door.do(first, reading=True) == STEP_UP:
        return go(f"/step-up?next={door.request.url.path}")
    return await _form(door, thing, thing_id, name)


async def take_step(door: Door, thing: Thing, thing_id: str, name: str) -> Response:
    """Take a step, or show its form again with every reason why not."""
    sent = await read(door)
    ask = thing.asks.get(name)
    if ask is None:
        raise NotFound

    def done(work: Work) -> Done:
        form = parse(ask.schema, data_of(ask.fields, sent)) if ask.schema else None
        made = ask.act(work, thing_id, form, sent.version)
        work.session.flush()
        return Done(made=made or "")

    try:
        answer = await door.once(sent.key, sent.content(), done)
    except Problem as problem:
        if problem.facts.get("because") == STEP_UP:
            return go(f"/step-up?next={door.request.url.path}")
        return await _form(door, thing, thing_id, name, sent, problem)
    made = Done.model_validate_json(answer.body).made
    page = thing.made_url.format(id=made) if made and thing.made_url else thing.page(thing_id)
    return go(f"{page}?done=yes")


async def _form(
    door: Door, thing: Thing, thing_id: str, name: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    ask, language = thing.asks[name], door.language
    errors = refused(problem, language) if problem else []

    def query(work: Work) -> dict[str, Any]:
        head = thing.head(work, thing_id, language)
        if problem is None and name not in head.open_steps:
            raise NotFound
        return {
            "caption": head.caption,
            "version": sent.first("version") if sent else head.version,
            "fields": shown_fields(ask.fields, work, thing_id, language),
            **thing.more(work, thing_id, language),
        }

    return await fund_page(
        door, thing.template, query, tab=thing.tab,
        status=status_of(problem) if problem else 200,
        errors=labelled(errors, ask.fields, language), typed=typed(sent),
        ticked=sent.values if sent else {}, key=(sent.key if sent else "") or new_secret(12),
        title=ask.title.get(language), meaning=ask.meaning.get(language), danger=ask.danger,
        back=thing.page(thing_id),
    )  # fmt: skip
