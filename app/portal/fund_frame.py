"""What stands around every page of the remedy fund: that it is a demonstration, and the way around."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from app.access.actor import OPEN, Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.text import Language, Text
from app.portal.pages import render
from app.remedy_fund.approvals import queries as approvals
from app.remedy_fund.approvals.lifecycle import State as Asked
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import SchemeStatus
from app.remedy_fund.schemes.problems import NoEnactedScheme
from app.web.deps import Door

Query = Callable[[Work], dict[str, Any]]
MOST = 100
_OTHER_ROLE = "role"
# The books are level 2; totals of years are open to more people.
BOOKS = Target(secret=False, level=1)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the fund's pages."""

    name: str
    url: str
    label: Text
    may: May = May.FUND_READ
    target: Target = BOOKS


TABS = (
    Tab("queue", "/fund", Text("심사함", "Queue")),
    Tab("approvals", "/fund/approvals", Text("2인 승인", "Dual approval"), May.APPROVAL_READ),
    Tab("plans", "/fund/plans", Text("배분 계획", "Plans")),
    Tab("payments", "/fund/payments", Text("지급", "Payments")),
    Tab("contributions", "/fund/contributions", Text("출연", "Contributions")),
    Tab("budgets", "/fund/budgets", Text("예산", "Budget")),
    Tab("recoveries", "/fund/recoveries", Text("회수", "Recoveries")),
    Tab("accounts", "/fund/accounts", Text("기금 현황", "The fund")),
    Tab("years", "/fund/years", Text("결산", "Closing"), May.FUND_TOTALS_READ, OPEN),
)
_NONE = Text(
    "시행 중인 피해구제 기금 제도가 없습니다. 기록된 내용만 볼 수 있습니다.",
    "No remedy-fund scheme is enacted. Only what was recorded can be read.",
)
_NOT_GRANTED = Text(
    "필요한 승인을 아직 모두 받지 못했습니다", "Not enough persons have approved it yet"
)
_TRIAL = Text("시범 제도 – 시행 중인 제도가 아닙니다", "Demonstration scheme – not enacted")


def notice_of(work: Work, language: Language) -> dict[str, Any]:
    """Return what every page of the fund says of the scheme in force."""
    try:
        scheme = schemes.current(work, work.today)
    except NoEnactedScheme:
        return {"enacted": False, "any": False, "title": _NONE.get(language), "text": ""}
    enacted = scheme.status is SchemeStatus.ENACTED
    title = scheme.name if enacted else _TRIAL
    text = f"{scheme.name.get(language)} ({scheme.edition}). {scheme.notice.get(language)}"
    return {"enacted": enacted, "any": True, "title": title.get(language), "text": text}


def surroundings(work: Work, language: Language, tab: str) -> dict[str, Any]:
    """Return the notice and the tabs that the reader may open."""
    open_tabs = [one for one in TABS if work.decide(one.may, one.target).allowed]
    return {
        "notice": notice_of(work, language),
        "fund_tabs": [
            {"label": one.label.get(language), "url": one.url, "current": one.name == tab}
            for one in open_tabs
        ],
        "fund_home": open_tabs[0].url if open_tabs else "",
        "tab": next(one for one in TABS if one.name == tab) if tab else None,
    }


async def fund_page(
    door: Door, template: str, query: Query, *, tab: str, status: int = 200,
    errors: Sequence[dict[str, str]] = (), **more: Any,
) -> Response:  # fmt: skip
    """Show a page of the fund's office."""

    def page(work: Work) -> dict[str, Any]:
        return {**surroundings(work, door.language, tab), **query(work)}

    shown = await door.do(page, reading=True)
    return render(door, f"fund/{template}", status=status, errors=errors, **more, **shown)


def said(words: Any, language: Language) -> str:
    """Return a code's words: from a model with `ko` and `en`."""
    return str(getattr(words, language))


def buttons(
    steps: Iterable[Any], base: str, pages: Iterable[str], language: Language
) -> dict[str, list[dict[str, Any]]]:
    """Return steps that have a page as the buttons of a thing; those that are blocked say why.

    A step that the policy gives to another role is left out: nothing that its reader does opens it.
    A step is a model with command, label_ko, label_en and reasons (each with ko and en).
    """
    known = set(pages)
    shown: dict[str, list[dict[str, Any]]] = {"allowed": [], "blocked": []}
    for step in steps:
        if step.command not in known or any(one.code == _OTHER_ROLE for one in step.reasons):
            continue
        label = step.label_ko if language == "ko" else step.label_en
        reasons = [
            {"reason": said(one, language), "basis": getattr(one, "basis", "")}
            for one in step.reasons
        ]
        if reasons:
            shown["blocked"].append({"label": label, "reasons": reasons})
        else:
            hint = getattr(step, "basis", "")
            shown["allowed"].append(
                {"label": label, "url": f"{base}/steps/{step.command}", "hint": hint}
            )
    return shown


def granted(work: Work, about_id: str) -> bool:
    """Tell whether enough persons have approved what waits for it on a thing.

    Whoever may not read approvals is not told that one is missing.
    """
    if not work.decide(May.APPROVAL_READ, OPEN).allowed:
        return True
    filters = {"about_id": about_id, "state": str(Asked.ASKED)}
    return any(
        one.granted
        for one in approvals.approvals(work, limit=1, cursor=None, filters=filters).items
    )


def only_granted(
    work: Work, shown: dict[str, list[dict[str, Any]]], about_id: str, command: str,
    language: Language,
) -> dict[str, list[dict[str, Any]]]:  # fmt: skip
    """Return buttons with the one that needs approval first, or blocked while that is missing."""
    needing = [one for one in shown["allowed"] if one["url"].endswith(f"/{command}")]
    others = [one for one in shown["allowed"] if one not in needing]
    if not needing or granted(work, about_id):
        first = [{**one, "kind": "primary"} for one in needing]
        rest = [{**one, "kind": one.get("kind", "secondary")} for one in others]
        return {**shown, "allowed": [*first, *rest] if needing else others}
    reasons = [{"reason": _NOT_GRANTED.get(language)}]
    blocked = [{"label": one["label"], "reasons": reasons} for one in needing]
    secondary = [{**one, "kind": one.get("kind", "secondary")} for one in others]
    return {"allowed": secondary, "blocked": [*blocked, *shown["blocked"]]}
