"""The forms by which a request for records goes on: one page for each step, on both sides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.actor import Role
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.answers import TransmissionOut
from app.discovery.transmissions.openings import Openings, openings
from app.discovery.transmissions.schemas import (
    ClawbackIn,
    DecisionIn,
    FindingIn,
    MatchIn,
    RecipientIn,
    ReleaseIn,
    WithdrawalIn,
)
from app.kernel.ids import new_secret
from app.kernel.problems import FieldError, Invalid, NotFound, Problem
from app.kernel.text import Language, Text
from app.people import queries as people
from app.portal.court_steps import PAGES, steps_shown
from app.portal.court_words import FINDINGS
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import named, refused, typed
from app.portal.visit import shown as options_shown
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_URL = "/transmissions/{transmission_id}/steps/{step}"
_NO_SUCH_CASE = Text("이 번호의 사건을 찾을 수 없습니다", "There is no case of this number")
LABELS = {
    "case_number": "Case number", "recipient_key": "Recipient's public key (age)",
    "recipient_account_id": "Account that receives", "finding": "What the court found",
    "labels": "Exhibits that it concerns", "order_number": "Number of the court's order",
    "ordered_on": "Day of the order", "readers": "Who may read trade secrets",
    "grant_level": "Highest level that may be sent", "reason": "Reason",
    "expires_in_days": "Days in which it can be downloaded",
    "max_downloads": "Downloads of each package",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A step as its page names it: what it means, its form, and the act behind it."""

    title: Text
    meaning: Text
    act: Callable[..., Any]
    schema: type[BaseModel] | None = None
    danger: bool = False


STEPS: dict[str, Step] = {
    "match": Step(
        Text("사건 연결", "Match with a case"),
        Text(
            "요구서에 적힌 번호를 확인하고, 어느 사건의 기록인지 정합니다. 요구한 쪽에는 알리지 않습니다.",
            "Settles whose case file is asked for. The one who asked is not told.",
        ),
        actions.match_case, MatchIn,
    ),
    "recipient": Step(
        Text("받는 쪽·공개키", "Recipient and key"),
        Text(
            "기록은 이 공개키로 봉인되며, 짝이 되는 비밀키를 가진 사람만 열 수 있습니다.",
            "The records are sealed to this key; only the holder of its secret key can open them.",
        ),
        actions.name_recipient, RecipientIn,
    ),
    "review": Step(
        Text("검토 시작", "Begin the review"),
        Text(
            "사건에 있는 모든 자료로 항목 목록을 만듭니다. 그다음 항목마다 송부 여부를 정합니다.",
            "Makes the item list from the case file. Then each item is decided on.",
        ),
        actions.begin_review,
    ),
    "list": Step(
        Text("추가 자료 반영", "Take up later evidence"),
        Text(
            "목록을 만든 뒤 사건에 들어온 자료를 목록에 더합니다.",
            "Adds to the list what came on the case file since it was made.",
        ),
        actions.extend_list,
    ),
    "finding": Step(
        Text("법원 판단 기록", "Record a finding of the court"),
        Text(
            "해당 항목의 결정은 취소되고 다시 검토합니다.",
            "What was decided on these items is open again.",
        ),
        actions.enter_finding, FindingIn,
    ),
    "decision": Step(
        Text("송부 여부 결정", "Decide on the request"),
        Text(
            "전부 송부인지, 일부 송부인지, 거부인지는 항목별 결정에 따릅니다. "
            "결정한 사람과 다른 담당자가 송부합니다.",
            "Whether all, part or nothing is sent follows from the items. "
            "Another officer than the one who decides releases the records.",
        ),
        actions.decide, DecisionIn,
    ),
    "release": Step(
        Text("송부", "Release the records"),
        Text(
            "결정된 기록을 봉인해 정해진 기간과 횟수만큼 내려받을 수 있게 합니다.",
            "Seals what was decided, to be downloaded for a time and so many times.",
        ),
        actions.release, ReleaseIn,
    ),
    "clawback": Step(
        Text("송부 회수", "Call the records back"),
        Text(
            "내려받기가 곧바로 막힙니다. 되돌릴 수 없습니다.",
            "Downloads end at once. This cannot be undone.",
        ),
        actions.claw_back, ClawbackIn, danger=True,
    ),
    "withdrawal": Step(
        Text("요구 철회", "Withdraw the request"),
        Text("요구가 끝나며 되돌릴 수 없습니다.", "The request ends. This cannot be undone."),
        actions.withdraw, WithdrawalIn, danger=True,
    ),
}  # fmt: skip


