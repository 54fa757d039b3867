"""The application form: prefilled from the case; benefits, loss sheet, other money, evidence, account."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.ids import new_secret
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language
from app.portal.forms import Sent, parse, read
from app.portal.fund_asking import Done
from app.portal.fund_fields import Kind, read_as
from app.portal.fund_frame import notice_of, said
from app.portal.fund_rows import MORE, at_places, data_rows, typed_rows
from app.portal.pages import go, render
from app.portal.staff_answers import refused, typed
from app.remedy_fund.applications import actions, prefill
from app.remedy_fund.applications.rules import COMPENSATION_LABELS, LOSS_LABELS
from app.remedy_fund.applications.schemas.answers import PrefillOut
from app.remedy_fund.applications.schemas.filing import ApplicationIn
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_FILE = needs(May.APPLICATION_FILE, level=2)
_URL = "/my-fund/new/{case_id}"
_ROWS = {
    "lines": {"benefit": Kind.LINE, "harm": Kind.LINE, "cost_won": Kind.WON,
              "claimed_won": Kind.WON},
    "losses": {"kind": Kind.LINE, "description": Kind.LINE, "claimed_won": Kind.WON},
    "compensations": {"kind": Kind.LINE, "payer": Kind.LINE, "reference": Kind.LINE,
                      "amount_won": Kind.WON, "received_on": Kind.DAY},
}  # fmt: skip
_LEAST = {"lines": 2, "losses": 3, "compensations": 1}
_SUIT = {"court": Kind.LINE, "docket_number": Kind.LINE, "filed_on": Kind.DAY,
         "evidence_item_id": Kind.LINE}  # fmt: skip
_PAYEE = {"bank_code": Kind.LINE, "account_number": Kind.LINE, "holder_name": Kind.LINE}


@router.get(_URL, openapi_extra=_FILE)
async def form(case_id: str, door: At) -> Response:
    """Show the form with what the service knows already."""
    return await _page(door, case_id)


@router.post(_URL, openapi_extra=_FILE)
async def file(case_id: str, door: At) -> Response:
    """File the application, or show the form again with more rows or with what is wrong."""
    sent = await read(door)
    if sent.first(MORE):
        return await _page(door, case_id, sent)
    data, places = data_of_form(case_id, sent)

    def act(work: Work) -> Done:
        made = actions.file_application(work, form=parse(ApplicationIn, data))
        return Done(made=made.id)

    try:
        answer = await door.once(sent.key, sent.content(), act)
    except Problem as problem:
        return await _page(door, case_id, sent, problem, places)
    made = Done.model_validate_json(answer.body).made
    return go(f"/my-fund/{made}?done=filed")


def data_of_form(case_id: str, sent: Sent) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Return what was typed as the schema takes it, with the places of the filled rows."""
    data: dict[str, Any] = {"case_id": case_id, "statement": sent.first("statement")}
    places = {}
    for group, kinds in _ROWS.items():
        data[group], places[group] = data_rows(sent, group, kinds)
    data["evidence"] = [one for one in sent.values.get("evidence", []) if one]
    for group, kinds in (("suit", _SUIT), ("payee", _PAYEE)):
        texts = {name: sent.first(f"{group}.{name}").strip() for name in kinds}
        # The holder is filled in beforehand, so it alone says nothing.
        if any(text for name, text in texts.items() if name != "holder_name"):
            data[group] = {name: read_as(kind, texts[name]) for name, kind in kinds.items()
                           if texts[name]}  # fmt: skip
    return data, places


async def _page(
    door: Door, case_id: str, sent: Sent | None = None, problem: Problem | None = None,
    places: dict[str, list[int]] | None = None,
) -> Response:  # fmt: skip
    language = door.language
    errors = refused(problem, language) if problem else []
    for group, found in (places or {}).items():
        errors = at_places(errors, group, found)

    def query(work: Work) -> dict[str, Any]:
        known = prefill.prefill(work, case_id)
        if not known.can_apply and problem is None:
            raise NotFound
        return {
            "notice": notice_of(work, language), "fund_tabs": [], "known": known,
            **_options(known, language),
        }  # fmt: skip

    page = await door.do(query, reading=True)
    rows = {group: typed_rows(sent, group, kinds, _LEAST[group]) for group, kinds in _ROWS.items()}
    return render(
        door, "fund/apply.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), ticked=sent.values.get("evidence", []) if sent else [], rows=rows,
        key=(sent.key if sent and problem else "") or new_secret(12), **page,
    )  # fmt: skip


def _options(known: PrefillOut, language: Language) -> dict[str, Any]:
    """Return what the fields of the form offer."""
    exhibits = [
        {"value": one.item_id, "label": f"{one.label} {one.title}".strip()}
        for one in known.exhibits
    ]
    return {
        "benefits": [{"value": one.code, "label": said(one, language)} for one in known.benefits],
        "harms": [{"value": one.code, "label": said(one, language)} for one in known.harms],
        "losses": [{"value": str(code), "label": text.get(language)}
                   for code, text in LOSS_LABELS.items()],
        "others": [{"value": str(code), "label": text.get(language)}
                   for code, text in COMPENSATION_LABELS.items()],
        "exhibits": exhibits,
    }  # fmt: skip
