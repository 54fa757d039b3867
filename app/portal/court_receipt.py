"""Receiving records: the one download of each sealed package, and confirming its receipt."""

from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.discovery.transmissions import actions, queries
from app.discovery.transmissions.answers import TransmissionOut
from app.discovery.transmissions.delivery import deliver
from app.discovery.transmissions.schemas import AcknowledgementIn
from app.kernel.ids import new_secret
from app.kernel.problems import Problem
from app.portal.court_requests import request_page
from app.portal.court_words import PACKAGES
from app.portal.forms import Sent, parse, read
from app.portal.pages import go, render
from app.portal.staff_answers import refused, typed
from app.web.area import Area
from app.web.deps import At, Door, needs
from app.web.problems import status_of

router = Area(include_in_schema=False)
_STEP_UP = "step_up"
_FIELD = "sha256-"
_ONE = "/transmissions/{transmission_id}"


@router.post(
    f"{_ONE}/packages/{{package_id}}", openapi_extra=needs(May.TRANSMISSION_RECEIVE, level=3)
)
async def download(transmission_id: str, package_id: str, door: At) -> Response:
    """Give out a sealed package; a press on the button counts, looking at the page does not."""
    await read(door)
    try:
        return await deliver(door, transmission_id, package_id)
    except Problem as problem:
        if problem.facts.get("because") == _STEP_UP:
            return go(f"/step-up?next=/transmissions/{transmission_id}")
        return await request_page(door, transmission_id, problem=problem)


@router.get(f"{_ONE}/receipt", openapi_extra=needs(May.TRANSMISSION_RECEIVE))
async def receipt(transmission_id: str, door: At) -> Response:
    """Say how to check what was downloaded, and ask for the hashes that were computed over it."""
    return await _form(door, transmission_id)


@router.post(f"{_ONE}/receipt", openapi_extra=needs(May.TRANSMISSION_RECEIVE))
async def acknowledge(transmission_id: str, door: At) -> Response:
    """Confirm receipt, or say which hash is another one."""
    sent = await read(door)

    def done(work: Work) -> TransmissionOut:
        actions.acknowledge(work, transmission_id=transmission_id, form=form, version=sent.version)
        work.session.flush()
        return queries.transmission(work, transmission_id)

    try:
        hashes = [values[0] for name, values in sorted(sent.values.items()) if _is_hash(name)]
        form = parse(AcknowledgementIn, {"sha256": hashes})
        await door.once(sent.key, sent.content(), done)
    except Problem as problem:
        return await _form(door, transmission_id, sent, problem)
    return go(f"/transmissions/{transmission_id}?done=acknowledged")


def _is_hash(name: str) -> bool:
    return name.startswith(_FIELD)


async def _form(
    door: Door, transmission_id: str, sent: Sent | None = None, problem: Problem | None = None
) -> Response:
    language = door.language
    errors = [_at_field(one) for one in refused(problem, language)] if problem else []

    def page(work: Work) -> dict[str, Any]:
        found = queries.transmission(work, transmission_id)
        steps = queries.transitions(work, transmission_id)
        return {
            "asked": found,
            "packages": [(one, PACKAGES[one.kind].get(language)) for one in found.packages],
            "open": any(step.command == "acknowledge" for step in steps.allowed),
        }

    shown = await door.do(page, reading=True)
    return render(
        door, "court/receipt.html", status=status_of(problem) if problem else 200, errors=errors,
        typed=typed(sent), key=(sent.key if sent else "") or new_secret(12),
        public_key=door.request.app.state.audit_public_key.text, **shown,
    )  # fmt: skip


def _at_field(error: dict[str, str]) -> dict[str, str]:
    """Return an error of the list of hashes as one of its field on the page."""
    name, _, number = error["field"].partition(".")
    return {**error, "field": f"{_FIELD}{number}"} if name == "sha256" and number else error
