"""A page of a case that sends something: shown, tried once, shown again with what was wrong."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from app.cases import queries
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.problems import Problem
from app.portal.forms import Sent
from app.portal.my_case import head_of
from app.portal.pages import problem_errors, render
from app.portal.visit import fresh_key
from app.web.deps import Door
from app.web.problems import status_of

Inside = Callable[[Work, CaseOut], dict[str, Any]]


async def form_page(
    door: Door, case_id: str, template: str, *, inside: Inside | None = None,
    sent: Sent | None = None, problem: Problem | None = None,
) -> Response:  # fmt: skip
    """Show a page of a case that sends something, with what was typed and what was wrong."""
    typed = sent or Sent({})
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        case = queries.case(work, case_id)
        return {**head_of(case, language), **(inside(work, case) if inside else {})}

    found = await door.do(query, reading=True)
    errors = problem_errors(problem, language) if problem else []
    status = status_of(problem) if problem else 200
    key = typed.key or fresh_key()
    return render(door, template, status=status, errors=errors, typed=typed, key=key, **found)


async def act_once(door: Door, sent: Sent, act: Callable[[Work], CaseOut]) -> None:
    """Run an act of a page at most once under the page's key."""
    await door.once(sent.key, sent.content(), act)


def seen(work: Work, case_id: str) -> CaseOut:
    """Return the case as it is after an act."""
    work.session.flush()
    return queries.case(work, case_id)
