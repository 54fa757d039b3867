"""Anonymous tips: sent without signing in, looked at and added to with the receipt code alone."""

from typing import Any

from starlette.responses import Response

from app.cases import actions
from app.cases import tips as queries
from app.cases.anonymity import go_on_as_nobody
from app.cases.schemas.tips import TipAdditionIn, TipCodeIn, TipIn, TipStatus
from app.db.work import Work
from app.kernel.problems import Problem
from app.kernel.text import Text
from app.portal.forms import parse, read
from app.portal.pages import problem_errors, render
from app.portal.staff_answers import typed
from app.portal.visit import forget
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_OPEN = needs(None, public="anyone may tip without saying who they are; nothing of them is kept")
# The desks in the words of somebody who has never seen an office.
_AREAS = {
    "subcontract": Text("하도급 거래", "Subcontracting"),
    "distribution": Text("유통·가맹·대리점·플랫폼 거래", "Retail, franchise, agency or platform"),
    "technology": Text("기술자료·기술 유용", "Technology taken or misused"),
    "win_win": Text("수탁·위탁거래", "Consignment between firms"),
    "intake": Text("잘 모르겠음", "Not sure"),
}


def _form(door: Door, sent: Any = None, problem: Problem | None = None) -> Response:
    errors = problem_errors(problem, door.language) if problem else []
    areas = [{"value": unit, "label": words.get(door.language)} for unit, words in _AREAS.items()]
    return render(
        door, "tip.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), areas=areas,
    )  # fmt: skip


@router.get("/tips", openapi_extra=_OPEN)
async def tip_page(door: At) -> Response:
    """Ask what happened and who did it; nothing asks who tells it."""
    forget(door)
    return _form(door)


@router.post("/tips", openapi_extra=_OPEN)
async def send_tip(door: At) -> Response:
    """Take the tip and show its receipt code, once."""
    sent = await read(door)
    try:
        go_on_as_nobody(door)
        form = parse(TipIn, sent.nested())
        receipt = await door.do(lambda work: actions.send_tip(work, form=form))
    except Problem as problem:
        return _form(door, sent, problem)
    return render(door, "tip_sent.html", status=201, receipt=receipt)


@router.get("/tips/receipt", openapi_extra=_OPEN)
async def receipt_page(door: At) -> Response:
    """Ask for the receipt code."""
    forget(door)
    return _receipt(door, "")


@router.post("/tips/receipt", openapi_extra=_OPEN)
async def receipt(door: At) -> Response:
    """Show the one line of a tip, after adding to it where something was written."""
    sent = await read(door)
    code, words = sent.first("code").strip(), sent.first("words").strip()

    def act(work: Work) -> TipStatus:
        if words:
            added = TipAdditionIn(code=asked.code, words=words)
            return queries.status_of(work, actions.add_to_tip(work, form=added))
        return queries.status(work, asked.code)

    try:
        go_on_as_nobody(door)
        asked = parse(TipCodeIn, {"code": code})
        if words:
            parse(TipAdditionIn, {"code": code, "words": words})
        found = await door.do(act)
    except Problem as problem:
        return _receipt(door, code, problem=problem, words=words)
    return _receipt(door, code, found=found, added=bool(words))


def _receipt(door: Door, code: str, *, found: TipStatus | None = None, added: bool = False,
             problem: Problem | None = None, words: str = "") -> Response:  # fmt: skip
    errors = problem_errors(problem, door.language) if problem else []
    for error in errors:
        error["field"] = error["field"] or "code"
    return render(
        door, "tip_receipt.html", status=status_of(problem) if problem else 200, errors=errors,
        code=code, found=found, added=added, written=words,
    )  # fmt: skip
