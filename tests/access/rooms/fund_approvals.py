"""The doors of approvals: a request that waits, and one approver's delegation."""

from datetime import timedelta
from typing import Any

from app.access.actor import Target
from app.db.work import Work
from app.remedy_fund.approvals import actions
from app.remedy_fund.approvals.events import ApprovalDelegated
from app.remedy_fund.approvals.queries import solvency
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.approvals.tables import ApprovalDelegation
from tests.access.sample import EVERYBODY, Sample

_DIGEST = {"digest": "0" * 64}
_ONE = "/fund/approvals/{approval_id}"


def _asked(_neighbour: Any, level: int) -> Target:
    return Target(secret=False, level=level)


SAMPLES: dict[str, Sample] = {
    "GET /fund/approvals": Sample(EVERYBODY),
    f"GET {_ONE}": Sample(EVERYBODY),
    f"POST {_ONE}/approval": Sample(_asked, _DIGEST),
    f"POST {_ONE}/veto": Sample(_asked, {"reason": "산정 근거가 맞지 않음"}),
    "GET /fund/approval-delegations": Sample(EVERYBODY),
    "POST /fund/approval-delegations": Sample(
        _asked,
        {"to_person_id": "person_1", "from_on": "2026-09-10", "until_on": "2026-09-20"},
    ),
    "POST /fund/approval-delegations/{delegation_id}/ending": Sample(_asked, {}),
}


def furnish(street: Any) -> dict[str, str]:
    """Let approval be asked for, and one approver have delegated his."""
    giver = street.player("fund_checker").person_id
    taker = street.player("auditor").person_id

    def asked(work: Work) -> tuple[str, str]:
        request = actions.ask(
            work, kind=ApprovalKind.WRITE_OFF, subject="street", content={"n": 1}, amount_won=1,
            makers=frozenset(), effect=solvency(work, amount_won=1),
        )  # fmt: skip
        row = ApprovalDelegation(
            id=work.new_id("apd"), from_person_id=giver, to_person_id=taker, from_on=work.today,
            until_on=work.today + timedelta(days=9), made_at=work.now,
        )  # fmt: skip
        work.add(row)
        work.record(ApprovalDelegated(subject=row.id, from_person_id=giver, to_person_id=taker,
                                      until_on=row.until_on.isoformat()))  # fmt: skip
        return request.id, row.id

    request_id, delegation_id = street.as_worker(asked)
    return {"approval_id": request_id, "delegation_id": delegation_id}
