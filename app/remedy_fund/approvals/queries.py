"""What one may learn of requests for approval and delegations; each read asks the policy table."""

from typing import Any

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.people import queries as people
from app.remedy_fund.approvals import counting, store
from app.remedy_fund.approvals.actions import target_of
from app.remedy_fund.approvals.lifecycle import APPROVAL, Command, State
from app.remedy_fund.approvals.rules import KIND_LABELS, ApprovalKind
from app.remedy_fund.approvals.schemas import (
    AggregateOut,
    ApprovalOut,
    ApprovalPage,
    ApprovalRow,
    DelegationList,
    DelegationOut,
    EffectOut,
    StepOut,
    VoiceOut,
    Words,
)
from app.remedy_fund.approvals.stress import Solvency, effect
from app.remedy_fund.approvals.tables import ApprovalDelegation, ApprovalRequest
from app.web import paging


def solvency(work: Work, *, amount_won: int, included_won: int = 0) -> Solvency:
    """Return what an amount would leave in the fund; for the rooms above, which have asked.

    `included_won` is the part of it that is reserved already.
    """
    standing = store.fund_standing(work)
    return effect(
        amount_won=amount_won, balance_won=standing.balance_won,
        committed_won=standing.committed_won, flows=store.cash_flows(work),
        included_won=included_won,
    )  # fmt: skip


def approvals(
    work: Work, *, limit: int, cursor: str | None, filters: dict[str, str]
) -> ApprovalPage:
    """Return requests, newest first."""
    work.require(May.APPROVAL_READ, OPEN)
    after = paging.decode(cursor, 1)
    rows = store.page(
        work, kind=filters.get("kind", ""), state=filters.get("state", ""),
        about_id=filters.get("about_id", ""), before=after[0] if after else "", limit=limit,
    )  # fmt: skip
    more = len(rows) > limit
    shown = rows[:limit]
    return ApprovalPage(
        items=[ApprovalRow.model_validate(_row(work, row)) for row in shown],
        has_more=more,
        next_cursor=paging.encode(shown[-1].id) if more else None,
    )


def approval(work: Work, approval_id: str) -> ApprovalOut:
    """Return a request with its content, its effect on the fund, and who has approved."""
    work.require(May.APPROVAL_READ, OPEN)
    row = work.one(ApprovalRequest, approval_id)
    voices = store.voices_of(work, [row.id])
    named = {person for voice in voices
             for person in (voice.acting_person_id, voice.represented_person_id)}  # fmt: skip
    names = people.person_names(work, named | set(row.makers))
    return ApprovalOut.model_validate({
        **_row(work, row),
        "content": row.content,
        "effect": EffectOut.model_validate(row.effect),
        "makers": [names.get(person, "") for person in row.makers],
        "aggregates": [
            AggregateOut(dimension=one.dimension, key=one.key, amount_won=one.amount_won)
            for one in store.aggregates_of(work, row.id)
        ],
        "voices": [
            VoiceOut(
                person=names.get(voice.acting_person_id, ""), given_at=voice.given_at,
                on_behalf_of=names.get(voice.represented_person_id, "")
                if voice.delegation_id else "",
            )
            for voice in voices
        ],
        "ended_because": row.ended_because,
        "steps": _steps(work, row),
    })  # fmt: skip


def delegations(work: Work) -> DelegationList:
    """Return the delegations that stand and concern the one who asks; all of them for readers."""
    work.require(May.APPROVAL_READ, OPEN)
    rows = store.delegations(work)
    names = people.person_names(
        work, {person for row in rows for person in (row.from_person_id, row.to_person_id)}
    )
    return DelegationList(items=[_delegation_out(row, names) for row in rows])


def _delegation_out(row: ApprovalDelegation, names: dict[str, str]) -> DelegationOut:
    """Return a delegation with the names of both."""
    return DelegationOut(
        id=row.id, version=row.version, from_person_id=row.from_person_id,
        to_person_id=row.to_person_id, from_name=names.get(row.from_person_id, ""),
        to_name=names.get(row.to_person_id, ""), from_on=row.from_on, until_on=row.until_on,
        revoked_at=row.revoked_at,
    )  # fmt: skip


def delegation(work: Work, row: ApprovalDelegation) -> DelegationOut:
    """Return a delegation that was just made or ended."""
    return _delegation_out(row, people.person_names(work, {row.from_person_id, row.to_person_id}))


def _row(work: Work, row: ApprovalRequest) -> dict[str, Any]:
    tally = counting.tally(work, row)
    kind = KIND_LABELS[ApprovalKind(row.kind)]
    state = APPROVAL.label(row.state)
    expired = row.state == State.ASKED and row.expires_at <= work.now
    return {
        "id": row.id, "version": row.version, "number": row.number,
        "kind": Words(code=row.kind, ko=kind.ko, en=kind.en),
        "state": Words(code=row.state, ko=state.ko, en=state.en),
        "about_id": row.about_id, "digest": row.digest, "amount_won": row.amount_won,
        "decisive_won": tally.decisive_won, "given": tally.given, "required": tally.required,
        "granted": row.state == State.ASKED and tally.granted and not expired,
        "expired": expired, "scheme_id": row.scheme_id, "asked_at": row.asked_at,
        "expires_at": row.expires_at, "ended_at": row.ended_at,
    }  # fmt: skip


def _steps(work: Work, row: ApprovalRequest) -> list[StepOut]:
    """Return what the reader may do with a request, and why not."""
    answer = work.decide(May.APPROVAL_GIVE, target_of(work, row))
    used = work.actor.person_id in store.persons_of(work, row.id)
    found = []
    for step in APPROVAL.steps(row.state):
        if step.automatic:
            continue
        reasons = [] if answer.allowed else [
            Words(code=answer.code, ko=answer.reason.ko, en=answer.reason.en)
        ]  # fmt: skip
        if used and step.command == Command.GIVE:
            reasons.append(Words(code="given", ko="이미 승인하셨습니다", en="You have approved it"))
        found.append(
            StepOut(
                command=step.command,
                label_ko=step.label.ko,
                label_en=step.label.en,
                needs_reason=step.needs_reason,
                reasons=reasons,
            )
        )
    return found
