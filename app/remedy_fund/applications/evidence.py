"""The evidence that an applicant put before the fund, for those of the fund who decide on it."""

from collections.abc import Callable
from dataclasses import replace

from app.access.actor import Tie
from app.access.policy import May
from app.db.work import Work
from app.discovery.evidence import actions, queries
from app.discovery.evidence.queries import Content
from app.discovery.evidence.standing import Found, found
from app.kernel.problems import NotFound
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.lifecycle import State

PURPOSE = "fund_application"


def content(
    work: Work, application_id: str, item_id: str, gate: Callable[[Work, str], None]
) -> Content:
    """Return where the bytes lie, for one who may have them; `gate` refuses what is unsafe.

    Raises NotFound for what is not among the evidence of the application, or where it was withdrawn.
    """
    _entrusted(work, application_id, item_id)
    gate(work, item_id)
    return queries.content_of(work, item_id)


def take_out(work: Work, application_id: str, item_id: str) -> None:
    """Note on the chain of custody that a file of an application is given out to the fund."""
    piece = _entrusted(work, application_id, item_id)
    actions.note_taken_out(work, piece, purpose_code=PURPOSE)


def may_open(work: Work, application_id: str, item_id: str) -> bool:
    """Tell if the reader may open a piece, once the second factor is shown where it is asked for."""
    row, target = standing.known(work, application_id)
    if row.state == State.WITHDRAWN:
        return False
    about = replace(
        target, ties=target.ties | {Tie.ENTRUSTED}, level=found(work, item_id).item.level
    )
    answer = work.decide(May.APPLICATION_EVIDENCE_READ, about)
    return answer.allowed or answer.code == "step_up"


def _entrusted(work: Work, application_id: str, item_id: str) -> Found:
    row, target = standing.known(work, application_id)
    brought = {one.item_id for one in store.evidence(work, row.id)}
    work.require(
        May.APPLICATION_EVIDENCE_READ,
        replace(target, ties=target.ties | {Tie.ENTRUSTED}, level=standing.LEVEL),
    )
    if item_id not in brought or row.state == State.WITHDRAWN:
        raise NotFound
    piece = found(work, item_id)
    work.require(
        May.APPLICATION_EVIDENCE_READ,
        replace(target, ties=target.ties | {Tie.ENTRUSTED}, level=piece.item.level),
    )
    work.world.reading_rule(work, item_id)
    return piece
