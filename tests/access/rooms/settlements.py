"""The doors of settlements: one of each kind stands in the case of the street."""

from datetime import date
from typing import Any

from app.access.actor import Tie
from app.access.policy import May
from app.db.work import Work
from app.settlements.consent_decisions.events import ConsentDecisionApplied
from app.settlements.consent_decisions.tables import ConsentDecision
from app.settlements.mediation.events import MediationBegun
from app.settlements.mediation.tables import Mediation
from app.settlements.self_corrections.events import SelfCorrectionFiled
from app.settlements.self_corrections.tables import SelfCorrection
from app.settlements.simplified_decisions.events import SimplifiedProposed
from app.settlements.simplified_decisions.tables import SimplifiedDecision
from tests.access.sample import CASE, Sample

_DAY = date(2026, 9, 10)
_READ = ((May.CASE_READ, 2),)
_EXAMINER = ((May.CASE_INVESTIGATE, 2),)
_OTHER_SIDE = frozenset({Tie.COMPLAINANT})
_REQUEST = {"request": "지급을 바랍니다."}
_OFFER = {"conduct": "감액", "plan": "지급"}
_CURE = {"violations": ["ST-INF"], "cured_on": "2026-09-01", "account": "사용을 멈춤"}
_WITH_REASON = {"reason": "확인함"}

SAMPLES: dict[str, Sample] = {
    "GET /cases/{case_id}/mediations": Sample(CASE),
    "POST /cases/{case_id}/mediations": Sample(CASE, _REQUEST, first=_READ),
    "POST /cases/{case_id}/mediation-referrals": Sample(CASE, _REQUEST, first=_READ),
    "GET /mediations/{mediation_id}": Sample(CASE),
    "POST /mediations/{mediation_id}/steps": Sample(
        CASE, {"command": "fail", **_WITH_REASON}, then=_EXAMINER
    ),
    "GET /cases/{case_id}/consent-decisions": Sample(CASE),
    "POST /cases/{case_id}/consent-decisions": Sample(CASE, _OFFER, first=_READ),
    "GET /consent-decisions/{consent_id}": Sample(CASE),
    "POST /consent-decisions/{consent_id}/steps": Sample(
        CASE, {"command": "assess", "criteria": "met", **_WITH_REASON}, then=_EXAMINER
    ),
    "GET /cases/{case_id}/self-corrections": Sample(CASE),
    "POST /cases/{case_id}/self-corrections": Sample(CASE, _CURE, first=_READ),
    "GET /self-corrections/{correction_id}": Sample(CASE, hides_from=_OTHER_SIDE),
    "POST /self-corrections/{correction_id}/steps": Sample(
        CASE, {"command": "reject", **_WITH_REASON}, then=_EXAMINER, hides_from=_OTHER_SIDE
    ),
    "GET /cases/{case_id}/simplified-decisions": Sample(CASE),
    "POST /cases/{case_id}/simplified-decisions": Sample(CASE, {"proposal": "명령"}, first=_READ),
    "GET /simplified-decisions/{simplified_id}": Sample(CASE, hides_from=_OTHER_SIDE),
    "POST /simplified-decisions/{simplified_id}/steps": Sample(
        CASE, {"command": "drop", **_WITH_REASON}, then=_EXAMINER, hides_from=_OTHER_SIDE
    ),
}


def furnish(street: Any) -> dict[str, str]:
    """Put one settlement of each kind into the case, as rows: its own law would not allow them."""
    case_id = street.ids["case_id"]

    def stand(work: Work) -> dict[str, str]:
        rows = {
            "mediation_id": Mediation(
                id=work.new_id("mediation"), case_id=case_id, forum="technology_mediation",
                side="agency", filed_by="", state="running", filed_on=_DAY, representatives=[],
                forbids=False,
            ),
            "consent_id": ConsentDecision(
                id=work.new_id("consent"), case_id=case_id, state="applied", applied_by="",
                applied_on=_DAY, invited_on=_DAY,
            ),
            "correction_id": SelfCorrection(
                id=work.new_id("cure"), case_id=case_id, state="filed", filed_by="", filed_on=_DAY,
                violations=["ST-INF"], cured_on=_DAY, exhibits=[], moment="before_measure",
            ),
            "simplified_id": SimplifiedDecision(
                id=work.new_id("simplified"), case_id=case_id, state="proposed", proposed_by="",
                proposed_on=_DAY, expected_surcharge_won=0, ceiling_won=100_000_000,
            ),
        }  # fmt: skip
        for row in rows.values():
            work.add(row)
        ids = {name: row.id for name, row in rows.items()}
        _tell(work, case_id, ids)
        return ids

    found: dict[str, str] = street.as_worker(stand)
    return found


def _tell(work: Work, case_id: str, ids: dict[str, str]) -> None:
    work.record(MediationBegun(subject=ids["mediation_id"], case_id=case_id, side="agency",
                               forum="technology_mediation", on=_DAY, forbids=False))  # fmt: skip
    work.record(ConsentDecisionApplied(subject=ids["consent_id"], case_id=case_id, on=_DAY))
    work.record(SelfCorrectionFiled(subject=ids["correction_id"], case_id=case_id, cured_on=_DAY,
                                    moment="before_measure"))  # fmt: skip
    work.record(SimplifiedProposed(subject=ids["simplified_id"], case_id=case_id,
                                   expected_surcharge_won=0, due_on=None))  # fmt: skip
