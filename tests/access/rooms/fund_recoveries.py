"""The doors of claims, loans and pay-outs: one of each on a small fund."""

from functools import partial
from typing import Any

from app.access.actor import Target
from app.access.policy import May
from app.remedy_fund.recoveries.facts import FUND
from tests.access.sample import Sample
from tests.access.street import Neighbour
from tests.remedy_fund.recoveries.recovery_desk import APPLICATION, RecoveryDesk, apply

_PREPARED_BY = {"person": ""}
_REASON = {"reason": "거리의 사유 (가상)"}
_RECEIPT = {"amount_won": 1000, "received_on": "2026-09-10", "reference": "street-1"}
_ONE, _LOAN = "/fund/recoveries/{recovery_id}", "/fund/loans/{loan_id}"
_APPLICATION, _PAYOUT = "/fund/applications/{application_id}", "/fund/payouts/{payout_id}"


def _fund(_neighbour: Neighbour, _level: int) -> Target:
    return FUND


def _payout(_neighbour: Neighbour, _level: int) -> Target:
    return Target(
        secret=False, level=FUND.level,
        done_by={May.STATEMENT_MATCH: frozenset({_PREPARED_BY["person"]})},
    )  # fmt: skip


SAMPLES: dict[str, Sample] = {
    "GET /fund/recoveries": Sample(_fund),
    f"GET {_ONE}": Sample(_fund),
    f"GET {_ONE}/transitions": Sample(_fund),
    f"GET {_ONE}/receipts": Sample(_fund),
    f"POST {_ONE}/charges": Sample(
        _fund, {"component": "interest", "amount_won": 1000, **_REASON}),
    f"POST {_ONE}/charges/{{charge_id}}/cancellation": Sample(_fund, _REASON),
    f"POST {_ONE}/demand": Sample(_fund, {"due_on": "2026-12-31"}),
    f"POST {_ONE}/enforcement": Sample(_fund, _REASON),
    f"POST {_ONE}/instalments": Sample(
        _fund, {"parts": 2, "first_due_on": "2026-12-31", **_REASON}),
    f"POST {_ONE}/clock-marks": Sample(
        _fund, {"kind": "acknowledgement", "on": "2026-09-10"}),
    f"POST {_ONE}/receipts": Sample(_fund, _RECEIPT),
    f"POST {_ONE}/set-off": Sample(_fund, _REASON),
    f"POST {_ONE}/write-off-request": Sample(_fund, _REASON),
    f"POST {_ONE}/write-off": Sample(_fund, {}),
    f"POST {_APPLICATION}/clawbacks": Sample(
        _fund, {"disbursement_id": "disb_" + "0" * 32, "ground": "misuse",
                "principal_won": 1000, **_REASON}),
    f"GET {_APPLICATION}/residual": Sample(_fund),
    f"POST {_APPLICATION}/payouts": Sample(
        _fund, {"owner": "applicant", "amount_won": 1000, **_REASON}),
    "GET /fund/payouts": Sample(_fund),
    f"GET {_PAYOUT}": Sample(_fund),
    f"POST {_PAYOUT}/transfer": Sample(
        _payout, {"reference": "street-2", "paid_on": "2026-09-10"}),
    f"POST {_PAYOUT}/cancellation": Sample(_fund, _REASON),
    "GET /fund/loans": Sample(_fund),
    "GET /fund/overdue-loans": Sample(_fund),
    f"GET {_LOAN}": Sample(_fund),
    f"POST {_LOAN}/schedule": Sample(_fund, {}),
    f"GET {_LOAN}/repayments": Sample(_fund),
    f"POST {_LOAN}/repayments": Sample(_fund, {**_RECEIPT, "reference": "street-3"}),
    f"POST {_LOAN}/write-off-request": Sample(_fund, _REASON),
    f"POST {_LOAN}/write-off": Sample(_fund, {}),
}  # fmt: skip


def furnish(street: Any) -> dict[str, str]:
    """Let a firm be paid and owe some of it back, take a loan, and have money of its own here."""
    case_id, company_id = street.ids["case_id"], street.ids["company_id"]
    street.as_worker(partial(apply, case_id=case_id, company_id=company_id))
    desk = RecoveryDesk(street.stage.house.world, street.stage.clock)
    _PREPARED_BY["person"] = desk.officer.person_id
    first, second = desk.paid(1_000_000), desk.paid(500_000)
    desk.money(desk.claim_of(first).id, 1_500_000)
    claim = desk.ask_back(second, 500_000)
    loan = desk.loan_of(desk.paid(1_000_000, loan=True))
    return {
        "application_id": street.ids.get("application_id", APPLICATION),
        "recovery_id": claim.id,
        "charge_id": claim.charges[0].id,
        "loan_id": loan.id,
        "payout_id": desk.prepare_payout("applicant", 100_000),
    }
