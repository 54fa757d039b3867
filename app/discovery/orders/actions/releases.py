"""Ending an order before its time: one person asks, with the authority; another one confirms."""

from dataclasses import replace

from app.access.policy import May
from app.db.work import Work
from app.discovery.orders import store
from app.discovery.orders.actions.at_hand import (
    LEVEL,
    binding,
    day_of,
    locked,
    permitted,
    target_of,
)
from app.discovery.orders.actions.orders import Ending, end
from app.discovery.orders.events import ReleaseRequested, ReleaseSettled
from app.discovery.orders.lifecycle import ORDER, RELEASE, OrderCommand, ReleaseCommand
from app.discovery.orders.problems import OrderWrong, ReleaseAsked
from app.discovery.orders.schemas.inputs import ReasonIn, ReleaseIn
from app.discovery.orders.tables import DiscoveryOrder, OrderRelease
from app.kernel.problems import FieldError
from app.kernel.text import Text

_CONFIRM_LEVEL = 1
_REASON = Text("사유를 적어 주세요", "Give the reason")
_ENDS = {"release": OrderCommand.RELEASE, "cancel": OrderCommand.CANCEL}


def ask_release(work: Work, *, order_id: str, form: ReleaseIn, version: int | None) -> OrderRelease:
    """Ask for an order to be released or cancelled; it goes on binding until another confirms."""
    order = binding(work, permitted(work, order_id, May.ORDER_RELEASE))
    work.expect_version(order, version)
    day_of(work, order, form.decided_on, "/decided_on")
    waiting = store.waiting_release(work, order.id)
    if waiting is not None:
        raise ReleaseAsked(release_id=waiting.id)
    release = work.add(
        OrderRelease(
            id=work.new_id("rel"), order_id=order.id, outcome=form.outcome,
            authority=form.authority, decided_on=form.decided_on, reason=form.reason,
            state=RELEASE.initial, asked_by=work.actor.person_id, asked_at=work.now,
        )
    )  # fmt: skip
    work.record(
        ReleaseRequested(
            subject=release.id, order_id=order.id, case_id=order.case_id, outcome=form.outcome
        )
    )
    work.session.flush()
    return release


def confirm_release(work: Work, *, release_id: str, version: int | None) -> OrderRelease:
    """Confirm, as another person, that an order ends; from this moment it binds nothing."""
    release, order = _settle(
        work, release_id, ReleaseCommand.CONFIRM, may=May.RELEASE_CONFIRM, version=version
    )
    binding(work, order)
    row = ORDER.take(order.state, _ENDS[release.outcome])
    end(work, order, Ending(row.target, release.id))
    return release


def refuse_release(
    work: Work, *, release_id: str, form: ReasonIn, version: int | None
) -> OrderRelease:
    """Refuse, as another person, to end an order; it goes on binding."""
    if not form.reason:
        raise OrderWrong(errors=(FieldError("/reason", "needed", _REASON),))
    release, _ = _settle(
        work, release_id, ReleaseCommand.REFUSE, may=May.RELEASE_CONFIRM, version=version
    )
    release.settlement_reason = form.reason
    work.session.flush()
    return release


def withdraw_release(work: Work, *, release_id: str, version: int | None) -> OrderRelease:
    """Take back a request to end an order."""
    release, _ = _settle(
        work, release_id, ReleaseCommand.WITHDRAW, may=May.ORDER_RELEASE, version=version
    )
    return release


def _settle(
    work: Work, release_id: str, command: ReleaseCommand, *, may: May, version: int | None
) -> tuple[OrderRelease, DiscoveryOrder]:
    release = work.one(OrderRelease, release_id)
    order = work.one(DiscoveryOrder, release.order_id)
    level = _CONFIRM_LEVEL if may is May.RELEASE_CONFIRM else LEVEL
    asked: dict[str, frozenset[str]] = {May.ORDER_RELEASE: frozenset({release.asked_by})}
    work.require(may, replace(target_of(work, order, level=level), done_by=asked))
    order = locked(work, order)
    release = store.locked(work, OrderRelease, release_id)
    work.expect_version(release, version)
    release.state = RELEASE.take(release.state, command).target
    release.settled_by, release.settled_at = work.actor.person_id, work.now
    work.record(
        ReleaseSettled(
            subject=release.id, order_id=order.id, case_id=order.case_id, state=release.state
        )
    )
    work.session.flush()
    return release, order
