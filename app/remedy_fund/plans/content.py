"""A plan as plain data: what it is kept as, computed from again, and digested."""

from collections.abc import Mapping
from typing import Any

from app.remedy_fund.approvals.rules import digest
from app.remedy_fund.plans.problems import PlanDoesNotReplay
from app.remedy_fund.plans.rules.allocation import Allocation, allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding, Rule
from app.remedy_fund.plans.tables import AllocationPlan

_FORM = "sangsaeng allocation plan 1"


def inputs_of(allocation: Allocation) -> dict[str, Any]:
    """Return all that a plan was computed from."""
    options = allocation.options
    return {
        "claims": [
            {
                "benefit": claim.benefit, "cap_won": claim.cap_won, "claim_won": claim.claim_won,
                "id": claim.id, "paid": dict(claim.paid), "prior_won": claim.prior_won,
                "tier": claim.tier,
            }
            for claim in allocation.claims
        ],
        "options": {
            "de_minimis_won": options.de_minimis_won, "rounding": str(options.rounding),
            "rule": str(options.rule),
        },
        "pots": [
            {"benefits": sorted(pot.benefits), "money_won": pot.money_won, "purpose": pot.purpose}
            for pot in allocation.pots
        ],
    }  # fmt: skip


def computed_from(inputs: Mapping[str, Any]) -> Allocation:
    """Compute a plan anew from what is kept of it; PlanDoesNotReplay where that can not be so."""
    try:
        return _allocated(inputs)
    except (KeyError, TypeError, ValueError) as fault:
        raise PlanDoesNotReplay(fault=str(fault)) from fault


def _allocated(inputs: Mapping[str, Any]) -> Allocation:
    options = inputs["options"]
    return allocate(
        [Claim(**one) for one in inputs["claims"]],
        [Pot(p["purpose"], p["money_won"], frozenset(p["benefits"])) for p in inputs["pots"]],
        Options(
            rule=Rule(options["rule"]), rounding=Rounding(options["rounding"]),
            de_minimis_won=options["de_minimis_won"],
        ),
    )  # fmt: skip


def plan_digest(allocation: Allocation, about: Mapping[str, Any]) -> str:
    """Return the SHA-256 over inputs, options, result and `about`: period, round, scheme."""
    return digest({
        "about": dict(about),
        "form": _FORM,
        "inputs": inputs_of(allocation),
        "residue": [list(pair) for pair in allocation.residue],
        "shares": [share.as_data() for share in allocation.shares],
    })  # fmt: skip


def about(plan: AllocationPlan) -> dict[str, Any]:
    """Return what a plan's digest says beside the sums."""
    return {
        "period": plan.period, "revision": plan.revision, "round": plan.round,
        "scheme": plan.scheme_id, "scheme_digest": plan.scheme_digest,
        "scheme_edition": plan.scheme_edition,
    }  # fmt: skip


def approved_content(plan: AllocationPlan) -> dict[str, Any]:
    """Return what is approved of a plan: the plan itself, by its digest, and its sums."""
    return {
        **about(plan), "awarded_won": plan.awarded_won, "claims": plan.claims,
        "plan_digest": plan.digest, "plan_id": plan.id, "residue": plan.residue,
        "programmes": plan.programmes,
    }  # fmt: skip
