"""One may ask for approval, give it, veto it, void it, and be held to it; none commits."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from app.access.actor import OPEN, Target
from app.access.policy import May
from app.db.numbering import next_number
from app.db.work import Work
from app.kernel.money import MAXIMUM_WON
from app.people import queries as people
from app.remedy_fund.approvals import counting, store
from app.remedy_fund.approvals.delegations import represented_by
from app.remedy_fund.approvals.events import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalUsed,
    ApprovalVetoed,
    ApprovalVoided,
)
from app.remedy_fund.approvals.lifecycle import APPROVAL, Command, State
from app.remedy_fund.approvals.problems import (
    ApprovalBarred,
    ApprovalExpired,
    ApprovalGivenAlready,
    ApprovalMissing,
    ApprovalStale,
    ApprovalStopped,
)
from app.remedy_fund.approvals.rules import (
    MAKING,
    STANDING,
    VALID_DAYS,
    Aggregate,
    ApprovalKind,
    Dimension,
    digest,
)
from app.remedy_fund.approvals.stress import Solvency
from app.remedy_fund.approvals.tables import (
    ApprovalAggregate,
    ApprovalPerson,
    ApprovalRequest,
    ApprovalVoice,
)
from app.remedy_fund.schemes import queries as schemes


def ask(  # noqa: PLR0913 - each one is part of what the approvers are told
    work: Work,
    *,
    kind: ApprovalKind,
    subject: str,
    content: Mapping[str, Any],
    amount_won: int,
    makers: frozenset[str],
    aggregates: Iterable[Aggregate] = (),
    effect: Solvency,
) -> ApprovalRequest:
    """Put one exact content up for approval and return the request.

    The room that asks has asked the policy table. `makers` are the persons who prepared or
    assessed it or edited the payee; the one who asks is always among them. An open request about
    the same subject becomes void. Raises NoEnactedScheme where no scheme says how many it takes.
    """
    if not 0 <= amount_won <= MAXIMUM_WON:
        raise ValueError("an amount put up for approval lies between nought and the largest")
    # The number also lets one request of a kind be asked for at a time: sums see each other.
    number = next_number(work, f"approval:{kind}")
    void(work, kind=kind, subject=subject, reason="asked_anew")
    persons = {person for person in (*makers, work.actor.person_id) if person}
    request = ApprovalRequest(
        id=work.new_id("apr"), kind=kind, about_id=subject, number=number,
        live_key=f"{kind}:{subject}", content=dict(content), digest=digest(content),
        amount_won=amount_won, decisive_won=amount_won, required_persons=1,
        scheme_id=schemes.current(work, work.today).id, makers=sorted(persons),
        effect=effect.as_data(), state=State.ASKED, asked_at=work.now,
        asked_by=work.actor.account_id, expires_at=work.now + timedelta(days=VALID_DAYS),
    )  # fmt: skip
    work.add(request)
    work.session.flush()
    work.session.add_all(_aggregates(work, request, aggregates))
    work.session.flush()
    request.decisive_won = counting.decisive_won(work, request)
    request.required_persons = counting.persons_for(work, request.decisive_won)
    work.record(
        ApprovalAsked(
            subject=request.id, kind=kind, about_id=subject, digest=request.digest,
            amount_won=amount_won, decisive_won=request.decisive_won,
            required_persons=request.required_persons, makers=tuple(request.makers),
        )
    )  # fmt: skip
    return request


def give(
    work: Work, request_id: str, seen_digest: str, *, on_behalf_of: str = ""
) -> ApprovalRequest:
    """Approve what was seen, for oneself or for who delegated it; raises ApprovalStale."""
    request = _answerable(work, request_id, Command.GIVE, seen_digest)
    person = work.actor.person_id
    delegation = represented_by(work, on_behalf_of) if on_behalf_of else None
    represented = on_behalf_of or person
    if delegation is not None:
        _refuse_barred(work, request, represented)
    if {person, represented} & store.persons_of(work, request.id):
        raise ApprovalGivenAlready(request_id=request.id)
    voice = ApprovalVoice(
        id=work.new_id("apv"), request_id=request.id, account_id=work.actor.account_id,
        acting_person_id=person, represented_person_id=represented,
        delegation_id=delegation.id if delegation else None, digest=seen_digest,
        given_at=work.now,
    )  # fmt: skip
    work.add(voice)
    work.session.flush()
    for one in sorted({person, represented}):
        work.add(
            ApprovalPerson(
                id=work.new_id("app"), request_id=request.id, voice_id=voice.id, person_id=one
            )
        )
    work.touch(request)
    work.record(
        ApprovalGiven(
            subject=request.id, kind=request.kind, about_id=request.about_id,
            digest=request.digest, person_id=person, represented_id=represented,
        )
    )  # fmt: skip
    return request


def veto(work: Work, request_id: str, reason: str) -> ApprovalRequest:
    """Stop a request; one veto is enough, whoever else has approved."""
    request = _answerable(work, request_id, Command.VETO)
    _end(work, request, State.VETOED, reason)
    work.record(
        ApprovalVetoed(
            subject=request.id, kind=request.kind, about_id=request.about_id,
            digest=request.digest, person_id=work.actor.person_id,
        )
    )  # fmt: skip
    return request


def require_granted(
    work: Work, *, kind: ApprovalKind, subject: str, content: Mapping[str, Any]
) -> str:
    """Return the id of the request under which this content may be carried out now.

    Called by the act itself, in its own Work; an approval that holds for one act is used up.
    Raises ApprovalMissing, ApprovalStale, ApprovalExpired or ApprovalStopped.
    """
    request = store.latest(work, kind, subject)
    if request is None:
        raise ApprovalMissing(subject=subject)
    _refuse_ended(work, request)
    if request.digest != digest(content):
        raise ApprovalStale(request_id=request.id, approved_digest=request.digest)
    tally = counting.tally(work, request)
    if not tally.granted:
        raise ApprovalMissing(request_id=request.id, given=tally.given, required=tally.required)
    if request.state == State.ASKED:
        _use(work, request)
    return request.id


def void(work: Work, *, kind: ApprovalKind, subject: str, reason: str) -> None:
    """Let the open request about a subject count no longer; `reason` is a code."""
    for request in store.open_about(work, subject):
        if request.kind == kind:
            _void(work, request, reason)


def void_all(work: Work, *, subject: str, reason: str) -> None:
    """Let every open request about a subject count no longer, of whatever kind."""
    for request in store.open_about(work, subject):
        _void(work, request, reason)


def _aggregates(
    work: Work, request: ApprovalRequest, aggregates: Iterable[Aggregate]
) -> list[ApprovalAggregate]:
    parts: dict[tuple[Dimension, str], int] = {}
    for one in aggregates:
        part = request.amount_won if one.amount_won is None else one.amount_won
        place = (Dimension(one.dimension), one.key)
        parts[place] = parts.get(place, 0) + part
    return [
        ApprovalAggregate(
            id=work.new_id("apg"), request_id=request.id, kind=request.kind,
            dimension=dimension, key=key, amount_won=part,
        )
        for (dimension, key), part in sorted(parts.items())
    ]  # fmt: skip


def _answerable(
    work: Work, request_id: str, command: Command, seen_digest: str | None = None
) -> ApprovalRequest:
    request = store.locked(work, request_id)
    work.require(May.APPROVAL_GIVE, target_of(work, request))
    APPROVAL.find(request.state, command)
    if request.expires_at <= work.now:
        raise ApprovalExpired(request_id=request.id)
    if seen_digest is not None and seen_digest != request.digest:
        raise ApprovalStale(request_id=request.id, present_digest=request.digest)
    return request


def target_of(work: Work, request: ApprovalRequest) -> Target:
    """Return what the policy table is told of a request and the actor."""
    barred = {str(MAKING[ApprovalKind(request.kind)]): frozenset(request.makers)}
    walled = _is_near(work, request, work.actor.person_id)
    return Target(level=OPEN.level, secret=False, walled=walled, done_by=barred)


def _is_near(work: Work, request: ApprovalRequest, person_id: str) -> bool:
    """Tell if a person belongs to an applicant or a case of a request, or is walled off from it."""
    if not person_id:
        return False
    near = people.near(work, person_id)
    if not near.company_ids and not near.case_ids:
        return False
    places = {
        Dimension.APPLICANT.value: near.company_ids,
        Dimension.CASE.value: near.case_ids,
    }
    return any(
        one.key in places.get(one.dimension, ()) for one in store.aggregates_of(work, request.id)
    )


def _refuse_barred(work: Work, request: ApprovalRequest, person_id: str) -> None:
    """Keep a person who may not approve from doing so through somebody else."""
    if person_id in request.makers or _is_near(work, request, person_id):
        raise ApprovalBarred(request_id=request.id)


def _refuse_ended(work: Work, request: ApprovalRequest) -> None:
    if request.state == State.VETOED:
        raise ApprovalStopped(request_id=request.id)
    standing = ApprovalKind(request.kind) in STANDING
    if request.state == State.VOID or (request.state == State.USED and not standing):
        raise ApprovalMissing(request_id=request.id, state=request.state)
    if request.expires_at <= work.now and request.state == State.ASKED:
        raise ApprovalExpired(request_id=request.id)


def _use(work: Work, request: ApprovalRequest) -> None:
    request.state = APPROVAL.take(request.state, Command.USE).target
    _close(work, request)
    persons = sorted(store.persons_of(work, request.id))
    work.record(
        ApprovalUsed(
            subject=request.id, kind=request.kind, about_id=request.about_id,
            digest=request.digest, persons=tuple(persons),
        )
    )  # fmt: skip


def _void(work: Work, request: ApprovalRequest, reason: str) -> None:
    _end(work, request, State.VOID, reason)
    work.record(
        ApprovalVoided(
            subject=request.id, kind=request.kind, about_id=request.about_id, because=reason
        )
    )
    work.session.flush()


def _end(work: Work, request: ApprovalRequest, state: State, because: str) -> None:
    request.state, request.ended_because = state, because
    _close(work, request)


def _close(work: Work, request: ApprovalRequest) -> None:
    request.live_key = None
    request.ended_at, request.ended_by = work.now, work.actor.account_id
