"""The page on which members' terms of office are entered and ended, and panels formed and dissolved."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import Role
from app.access.policy import May
from app.committee.members import actions, queries
from app.committee.members.rules import SIZES, prescribed_size
from app.committee.members.schemas import EndIn, MemberIn, MemberOut, PanelIn, PanelOut
from app.committee.terms import PANEL_NAMES, PanelKind, holds
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language, Text
from app.people import queries as people
from app.portal.committee import shown_page
from app.portal.committee_fields import Field, Offered, filled, plain, prefix_of, without_prefix
from app.portal.forms import Sent, parse, read
from app.portal.language_catalogue import format_date
from app.portal.pages import go
from app.portal.staff_acts import Page
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_KEPT = needs(May.CASE_DOCKET)
_TEMPLATE, _URL = "committee/members.html", "/committee/members"
_FIRST = Field("from_on", Text("시작일", "First day"), "date")
_LAST = Field("until_on", Text("마지막 날", "Last day"), "date")
_LAST_OF_TERM = Field(
    "until_on", Text("임기 만료일", "Last day of the term"), "date", optional=True,
    hint=Text("정해지지 않았으면 비워 두세요.", "Leave this empty where it is not fixed."),
)  # fmt: skip
_PANEL_STAYS = Field(
    "until_on", _LAST.label, "date",
    hint=Text("이미 상정된 안건은 이 구성으로 의결합니다.",
              "What is on its agenda already it still decides."),
)  # fmt: skip
_HOLDS = {
    "to_come": (Text("시작 전", "Not begun"), "waiting"),
    "holds": (Text("재직 중", "In office"), "done"),
    "over": (Text("임기 종료", "Term over"), "neutral"),
}
_SITS = {
    "to_come": (Text("시작 전", "Not begun"), "waiting"),
    "holds": (Text("운영 중", "Sits"), "done"),
    "over": (Text("구성 종료", "Dissolved"), "neutral"),
}


def _standing(today: date, one: MemberOut | PanelOut) -> str:
    if holds(today, one.from_on, one.until_on):
        return "holds"
    return "to_come" if today < one.from_on else "over"


def _page(language: Language) -> Page:
    def page(work: Work) -> dict[str, Any]:
        members = sorted(queries.members(work).items, key=lambda one: (one.name, one.from_on))
        panels = queries.panels(work).items
        terms = [_row(work, one, _HOLDS, _end_of_term, language) for one in members]
        formed = [_row(work, one, _SITS, _end_of_panel, language) for one in panels]
        lasting = [one for one in members if _standing(work.today, one) != "over"]
        entry, forming = _entry(work, language), _forming(work, lasting, language)
        ends = [row["form"] for row in (*terms, *formed) if row["form"]]
        return {
            "terms": terms, "panels": formed, "entry": entry, "forming": forming,
            "forms": [*ends, *(one for one in (entry, forming) if one)],
            "kinds": {str(kind): name.get(language) for kind, name in PANEL_NAMES.items()},
        }  # fmt: skip

    return page


def _row(
    work: Work, one: Any, words: Mapping[str, tuple[Text, str]],
    end: Callable[[Any], Offered], language: Language,
) -> dict[str, Any]:  # fmt: skip
    """Return a term or panel with its standing, and the form that ends it while it lasts."""
    standing = _standing(work.today, one)
    label, colour = words[standing]
    form = None if standing == "over" else _shown(end(one), language)
    return {"it": one, "standing": label.get(language), "colour": colour, "form": form}


def _shown(offered: Offered, language: Language) -> dict[str, Any]:
    return offered.shown(language) | {"key": new_secret(12)}


def _end_of_term(one: MemberOut) -> Offered:
    title = Text(f"임기 종료: {one.name}", f"End the term of {one.name}")
    return Offered("term", title, one.version, one.id, (_LAST,))


def _end_of_panel(one: PanelOut) -> Offered:
    title = Text(f"구성 종료: {one.name}", f"Dissolve {one.name}")
    return Offered("dissolution", title, one.version, one.id, (_PANEL_STAYS,))


def _entry(work: Work, language: Language) -> dict[str, Any] | None:
    """Return the form for a term of office; None while no account is a commissioner's."""
    staff = people.staff(work, roles=(Role.COMMITTEE,))
    if not staff:
        return None
    accounts = tuple((one.id, plain(one.name)) for one in staff)
    fields = (Field("account_id", Text("위원", "Member"), "select", accounts), _FIRST,
              _LAST_OF_TERM)  # fmt: skip
    return _shown(
        Offered("appointment", Text("위원 등록", "Enter a member"), 0, "", fields), language
    )


