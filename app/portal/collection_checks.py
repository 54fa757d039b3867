"""Three checks for everybody: was a price paid in time, must it be indexed, what may damages reach."""

from typing import Any

from starlette.responses import Response

from app.collection import checking
from app.collection.checking import DamagesIn, IndexationIn, PaymentCheckIn
from app.db.work import Work
from app.kernel.problems import Problem
from app.portal.forms import parse
from app.portal.pages import render
from app.portal.staff_answers import refused
from app.portal.visit import look, visitor
from app.web.area import Area
from app.web.deps import At, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_OPEN = needs(None, public="the law is public; nothing of what is asked is kept")
_CHECKS: dict[str, Any] = {
    "payment": (PaymentCheckIn, checking.payment),
    "indexation": (IndexationIn, checking.indexation),
    "damages": (DamagesIn, checking.damages),
}
_TICKS = ("win_win", "giver_is_small", "opted_out_in_writing")


@router.get("/checks", openapi_extra=_OPEN)
async def checks(door: At, check: str = "payment") -> Response:
    """Ask what a check needs, and answer it line by line with articles."""
    name = check if check in _CHECKS else "payment"
    schema, answer = _CHECKS[name]
    given = {
        key: value
        for key, value in door.request.query_params.items()
        if value.strip() and key not in {"check", "lang"}
    }
    await visitor(door)
    found, problem = None, None
    if given:
        try:
            form = parse(schema, _data(name, given))
            found = await look(door, lambda work: answer(work, form))
        except Problem as wrong:
            problem = wrong
    codes = await look(door, _violations)
    return render(
        door, "collection/checks.html", status=status_of(problem) if problem else 200,
        errors=refused(problem, door.language) if problem else [], check=name, typed=given,
        found=found, codes=[{"value": c, "label": w[door.language]} for c, w in codes],
    )  # fmt: skip


def _violations(work: Work) -> list[tuple[str, dict[str, str]]]:
    """Return the violations for which a multiple of damages is known."""
    return [(one.code, one.name.as_dict()) for one in work.law.violations() if one.damages]


def _data(name: str, given: dict[str, str]) -> dict[str, Any]:
    """Return a form as its schema takes it."""
    data: dict[str, Any] = dict(given)
    if name == "payment":
        on, won = data.pop("paid_on", ""), data.pop("paid_won", "")
        data["payments"] = [{"on": on, "amount_won": won}] if on or won else []
    if name == "indexation":
        data |= {tick: data.get(tick) == "yes" for tick in _TICKS}
        days = str(data.get("duration_days", ""))
        data["duration_days"] = int(days) if days.isdecimal() else days
    return data
