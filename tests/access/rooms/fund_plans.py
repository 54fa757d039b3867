"""The doors of allocation plans: one that was carried out, and the award of the owner's firm."""

from dataclasses import replace
from typing import Any

from app.access.actor import Role, Target, Tie
from app.db.work import Work
from app.remedy_fund.plans.content import about, inputs_of, plan_digest
from app.remedy_fund.plans.events import AwardMade
from app.remedy_fund.plans.rules.allocation import allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot
from app.remedy_fund.plans.tables import AllocationPlan, Award, PlanShare
from app.remedy_fund.schemes import queries as schemes
from tests.access.sample import Sample
from tests.access.street import Neighbour

_FUND = {Role.FUND_OFFICER, Role.FUND_CHECKER}
_ONE, _AWARD = "/fund/plans/{plan_id}", "/fund/awards/{award_id}"
_WON = 1_000_000


def _fund(_neighbour: Any, level: int) -> Target:
    return Target(secret=False, level=level)


def _application(neighbour: Neighbour, level: int) -> Target:
    ties = neighbour.ties & {Tie.COMPLAINANT}
    found = Target(ties=ties, level=level, walled=neighbour.walled)
    return replace(found, secret=neighbour.role not in _FUND)


SAMPLES: dict[str, Sample] = {
    "POST /fund/plans": Sample(_fund, {"period": "2026-4"}),
    "GET /fund/plans": Sample(_fund),
    f"GET {_ONE}": Sample(_fund),
    f"GET {_ONE}/replay": Sample(_fund),
    f"GET {_ONE}/shares": Sample(_fund),
    f"GET {_ONE}/shares/{{place}}": Sample(_fund),
    f"GET {_ONE}/paper": Sample(_fund),
    f"GET {_ONE}/publication": Sample(_fund),
    f"POST {_ONE}/submission": Sample(_fund, {}),
    f"POST {_ONE}/revision": Sample(_fund, {"period": "2026-4", "reason": "다시 작성"}),
    f"POST {_ONE}/withdrawal": Sample(_fund, {"reason": "기간 변경"}),
    f"POST {_ONE}/awards": Sample(_fund, {}),
    "GET /fund/awards": Sample(_fund),
    "GET /fund/applications/{application_id}/awards": Sample(_application),
    f"GET {_AWARD}": Sample(_application),
    f"GET {_AWARD}/paper": Sample(_application),
}


def furnish(street: Any) -> dict[str, str]:
    """Put a plan on file that awarded the owner's firm something."""
    application = street.player("owner").get(f"/fund/applications/{street.ids['application_id']}")
    line = application["lines"][0]["id"]
    claim = Claim(id=line, benefit="litigation_cost", claim_won=_WON, cap_won=_WON)
    pot = Pot("general", _WON, frozenset({"litigation_cost"}))
    allocation = allocate([claim], [pot], Options())

    def made(work: Work) -> tuple[str, str]:
        scheme = schemes.current(work, work.today)
        plan = AllocationPlan(
            id=work.new_id("plan"), period="2026-1", round=1, revision=1, state="carried_out",
            scheme_id=scheme.id, scheme_edition=scheme.edition, scheme_digest=scheme.digest,
            demonstration=True, inputs=inputs_of(allocation), residue=[["general", 0]], digest="",
            claims=1, awarded_won=_WON, makers=[], programmes={}, prepared_at=work.now,
            prepared_on=work.today, prepared_by="test",
        )  # fmt: skip
        plan.digest = plan_digest(allocation, about(plan))
        work.add(plan)
        work.session.flush()
        common: dict[str, Any] = {
            "plan_id": plan.id, "line_id": line, "application_id": application["id"],
            "case_id": application["case_id"], "company_id": application["applicant_company_id"],
            "benefit": claim.benefit, "parts": [["general", _WON]],
        }  # fmt: skip
        work.add(PlanShare(id=work.new_id("psh"), place=0, claim_won=_WON, award_won=_WON,
                           application_number=application["number"], **common))  # fmt: skip
        award = Award(id=work.new_id("award"), period="2026-1", loan=False, amount_won=_WON,
                      explanation=[], made_on=work.today, made_at=work.now, **common)  # fmt: skip
        work.add(award)
        work.record(AwardMade(subject=award.id, plan_id=plan.id, case_id=application["case_id"],
                              application_id=application["id"], benefit=claim.benefit,
                              amount_won=_WON))  # fmt: skip
        return plan.id, award.id

    plan_id, award_id = street.as_worker(made)
    return {"plan_id": plan_id, "award_id": award_id, "place": "0"}