def _forming(work: Work, lasting: list[MemberOut], language: Language) -> dict[str, Any] | None:
    """Return the form for a panel; None while nobody is in office."""
    if not lasting:
        return None
    chosen = tuple((one.id, _term(one)) for one in lasting)
    kinds = tuple((str(kind), PANEL_NAMES[kind]) for kind in PanelKind)
    fields = (
        Field("kind", Text("회의 종류", "Kind of panel"), "radios", kinds, _sizes(work)),
        Field("name", Text("회의 이름", "Name of the panel")),
        _FIRST,
        Field("member_ids", Text("구성 위원", "Members of the panel"), "checkboxes", chosen),
        Field("chair_id", Text("의장", "Chair"), "select", chosen),
    )
    return _shown(Offered("panel", Text("회의 구성", "Form a panel"), 0, "", fields), language)


def _term(one: MemberOut) -> Text:
    """Return a member with the term, by which two terms of one person are told apart."""
    ko, en = (
        f"{one.name} ({format_date(one.from_on, language=language)} – "
        f"{format_date(one.until_on, language=language) if one.until_on else ''}".rstrip()
        + ")"
        for language in ("ko", "en")
    )
    return Text(ko, en)


def _sizes(work: Work) -> Text:
    """Return how many members each kind of panel has by law today, or that it is not configured."""
    ko, en = [], []
    for kind in PanelKind:
        parameter = work.law.parameter(SIZES[kind])
        size = prescribed_size(work.law, kind, work.today)
        entry = parameter.entry(work.today)
        article = f" ({entry.basis})" if entry else ""
        ko.append(
            f"{parameter.label.ko}: {'설정되지 않음' if size is None else f'{size}명'}{article}"
        )
        en.append(f"{parameter.label.en}: {'not configured' if size is None else size}{article}")
    return Text(". ".join(ko) + ".", ". ".join(en) + ".")


def _enter(work: Work, sent: Sent) -> BaseModel:
    form = parse(MemberIn, filled(sent, "account_id", "from_on", "until_on"))
    return MemberOut.model_validate(actions.enter_member(work, form=form))


def _end(work: Work, sent: Sent) -> BaseModel:
    form, member_id = parse(EndIn, filled(sent, "until_on")), sent.first("thing")
    row = actions.end_term(work, member_id=member_id, form=form, version=sent.version)
    return MemberOut.model_validate(row)


def _form(work: Work, sent: Sent) -> BaseModel:
    given = filled(sent, "kind", "name", "from_on", "chair_id")
    form = parse(PanelIn, given | {"member_ids": sent.values.get("member_ids", [])})
    return queries.shown(work, actions.form_panel(work, form=form))


def _dissolve(work: Work, sent: Sent) -> BaseModel:
    form, panel_id = parse(EndIn, filled(sent, "until_on")), sent.first("thing")
    row = actions.dissolve_panel(work, panel_id=panel_id, form=form, version=sent.version)
    return queries.shown(work, row)


_ACTS: Mapping[str, Callable[[Work, Sent], BaseModel]] = {
    "appointment": _enter, "term": _end, "panel": _form, "dissolution": _dissolve,
}  # fmt: skip


@router.get(_URL, openapi_extra=_KEPT)
async def members(door: At) -> Response:
    """Show every term of office and every panel, with what may be done about them."""
    return await shown_page(door, _TEMPLATE, _page(door.language))


@router.post(_URL + "/{act}", openapi_extra=_KEPT)
async def act(act: str, door: At) -> Response:
    """Enter or end a term of office, form or dissolve a panel."""
    sent = await read(door)
    if act not in _ACTS:
        raise NotFound
    prefix = prefix_of(act, sent.first("thing"))
    plainly = without_prefix(sent, prefix)
    try:
        await door.once(sent.key, sent.content(), lambda work: _ACTS[act](work, plainly))
    except Problem as problem:
        return await _refused(door, sent, prefix, problem)
    return go(_URL)


async def _refused(door: Door, sent: Sent, prefix: str, problem: Problem) -> Response:
    return await shown_page(door, _TEMPLATE, _page(door.language), (sent, prefix, problem))
