"""What one may learn of plans, shares and awards; every question is put to the policy table."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import NotFound
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.plans import shown, store
from app.remedy_fund.plans.actions import FUND
from app.remedy_fund.plans.content import about, computed_from, plan_digest
from app.remedy_fund.plans.lifecycle import PLAN
from app.remedy_fund.plans.rules.explanation import explain
from app.remedy_fund.plans.rules.words import BY
from app.remedy_fund.plans.schemas import (
    AwardOut,
    AwardPage,
    ChoiceOut,
    ExplainedShareOut,
    PlanOut,
    PlanPage,
    PlanRow,
    PotOut,
    ReplayOut,
    ShareOut,
    SharePage,
)
from app.remedy_fund.plans.tables import AllocationPlan, Award
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import Scheme
from app.web import paging


def plan(work: Work, plan_id: str) -> PlanOut:
    """Return a plan with its pots."""
    work.require(May.FUND_READ, FUND)
    row = work.one(AllocationPlan, plan_id)
    scheme = scheme_of(work, row)
    left = {str(purpose): int(won) for purpose, won in row.residue}
    wanted = sum(c["cap_won"] - sum(c["paid"].values()) for c in row.inputs["claims"])
    return PlanOut.model_validate({
        **_row(row),
        "pots": [
            PotOut(purpose=shown.purpose_words(scheme, pot["purpose"]), money_won=pot["money_won"],
                   residue_won=left[pot["purpose"]])
            for pot in row.inputs["pots"]
        ],
        "programmes": row.programmes,
        "replaces_plan_id": row.replaces_plan_id,
        "ended_because": row.ended_because,
        "short": row.awarded_won < wanted,
        "steps": [
            ChoiceOut(command=step.command, label_ko=step.label.ko, label_en=step.label.en,
                      needs_reason=step.needs_reason)
            for step in PLAN.steps(row.state) if work.decide(May(step.by), FUND).allowed
        ],
    })  # fmt: skip


def plans(work: Work, *, period: str, limit: int, cursor: str | None) -> PlanPage:
    """Return plans, newest first."""
    work.require(May.FUND_READ, FUND)
    after = paging.decode(cursor, 1) or [""]
    rows = store.page(work, period=period, before=after[0], limit=limit)
    more = len(rows) > limit
    return PlanPage(
        items=[PlanRow.model_validate(_row(row)) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].id) if more else None,
    )


def replayed(work: Work, plan_id: str) -> ReplayOut:
    """Compute a plan anew and tell whether its digest is the one that is kept."""
    work.require(May.FUND_READ, FUND)
    row = work.one(AllocationPlan, plan_id)
    allocation = computed_from(row.inputs)
    digest = plan_digest(allocation, about(row))
    return ReplayOut(
        plan_id=row.id, digest=digest, same=digest == row.digest, claims=len(allocation.claims),
        awarded_won=allocation.awarded_won,
    )  # fmt: skip


def shares(work: Work, plan_id: str, *, limit: int, cursor: str | None) -> SharePage:
    """Return the shares of a plan in the order of their places."""
    work.require(May.FUND_READ, FUND)
    scheme = scheme_of(work, work.one(AllocationPlan, plan_id))
    after = paging.decode(cursor, 1, int) or [-1]
    rows = store.shares_of(work, plan_id, after=after[0], limit=limit + 1)
    more = len(rows) > limit
    return SharePage(
        items=[ShareOut.model_validate(shown.share_data(scheme, row)) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].place) if more else None,
    )


def share(work: Work, plan_id: str, place: int) -> ExplainedShareOut:
    """Return a share with every step that led to it."""
    work.require(May.FUND_READ, FUND)
    row = work.one(AllocationPlan, plan_id)
    found = store.shares_of(work, plan_id, after=place - 1, limit=1)
    if not found or found[0].place != place:
        raise NotFound
    scheme = scheme_of(work, row)
    steps = explain(computed_from(row.inputs), place)
    return ExplainedShareOut.model_validate(
        {
            **shown.share_data(scheme, found[0]),
            "steps": [shown.step_out(scheme, step) for step in steps],
        }
    )


def award(work: Work, award_id: str) -> AwardOut:
    """Return an award to the fund's staff and to the applicant."""
    row = work.one(Award, award_id)
    application = applications.subject(work, row.application_id)
    work.require(May.APPLICATION_READ, applications.target_of(work, application))
    return _award(work, row)


def awards(
    work: Work, *, plan_id: str, application_id: str, limit: int, cursor: str | None
) -> AwardPage:
    """Return awards of a plan or application; an applicant names the own application."""
    if application_id:
        application = applications.subject(work, application_id)
        work.require(May.APPLICATION_READ, applications.target_of(work, application))
    else:
        work.require(May.FUND_READ, FUND)
    after = paging.decode(cursor, 1) or [""]
    rows = store.awards_page(
        work, plan_id=plan_id, application_id=application_id, after=after[0], limit=limit
    )
    more = len(rows) > limit
    return AwardPage(
        items=[_award(work, row) for row in rows[:limit]],
        has_more=more,
        next_cursor=paging.encode(rows[limit - 1].id) if more else None,
    )


# ------------------------------------------------------------------ for the rooms above


def made_awards(work: Work, award_ids: Sequence[str]) -> list[Award]:
    """Return awards that were made, by id; who asks has asked for permission."""
    return store.awards(work, award_ids)


def awards_until(work: Work, last_on: date, known_at: datetime) -> list[Award]:
    """Return the awards made up to a day, as they were known at an instant."""
    return store.awards_until(work, last_on, known_at)


def makers_of(work: Work, plan_id: str) -> frozenset[str]:
    """Return the persons who prepared a plan or assessed what is in it."""
    return frozenset(work.one(AllocationPlan, plan_id).makers)


def scheme_of(work: Work, row: AllocationPlan) -> Scheme:
    """Return the edition of the scheme by which a plan was made."""
    return schemes.current(work, row.prepared_on)


def _award(work: Work, row: Award) -> AwardOut:
    made = work.one(AllocationPlan, row.plan_id)
    scheme = scheme_of(work, made)
    return AwardOut(
        id=row.id, version=row.version, plan_id=row.plan_id, period=row.period,
        application_id=row.application_id, benefit=shown.benefit_words(scheme, row.benefit),
        loan=row.loan, amount_won=row.amount_won, parts=shown.parts_out(scheme, row.parts),
        made_on=row.made_on, made_at=row.made_at, demonstration=made.demonstration,
        steps=[shown.step_out(scheme, shown.kept_step(one)) for one in row.explanation],
    )  # fmt: skip


def _row(row: AllocationPlan) -> dict[str, Any]:
    options = row.inputs["options"]
    return {
        "id": row.id, "version": row.version, "period": row.period, "round": row.round,
        "revision": row.revision, "state": shown.named(row.state, PLAN.label(row.state)),
        "demonstration": row.demonstration, "scheme_id": row.scheme_id,
        "scheme_edition": row.scheme_edition,
        "rule": shown.named(options["rule"], BY[options["rule"]]), "rounding": options["rounding"],
        "de_minimis_won": options["de_minimis_won"], "claims": row.claims,
        "asked_won": sum(c["claim_won"] - c["prior_won"] for c in row.inputs["claims"]),
        "awarded_won": row.awarded_won, "digest": row.digest, "approval_id": row.approval_id,
        "prepared_on": row.prepared_on,
    }  # fmt: skip
