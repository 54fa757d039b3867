"""One approver lets another speak in his place for some days, or takes that back."""

from starlette.responses import Response

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.kernel.text import Language, Text
from app.portal import fund_offers as offers
from app.portal.fund_asking import Ask, Head, Thing, ask_page, take_step, through
from app.portal.fund_fields import Field, Kind
from app.remedy_fund.approvals import delegations, queries
from app.remedy_fund.approvals.schemas import DelegateIn
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
_GIVE = needs(May.APPROVAL_GIVE)
_ONE = "/fund/delegations/{delegation_id}/steps/{step}"


def _today(work: Work, _about: str) -> str:
    return work.today.isoformat()


NEW_ASKS = {
    "delegation": Ask(
        title=Text("승인 위임", "Delegate approval"),
        meaning=Text(
            "정한 기간에 다른 승인자가 본인을 대신해 승인할 수 있게 합니다. 두 사람 몫으로 세지는 않습니다.",
            "Lets another approver speak in your place for these days. It never counts as a "
            "further person.",
        ),
        may=May.APPROVAL_GIVE, schema=DelegateIn, act=through(delegations.delegate),
        fields=(
            Field("to_person_id", Text("위임받을 승인자", "To which approver"), Kind.CHOICE,
                  offer=offers.approvers),
            Field("from_on", Text("시작일", "First day"), Kind.DAY, given=_today),
            Field("until_on", Text("종료일", "Last day"), Kind.DAY),
        ),
    ),
}  # fmt: skip
DELEGATION_ASKS = {
    "end": Ask(
        title=Text("위임 종료", "End the delegation"),
        meaning=Text("위임을 거둡니다. 이미 한 승인은 그대로 남습니다.",
                     "Takes the delegation back; what was approved under it stays approved."),
        may=May.APPROVAL_GIVE, act=through(delegations.end_delegation, "delegation_id"),
        danger=True,
    ),
}  # fmt: skip


@router.get("/fund/delegations/new/{step}", openapi_extra=_GIVE)
async def new(step: str, door: At) -> Response:
    """Ask to whom approval is delegated, and for which days."""
    return await ask_page(door, NEW, "", step)


@router.post("/fund/delegations/new/{step}", openapi_extra=_GIVE)
async def delegate(step: str, door: At) -> Response:
    """Delegate it."""
    return await take_step(door, NEW, "", step)


@router.get(_ONE, openapi_extra=_GIVE)
async def ending(delegation_id: str, step: str, door: At) -> Response:
    """Ask before a delegation is taken back."""
    return await ask_page(door, DELEGATION, delegation_id, step)


@router.post(_ONE, openapi_extra=_GIVE)
async def end(delegation_id: str, step: str, door: At) -> Response:
    """Take the delegation back."""
    return await take_step(door, DELEGATION, delegation_id, step)


def _new_head(_work: Work, _about: str, _language: Language) -> Head:
    return Head(open_steps=frozenset(NEW_ASKS))


def _head(work: Work, delegation_id: str, _language: Language) -> Head:
    for one in queries.delegations(work).items:
        if one.id == delegation_id and one.from_person_id == work.actor.person_id:
            return Head(one.to_name, one.version, frozenset(DELEGATION_ASKS))
    raise NotFound


NEW = Thing(tab="approvals", url="/fund/approvals", asks=NEW_ASKS, head=_new_head)
DELEGATION = Thing(tab="approvals", url="/fund/approvals", asks=DELEGATION_ASKS, head=_head)