@router.get(_URL, openapi_extra=needs(May.TRANSMISSION_READ))
async def step(transmission_id: str, step: str, door: At) -> Response:
    """Show what a step means and ask for what it needs."""
    return await _form(door, transmission_id, step)


@router.post(_URL, openapi_extra=needs(May.TRANSMISSION_READ))
async def take(transmission_id: str, step: str, door: At) -> Response:
    """Take the step, or show the form again with every reason why not."""
    sent = await read(door)
    chosen = STEPS.get(step)
    if chosen is None:
        raise NotFound

    def done(work: Work) -> TransmissionOut:
        more = {}
        if chosen.schema is not None:
            more["form"] = parse(chosen.schema, _content(work, step, sent))
        chosen.act(work, transmission_id=transmission_id, version=sent.version, **more)
        work.session.flush()
        return queries.transmission(work, transmission_id)

    try:
        await door.once(sent.key, sent.content(), done)
    except Problem as problem:
        return await _form(door, transmission_id, step, sent, problem)
    return go(f"/transmissions/{transmission_id}?done={step}")


def _content(work: Work, step: str, sent: Sent) -> dict[str, Any]:
    """Return what was typed as the schema of a step takes it."""
    values = sent.nested(lists=frozenset({"labels"}))
    if step == "match":
        return {"case_id": _case_of(work, values.get("case_number", ""))}
    for name in ("grant_level", "expires_in_days", "max_downloads"):
        if str(values.get(name, "")).isdecimal():
            values[name] = int(values[name])
    if "labels" in values:
        # Boxes that were ticked, or lines that were typed where the list is not shown yet.
        values["labels"] = [line for one in values["labels"] for line in one.splitlines() if line]
    if "readers" in values:
        values["readers"] = [line for line in values["readers"].splitlines() if line.strip()]
    if "replace" in values:
        values["replace"] = values["replace"] == "yes"
    return values


def _case_of(work: Work, number: str) -> str:
    found = cases.queue(work, limit=1, cursor=None, filters={"number": number.strip()})
    if not found.items:
        raise Invalid(errors=(FieldError("/case_number", "unknown", _NO_SUCH_CASE),))
    return found.items[0].id


async def _form(
    door: Door, transmission_id: str, name: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    language, chosen = door.language, STEPS.get(name)
    if chosen is None:
        raise NotFound
    plain = [{**e, "field": e["field"].partition(".")[0]}
             for e in (refused(problem, language) if problem else [])]  # fmt: skip

    def page(work: Work) -> dict[str, Any]:
        asked = queries.transmission(work, transmission_id)
        open_to = openings(work, transmission_id)
        if problem is None:
            _check(work, asked, open_to, name)
        return {"asked": asked, "openings": open_to, **_fields(work, asked, name, language)}

    shown = await door.do(page, reading=True)
    return render(
        door, "staff/transmission_step.html", status=status_of(problem) if problem else 200,
        errors=named(plain, LABELS, language), typed=typed(sent),
        labels=sent.values.get("labels", []) if sent else [],
        key=(sent.key if sent else "") or new_secret(12), step=name, danger=chosen.danger,
        title=chosen.title.get(language), meaning=chosen.meaning.get(language), **shown,
    )  # fmt: skip


def _check(work: Work, asked: TransmissionOut, open_to: Openings, name: str) -> None:
    """Raise NotFound for a step that is none of the reader's now."""
    found = steps_shown(work, asked, open_to, "ko")
    urls = {button["url"].rpartition("/")[2] for button in found["allowed"]}
    blocked = {
        PAGES[choice.command].rpartition("/")[2]
        for choice in queries.transitions(work, asked.id).blocked
    }
    if name not in urls | blocked:
        raise NotFound


def _fields(work: Work, asked: TransmissionOut, name: str, language: Language) -> dict[str, Any]:
    """Return what the fields of a step offer."""
    courts: list[dict[str, str]] = []
    exhibits: list[dict[str, str]] = []
    if name == "recipient" and work.actor.role is Role.SECRETARY:
        courts = [{"value": one.id, "label": one.name}
                  for one in people.staff(work, roles=[Role.COURT])]  # fmt: skip
    if name == "finding":
        exhibits = [{"value": one.label, "label": f"{one.label} {one.title}"}
                    for one in queries.items(work, asked.id).items]  # fmt: skip
    return {
        "courts": courts, "exhibits": exhibits, "findings": options_shown(FINDINGS, language)
    }  # fmt: skip
