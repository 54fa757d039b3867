"""The doors of orders, of those whom they name, and of disposals."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from app.access.actor import Target, Tie
from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.discovery.orders.tables import DisposalItem, EvidenceDisposal
from tests.access.sample import PARTIES, Sample
from tests.access.street import Neighbour

_GRANTED = frozenset({Tie.GRANTED})
_CUSTODIAN = {"person": ""}
_ASKED_BY = {"person": ""}
COURT_ORDER: dict[str, Any] = {
    "kind": "document_order", "footing": "other", "legal_basis": "민사소송법 제344조",
    "court": "서울중앙지방법원", "docket_number": "2026가합1", "issued_on": "2026-09-01",
    "binds": "case",
}  # fmt: skip
_RELEASE = {
    "outcome": "release", "authority": "법원 결정", "decided_on": "2026-09-10", "reason": "확정",
}  # fmt: skip
_DISPOSAL = {
    "item_ids": ["evi_" + "0" * 32], "ground": "retention_over", "retention_years": 1,
    "review_reference": "심의회 1호", "reviewed_on": "2026-09-01", "reason": "보존기간 경과",
}  # fmt: skip
_NOTE = {"kind": "obstruction", "conduct": "refused_entry", "words": "출입을 거부함"}
_PASSAGES = {"passages": [{"passage": "12쪽", "ground": "own_secret"}]}


def _own(neighbour: Neighbour, level: int) -> Target:
    target = neighbour.to_case(level)
    player = neighbour.player
    if player is None or player.person_id != _CUSTODIAN["person"]:
        return target
    return replace(target, ties=target.ties | {Tie.SELF})


def _release(neighbour: Neighbour, level: int) -> Target:
    asked = {May.ORDER_RELEASE: frozenset({_ASKED_BY["person"]})}
    return replace(neighbour.to_case(level), done_by=asked)


def _disposal(neighbour: Neighbour, level: int) -> Target:
    proposed = {May.EVIDENCE_DISPOSE: frozenset({_ASKED_BY["person"]})}
    return replace(neighbour.to_case(level), done_by=proposed)


SAMPLES: dict[str, Sample] = {
    "GET /order-kinds": Sample(open_to=(200,)),
    "GET /cases/{case_id}/orders": Sample(),
    "POST /cases/{case_id}/orders": Sample(body=COURT_ORDER),
    "GET /orders/{order_id}": Sample(),
    "GET /orders/{order_id}/transitions": Sample(),
    "POST /orders/{order_id}/service": Sample(body={}),
    "POST /orders/{order_id}/extension": Sample(
        body={"valid_until": "2028-01-01", "reason": "연장 결정"}),
    "POST /orders/{order_id}/completion": Sample(body={}),
    "POST /orders/{order_id}/release-requests": Sample(body=_RELEASE),
    "POST /release-requests/{release_id}/confirmation": Sample(_release, {}),
    "POST /release-requests/{release_id}/refusal": Sample(_release, {"reason": "근거가 다름"}),
    "POST /release-requests/{release_id}/withdrawal": Sample(_release, {}),
    "GET /evidence/{item_id}/holds": Sample(hides_from=PARTIES | _GRANTED),
    "POST /orders/{order_id}/custodians": Sample(body={"name": "김보관"}),
    "POST /custodians/{custodian_id}/acknowledgement": Sample(_own, {}),
    "POST /custodians/{custodian_id}/copies": Sample(
        _own, {"item_id": "evi_" + "0" * 32, "source": "설계 서버"}),
    "POST /custodians/{custodian_id}/updates": Sample(
        _own, {"copy_note_id": "note_" + "0" * 32, "words": "월말 갱신"}),
    "POST /orders/{order_id}/readers": Sample(body={"name": "이변호", "capacity": "lawyer"}),
    "POST /readers/{reader_id}/service": Sample(body={}),
    "POST /orders/{order_id}/notes": Sample(body=_NOTE),
    "POST /orders/{order_id}/deletion-requests": Sample(body=_PASSAGES),
    "POST /deletion-requests/{deletion_id}/decision": Sample(body={"command": "accept"}),
    "GET /cases/{case_id}/disposals": Sample(hides_from=PARTIES | _GRANTED),
    "POST /cases/{case_id}/disposals": Sample(body=_DISPOSAL),
    "GET /disposals/{disposal_id}": Sample(hides_from=PARTIES | _GRANTED),
    "POST /disposals/{disposal_id}/approval": Sample(_disposal, {}),
    "POST /disposals/{disposal_id}/refusal": Sample(_disposal, {"reason": "보존이 필요함"}),
    "POST /disposals/{disposal_id}/withdrawal": Sample(_disposal, {}),
}  # fmt: skip


def furnish(street: Any) -> dict[str, str]:
    """Put what these doors are about on the street; return its ids."""
    secretary, owner = street.player("secretary"), street.player("owner")
    path = f"/cases/{street.ids['case_id']}/orders"
    custodian = {"name": "소유자 (가상)", "person_id": owner.person_id}
    order = secretary.post(
        path, {**COURT_ORDER, "served_on": "2026-09-02", "custodians": [custodian]}
    )
    secret = secretary.post(
        path,
        {**COURT_ORDER, "kind": "confidentiality_order", "docket_number": "2026카기2",
         "readers": [{"name": "이변호 (가상)", "capacity": "lawyer"}]},
    )  # fmt: skip
    visit = secretary.post(path, {**COURT_ORDER, "kind": "expert_fact_finding"})
    release = secretary.act(
        f"/orders/{visit['id']}/release-requests", _RELEASE, about=f"/orders/{visit['id']}"
    )
    _CUSTODIAN["person"], _ASKED_BY["person"] = owner.person_id, secretary.person_id
    return {
        "order_id": order["id"],
        "custodian_id": order["custodians"][0]["id"],
        "reader_id": secret["readers"][0]["id"],
        "release_id": release["id"],
        "deletion_id": _passage(street, secretary, visit["id"]),
        "disposal_id": _planned(street),
    }


def _passage(street: Any, secretary: Any, order_id: str) -> str:
    path = f"/orders/{order_id}"
    notes: tuple[dict[str, str], ...] = (
        {"kind": "access_granted", "name": "박전문 (가상)", "capacity": "lawyer_expert"},
        {"kind": "report_filed", "item_id": street.ids["item_id"]},
        {"kind": "report_read", "name": "미래플랜트(가상)"},
    )
    for note in notes:
        secretary.post(f"{path}/notes", note)
    asked = secretary.post(f"{path}/deletion-requests", _PASSAGES)
    return str(asked["items"][0]["id"])


def _planned(street: Any) -> str:
    """Put a plan of disposal there as it stands when a closed file's retention is over."""
    return str(street.as_worker(partial(_plan, street=street)))


def _plan(work: Work, street: Any) -> str:
    plan = work.add(
        EvidenceDisposal(
            id=work.new_id("disp"), case_id=street.ids["case_id"], ground="retention_over",
            retention_years=1, disposable_from=date(2026, 1, 1), review_reference="심의회 1호",
            reviewed_on=date(2026, 1, 2), reason="보존기간 경과", state="proposed",
            proposed_by=_ASKED_BY["person"] or street.player("lead").person_id,
            proposed_at=work.now,
        )
    )  # fmt: skip
    work.session.flush()
    work.add(
        DisposalItem(
            id=work.new_id("ditem"), disposal_id=plan.id, item_id=street.ids["item_id"],
            outcome="waiting",
        )
    )  # fmt: skip
    work.record(ConfidentialRead(subject=plan.id, level=1, what="scene"))
    return plan.id
