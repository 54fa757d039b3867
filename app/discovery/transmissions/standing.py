"""How the one who asks stands to a request for records; each function asks or refuses."""

from dataclasses import replace

from app.access.actor import Actor, Role, Target, Tie
from app.access.policy import Decision, May
from app.cases import queries as cases
from app.cases.lifecycle import CaseState
from app.db.work import Work
from app.discovery.transmissions import regimes, store
from app.discovery.transmissions.lifecycle import TRANSMISSION, TransmissionFacts
from app.discovery.transmissions.tables import RecordTransmission, TransmissionPackage
from app.kernel.problems import Forbidden
from app.kernel.text import Text

_OUTSIDE = {Role.COURT, Role.EXPERT}
_COURTS_OWN = Text(
    "법원·기관이 직접 낸 요구는 낸 쪽만 철회하거나 공개키를 바꿀 수 있습니다",
    "What a court filed itself is withdrawn, or given another key, by that court only",
)


def known(
    work: Work, transmission_id: str, *, level: int = 1, lock: bool = False
) -> tuple[RecordTransmission, Target]:
    """Return a request that the actor may know of, and how the actor stands to it."""
    row = store.transmission(work, transmission_id, lock=lock)
    target = target_of(work, row, level=level)
    work.require(May.TRANSMISSION_READ, target)
    return row, target


def target_of(work: Work, row: RecordTransmission, *, level: int = 1) -> Target:
    """Return what the policy table is told of a request.

    A court stands to its own requests only, whatever else a case was opened to it for; a request
    that is not matched yet belongs to no unit.
    """
    own = is_own(row, work.actor)
    base = Target(ties=frozenset({Tie.SELF} if own else ()), level=level)
    if row.case_id is not None:
        base = cases.target_of(work, row.case_id, level=level, own=own)
    if work.actor.role in _OUTSIDE:
        ties = frozenset({Tie.SELF} if own else ())
        base = replace(base, ties=ties, grant_level=0)
    decided = frozenset({row.decided_by} - {""})
    return replace(base, done_by={May.TRANSMISSION_DECIDE: decided})


def is_own(row: RecordTransmission, actor: Actor) -> bool:
    """Tell whether somebody filed a request or is the one who receives the records."""
    by_account = bool(actor.account_id) and actor.account_id in {
        row.filed_by,
        row.recipient_account_id,
    }
    by_person = bool(actor.person_id) and actor.person_id in {
        row.filed_by_person,
        row.recipient_person_id,
    }
    return by_account or by_person


def opened(target: Target, row: RecordTransmission, package: TransmissionPackage) -> Target:
    """Return the standing of its recipient to a package: the grant that the release made."""
    if Tie.SELF not in target.ties:
        return replace(target, level=package.level)
    return replace(
        target,
        ties=target.ties | {Tie.GRANTED},
        level=package.level,
        grant_level=row.grant_level,
    )


def may_change(work: Work, row: RecordTransmission, target: Target) -> Decision:
    """Return whether the actor may withdraw a request or name its recipient anew."""
    answer = work.decide(May.TRANSMISSION_REQUEST, target)
    if answer.allowed and _is_anothers(row, work.actor):
        return Decision(allowed=False, code="tie", reason=_COURTS_OWN)
    return answer


def require_change(work: Work, row: RecordTransmission, target: Target) -> None:
    """Raise Forbidden where a request is not the actor's to withdraw or re-key."""
    work.require(May.TRANSMISSION_REQUEST, target)
    if _is_anothers(row, work.actor):
        raise Forbidden(_COURTS_OWN, permission=str(May.TRANSMISSION_REQUEST), because="tie")


def recipient_open(row: RecordTransmission) -> bool:
    """Tell whether it may still be settled who receives the records, and with which key."""
    return row.released_at is None and not TRANSMISSION.final(row.state)


def expired(work: Work, row: RecordTransmission) -> bool:
    """Tell whether the time in which the packages could be downloaded is over."""
    return row.expires_at is not None and work.now >= row.expires_at


def facts_of(work: Work, row: RecordTransmission) -> TransmissionFacts:
    """Return what the guards look at."""
    regime = regimes.regime_of(row.regime)
    return TransmissionFacts(
        matched=row.case_id is not None,
        disposed=row.case_id is not None and _disposed(work, row.case_id),
        waits_for=regime.basis if regime.after_disposition else None,
        recipient=bool(row.recipient_account_id and row.recipient_key),
    )


def _disposed(work: Work, case_id: str) -> bool:
    # A disposition was served, or the case was closed in whatever way: nothing is pending in it.
    case = cases.subject(work, case_id)
    return not case.open or case.state == CaseState.UNDER_MEASURE


def _is_anothers(row: RecordTransmission, actor: Actor) -> bool:
    """Tell whether a request is another's to withdraw or re-key: a court filed it by itself.

    A court always receives what it asks for itself; the agency enters what came on paper and
    names a court to receive it.
    """
    return row.filed_by == row.recipient_account_id and actor.role is not Role.COURT
