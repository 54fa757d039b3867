"""The doors of payments: a run, a payment in it, a message of the bank and a movement."""

from datetime import date
from typing import Any

from app.access.actor import Target
from app.db.work import Work
from app.kernel.sealing import sealed
from app.remedy_fund.payments.events import PaymentRunPrepared
from app.remedy_fund.payments.standing import MESSAGE_SEAL
from app.remedy_fund.payments.tables import (
    BankMessage,
    Disbursement,
    PaymentRun,
    StatementLine,
)
from tests.access.sample import Sample

_DAY = date(2026, 9, 10)
_WHY = {"reason": "계좌를 확인함"}
_RUN, _ONE = "/fund/payment-runs/{payment_run_id}", "/fund/disbursements/{disbursement_id}"
_LINE = "/fund/statement-lines/{statement_line_id}"
_MESSAGE = "/fund/bank-messages/{bank_message_id}"


def _fund(_neighbour: Any, level: int) -> Target:
    return Target(secret=False, level=level)


SAMPLES: dict[str, Sample] = {
    "GET /fund/payment-runs": Sample(_fund),
    "POST /fund/payment-runs": Sample(
        _fund, {"award_ids": ["award_" + "0" * 32], "pay_on": "2026-09-30"}
    ),
    f"GET {_RUN}": Sample(_fund),
    f"GET {_RUN}/transitions": Sample(_fund),
    f"POST {_RUN}/approval-request": Sample(_fund, {}),
    f"POST {_RUN}/sending": Sample(_fund, {}),
    f"POST {_RUN}/withdrawal": Sample(_fund, {}),
    "GET /fund/disbursements": Sample(_fund),
    f"GET {_ONE}": Sample(_fund),
    f"GET {_ONE}/transitions": Sample(_fund),
    f"POST {_ONE}/reopening": Sample(_fund, _WHY),
    f"POST {_ONE}/cancellation": Sample(_fund, _WHY),
    f"POST {_ONE}/refusal": Sample(
        _fund, {"code": "AC04", "answered_on": "2026-09-14", "reason": "은행 공문으로 확인함"}
    ),
    f"POST {_ONE}/refusal-confirmation": Sample(_fund, {}),
    f"POST {_ONE}/return-claims": Sample(_fund, {"code": "05", "words": "잘못 보낸 금액"}),
    "GET /fund/bank-messages": Sample(_fund),
    "POST /fund/bank-messages": Sample(_fund, {"content": "<Document/>"}),
    f"GET {_MESSAGE}": Sample(_fund),
    f"POST {_MESSAGE}/settlement": Sample(_fund, _WHY),
    "GET /fund/statements": Sample(_fund),
    "GET /fund/statement-lines": Sample(_fund),
    f"GET {_LINE}": Sample(_fund),
    f"POST {_LINE}/match-proposal": Sample(_fund, _WHY),
    f"POST {_LINE}/match-confirmation": Sample(_fund, {}),
    "GET /fund/repair-queue": Sample(_fund),
    "GET /fund/cash-reconciliation": Sample(_fund, query="on=2026-09-10"),
}


def furnish(street: Any) -> dict[str, str]:
    """Put a finished run with a paid disbursement, a read message and a movement there."""
    return dict(street.as_worker(_furnished))


def _furnished(work: Work) -> dict[str, str]:
    run = work.add(
        PaymentRun(
            id=work.new_id("prun"), number=1, state="finished", pay_on=_DAY, total_won=1000,
            disbursements=1, prepared_by="person_x", prepared_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    paid = work.add(
        Disbursement(
            id=work.new_id("disb"), award_id="award_street", live_key="award_street",
            application_id="fapp_street", run_id=run.id, amount_won=1000, loan=False,
            state="paid", sources=[], created_at=work.now,
        )
    )  # fmt: skip
    message = work.add(
        BankMessage(
            id=work.new_id("bmsg"), outgoing=False, kind="camt.054", sha256="0" * 64,
            sealed_content=sealed(work.world.seal_key, MESSAGE_SEAL, "<Document/>"),
            state="aside", aside=[{"why": "not_ours"}], kept_at=work.now,
        )
    )  # fmt: skip
    line = work.add(
        StatementLine(
            id=work.new_id("sline"), account="1", reference="1", credit=True, amount_won=1000,
            booked_on=_DAY, state="queued", first_seen_at=work.now,
        )
    )  # fmt: skip
    work.record(
        PaymentRunPrepared(subject=run.id, disbursements=(paid.id,), total_won=1000, pay_on=_DAY)
    )
    return {
        "payment_run_id": run.id, "disbursement_id": paid.id, "bank_message_id": message.id,
        "statement_line_id": line.id,
    }  # fmt: skip
