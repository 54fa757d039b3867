"""The doors of collecting: a receivable on the street's case, a request about it, a receipt in line."""

from functools import partial
from typing import Any

from app.access.actor import OPEN, Target, Tie
from app.access.policy import May
from app.collection.tables import BankReceipt, CollectionRequest, ReceiptFile, Receivable
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.sanctions.tables import Measure
from tests.access.sample import CASE, EVERYBODY, Sample
from tests.access.street import TODAY, Neighbour

_PROPOSED_BY = {"person": ""}
_ONE, _RECEIPT = "/receivables/{receivable_id}", "/collection/receipts/{receipt_id}"
_WHY = {"reason": "거리의 사유 (가상)"}
_KNOWN = ((May.MEASURE_READ, 2),)
_OFFICE = ((May.COLLECTION_READ, 1),)
_NOT_THEIRS = frozenset({Tie.COMPLAINANT})
_LIST = "계좌번호,거래번호,거래일,입금액,입금자,적요\n110-1,S9,2026-09-10,5,가상,-\n"


def _receipt(_neighbour: Neighbour, _level: int) -> Target:
    return Target(
        secret=False, level=OPEN.level,
        done_by={May.RECEIPT_MATCH: frozenset({_PROPOSED_BY["person"]})},
    )  # fmt: skip


SAMPLES: dict[str, Sample] = {
    "GET /receivables": Sample(EVERYBODY),
    "POST /receivables": Sample(EVERYBODY, {"measure_id": "measure_" + "0" * 32}),
    f"GET {_ONE}": Sample(CASE, first=_KNOWN, hides_from=_NOT_THEIRS),
    f"POST {_ONE}/requests": Sample(
        CASE, {"kind": "extension", "until": "2027-03-02", **_WHY}, first=_KNOWN),
    f"POST {_ONE}/requests/{{request_id}}/decision": Sample(
        CASE, {"granted": False, **_WHY}, first=_KNOWN),
    f"POST {_ONE}/steps": Sample(CASE, {"step": "demand", **_WHY}, first=_KNOWN),
    f"POST {_ONE}/fine-objection": Sample(CASE, _WHY, first=_KNOWN),
    "POST /collection/receipt-files": Sample(
        EVERYBODY, {"file_name": "거리.csv", "content": _LIST}),
    "GET /collection/receipts": Sample(EVERYBODY),
    f"GET {_RECEIPT}": Sample(EVERYBODY),
    f"POST {_RECEIPT}/proposal": Sample(EVERYBODY, _WHY, first=_OFFICE),
    f"POST {_RECEIPT}/confirmation": Sample(_receipt, {}, first=_OFFICE),
    "POST /checks/payment": Sample(
        body={"received_on": "2026-03-02", "price_won": 1000}, open_to=(201,)),
    "POST /checks/indexation": Sample(
        body={"contracted_on": "2026-09-01", "duration_days": 100, "price_won": 1000},
        open_to=(201,)),
    "POST /checks/damages": Sample(
        body={"violation": "TK-USE", "acted_on": "2026-03-02", "harm_won": 1000}, open_to=(201,)),
}  # fmt: skip


def _stand(work: Work, *, case_id: str, company_id: str) -> dict[str, str]:
    """Put a served fine of the announced ladder on the case, with a request and a receipt."""
    measure = work.add(
        Measure(
            id=work.new_id("measure"), case_id=case_id, company_id=company_id, sequence=900,
            kind="announced_surcharge", regime="sme_technology_announced", number="거리-900",
            number_year=2026, number_serial=900, state="in_force", decided_on=TODAY,
            violations=["ST-INF"], order_items=[], legal_basis="상생협력 성장전략",
            amount_won=1_000_000, original_amount_won=1_000_000, drafted_by="per_street",
            served_on=TODAY, law_edition="",
        )
    )  # fmt: skip
    work.session.flush()
    one = work.add(
        Receivable(
            id=work.new_id("receivable"), measure_id=measure.id, case_id=case_id,
            company_id=company_id, kind=measure.kind, payment_number="9202600000900-X",
            opened_on=TODAY,
        )
    )  # fmt: skip
    file = work.add(
        ReceiptFile(
            id=work.new_id("receipts"), name="거리.csv", format="csv", sha256="0" * 64,
            taken_at=work.now, taken_by="per_street", lines=1, known_before=0,
        )
    )  # fmt: skip
    work.session.flush()
    request = work.add(
        CollectionRequest(
            id=work.new_id("request"), receivable_id=one.id, sequence=1, kind="write_off",
            state="refused", asked_on=TODAY, asked_by="per_street", parts=[],
        )
    )  # fmt: skip
    receipt = work.add(
        BankReceipt(
            id=work.new_id("receipt"), file_id=file.id, account="110-1", reference="S1",
            booked_on=TODAY, amount_won=5, state="proposed", how="people",
            proposed_by=_PROPOSED_BY["person"], proposed_at=work.now,
        )
    )  # fmt: skip
    work.record(ConfidentialRead(subject=one.id, level=1, what="scene"))
    return {"receivable_id": one.id, "request_id": request.id, "receipt_id": receipt.id}


def furnish(street: Any) -> dict[str, str]:
    """Let something be owed on the street's case."""
    _PROPOSED_BY["person"] = street.player("walled_secretary").person_id
    ids = {name: street.ids[name] for name in ("case_id", "company_id")}
    made: dict[str, str] = street.as_worker(partial(_stand, **ids))
    return made
