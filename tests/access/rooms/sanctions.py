"""The doors of groundwork, performance and what-if on the street."""

from datetime import date
from typing import Any

from app.access.actor import WORKER, Tie
from app.access.policy import May
from app.db.events import ConfidentialRead
from app.db.work import Work, perform
from app.sanctions.tables import ListingReview
from tests.access.sample import CASE, EVERYBODY, PARTIES, Sample

_KNOWN = ((May.MEASURE_READ, 2),)
_COMPLAINANT = frozenset({Tie.COMPLAINANT})


def _measure(body: Any = None, **more: Any) -> Sample:
    return Sample(CASE, {} if body is None else body, first=_KNOWN, **more)


SAMPLES: dict[str, Sample] = {
    "GET /postings": Sample(open_to=(200,)),
    "GET /standstills": Sample(EVERYBODY),
    "GET /cases/{case_id}/groundwork": Sample(hides_from=_COMPLAINANT),
    "POST /cases/{case_id}/consultations": Sample(body={"question": "의견을 구합니다 (가상)"}),
    "POST /consultations/{consultation_id}/answer": Sample(
        body={"answer": "이견 없음 (가상)", "reference": "회신-1"}
    ),
    "POST /cases/{case_id}/referral-demands": Sample(
        body={"authority": "mss", "reference": "요청-1"}
    ),
    "POST /cases/{case_id}/listing-reviews": Sample(body={}),
    "POST /listing-reviews/{review_id}/defence": _measure({"defence": "소명합니다 (가상)"}),
    "POST /listing-reviews/{review_id}/resolution": _measure(
        {"command": "resolve_listing", "members": 7, "in_favour": 5, "reason": "반복 위반 (가상)"}
    ),
    "GET /measures/{measure_id}/performance": Sample(first=_KNOWN, hides_from=_COMPLAINANT),
    "GET /measures/{measure_id}/points-effect": Sample(first=_KNOWN, hides_from=PARTIES),
    "POST /measures/{measure_id}/plan-request": _measure(),
    "POST /measures/{measure_id}/plan": _measure({"plan": "다음 달까지 폐기하겠습니다."}),
    "POST /measures/{measure_id}/proofs": _measure({"item": 1, "exhibit": "소을제1호증"}),
    "POST /measures/{measure_id}/check": _measure({"reason": "이행되지 않음"}),
    "POST /measures/{measure_id}/demands": _measure(
        {"until": "2026-12-10", "reason": "이행하지 않음"}
    ),
    "POST /measures/{measure_id}/monitors": _measure({"name": "한국공정거래조정원"}),
    "POST /measures/{measure_id}/monitor-report": _measure({"complied": True, "report": "이행됨"}),
    "POST /item-proofs/{proof_id}/finding": _measure({"command": "accept"}),
}


def furnish(street: Any) -> dict[str, str]:
    """Ask for a consultation, prove an item, and put a review for the list on the case."""
    examiner, case_id = street.player("examiner"), street.ids["case_id"]
    asked = examiner.post(f"/cases/{case_id}/consultations", {"question": "의견 요청 (가상)"})
    measure = f"/measures/{street.ids['measure_id']}"
    proof = {"item": 1, "exhibit": "소을제1호증 (가상)"}
    proved = street.player("respondent").act(f"{measure}/proofs", proof, about=measure)

    def review(work: Work) -> str:
        row = work.add(
            ListingReview(
                id=work.new_id("review"), case_id=case_id, company_id=street.ids["company_id"],
                state="opened", opened_on=date(2026, 9, 1), measures_counted=3,
                score_hundredths=510, defence_last_on=date(2026, 10, 1),
            )
        )  # fmt: skip
        work.record(ConfidentialRead(subject=row.id, level=1, what="street"))
        return row.id

    review_id = perform(street.stage.house.world, WORKER, review)
    return {
        "consultation_id": asked["id"],
        "proof_id": proved["items"][0]["proofs"][0]["id"],
        "review_id": review_id,
    }
