"""A valid body for every writing door, and what each door is about; a door without a row fails."""

from typing import Any

from app.access.actor import Tie
from app.access.policy import May
from tests.access.rooms import ROOMS
from tests.access.sample import (
    ANY_CASE,
    CASE,
    COMPANY,
    EVERYBODY,
    FIGURE,
    HIDDEN,
    ITEM,
    ONE_SELF,
    OWN_LIST,
    PARTIES,
    Sample,
)

HASH = "otc_" + "A" * 32
PASSWORD = "ginkgo-wharf-41-lamp"
_KNOWN = ((May.MEASURE_READ, 2),)
_SEEN = ((May.CASE_SEE, 1),)
_MEASURE: dict[str, Any] = {
    "kind": "penalty_points", "reasons": "시정명령을 이행하지 않음", "violations": ["ST-INF"]
}  # fmt: skip
_FLAT = {
    "sums": "flat",
    "severity": "weak",
    "flat_base_won": 100_000_000,
    "severity_reason": "경미",
}
_FILES = {"files": [("files", ("메모.txt", "메모\n".encode(), "text/plain"))]}
_WALL = {"reason": "예전 직장 (가상)", "case_id": "case_" + "0" * 32}
_CODE = {"code_id": HASH, "code": "ABCD-EFGH"}
_FIGURE = {
    "name": "severity_weak_floor", "value": "20%", "effective_from": "2026-08-04",
    "source_paper": "고시(가상)", "reason": "확인",
}  # fmt: skip
COMPLAINT: dict[str, Any] = {
    "complainant": {"name": "홍길동", "address": "서울특별시 중구", "phone": "02-123-4567"},
    "respondent": {"name": "대한모터스(가상)", "address": "서울특별시 강남구"},
    "violation": {"codes": ["SC-CUT"], "trade_ended_on": "2026-06-30",
                  "narrative": {"what": "대금을 깎았습니다."}},
    "consents": {"identity": "public", "collection": True},
    "statement": {"true": True, "signature": "홍길동"},
}  # fmt: skip


def _measure(body: Any = None, **more: Any) -> Sample:
    return Sample(CASE, {} if body is None else body, first=_KNOWN, **more)


SAMPLES: dict[str, Sample] = {
    # -- people
    "POST /registration-codes": Sample(body={"login": "new@example.kr"}, open_to=(201, 429)),
    "POST /accounts": Sample(body={**_CODE, "password": PASSWORD, "name": "홍길동"}, open_to=(422, 429)),
    "POST /sessions": Sample(body={"login": "no@example.kr", "password": PASSWORD}, open_to=(401, 429)),
    "DELETE /sessions/current": Sample(open_to=(204,)),
    "POST /password-codes": Sample(body={"login": "new@example.kr"}, open_to=(201, 429)),
    "POST /passwords": Sample(body={**_CODE, "password": PASSWORD}, open_to=(422, 429)),
    "POST /step-up-codes": Sample(ONE_SELF),
    "POST /step-ups": Sample(ONE_SELF, _CODE),
    "POST /invitations/acceptance": Sample(
        body={"invitation_id": "inv_" + "0" * 32, "code": "ABCD-EFGH", "password": PASSWORD,
              "name": "홍길동"}, open_to=(422, 429)),
    "GET /account": Sample(ONE_SELF),
    "GET /accounts": Sample(EVERYBODY),
    "GET /accounts/{account_id}": Sample(HIDDEN),
    "POST /accounts/{account_id}/disabling": Sample(EVERYBODY, {}),
    "POST /accounts/{account_id}/enabling": Sample(EVERYBODY, {}),
    "GET /invitations": Sample(EVERYBODY),
    "POST /invitations": Sample(EVERYBODY, {"role": "court", "email": "court@example.kr"}),
    # In a demonstration everybody who is signed in may read the would-be mails.
    "GET /messages": Sample(open_to=(200, 401)),
    "GET /tokens": Sample(ONE_SELF),
    "POST /tokens": Sample(ONE_SELF, {"label": "ERP", "scopes": ["accounts:read"]}),
    "POST /tokens/{token_id}/revocation": Sample(ONE_SELF, {}),
    "GET /companies": Sample(OWN_LIST),
    "POST /companies": Sample(EVERYBODY, {"name": "새기업(가상)"}),
    "GET /companies/{company_id}": Sample(COMPANY),
    "PATCH /companies/{company_id}": Sample(
        EVERYBODY, {"address": "울산광역시 남구"}, then=((May.COMPANY_READ, 1),)),
    "GET /companies/{company_id}/members": Sample(COMPANY),
    "POST /members/{member_id}/confirmation": Sample(
        EVERYBODY, {"kind": "staff"}, then=((May.COMPANY_READ, 1),), owners_only=True),
    "GET /companies/{company_id}/mandates": Sample(COMPANY),
    "POST /companies/{company_id}/mandates": Sample(
        COMPANY, {"representative_email": "agent@example.kr", "power_of_attorney": "위임장"},
        owners_only=True),
    "POST /mandates/{mandate_id}/revocation": Sample(COMPANY, {}, owners_only=True),
    "POST /walls/declarations": Sample(ONE_SELF, _WALL),
    "GET /walls/declarations": Sample(ONE_SELF),
    "GET /walls": Sample(EVERYBODY),
    "POST /walls": Sample(EVERYBODY, {**_WALL, "person_id": "per_" + "0" * 32}),
    "GET /walls/{wall_id}": Sample(EVERYBODY),
    "POST /walls/{wall_id}/lifting": Sample(EVERYBODY, {}),
    # -- law
    "GET /law/figures": Sample(open_to=(200,)),
    "GET /law/choices": Sample(open_to=(200,)),
    "GET /law/violations": Sample(open_to=(200,)),
    "GET /law/measures": Sample(open_to=(200,)),
    "GET /law/figures/entries": Sample(EVERYBODY),
    "POST /law/figures": Sample(EVERYBODY, _FIGURE),
    "POST /law/figures/{figure_id}/approval": Sample(FIGURE, {}),
    "POST /law/figures/{figure_id}/return": Sample(FIGURE, {"reason": "근거가 다름"}),
    "POST /law/figures/{figure_id}/withdrawal": Sample(FIGURE, {"reason": "근거가 다름"}),
    "GET /calendar/{year}": Sample(open_to=(200,)),
    "POST /calendar/overrides": Sample(
        EVERYBODY, {"falls_on": "2027-03-15", "rest": True, "name_ko": "임시공휴일",
                    "name_en": "Holiday", "source": "관보(가상)"}),
    "DELETE /calendar/overrides/{override_id}": Sample(EVERYBODY),
    # -- complaints and cases
    "POST /drafts": Sample(body={}, open_to=(201, 403)),
    "POST /drafts/resume": Sample(body={"code": "ABCD-EFGH-JKMN-PQRS"}, open_to=(404, 403)),
    "GET /drafts/{draft_id}": Sample(open_to=(200, 404, 403, 401)),
    "PATCH /drafts/{draft_id}": Sample(body={"sections": {}}, open_to=(200, 404, 403, 401)),
    "POST /complaints": Sample(EVERYBODY, COMPLAINT),
    "GET /cases": Sample(ANY_CASE),
    "GET /cases/{case_id}": Sample(),
    "GET /cases/{case_id}/complainant": Sample(),
    "GET /cases/{case_id}/timeline": Sample(),
    "GET /cases/{case_id}/exhibits": Sample(),
    "GET /cases/{case_id}/transitions": Sample(),
    "POST /cases/{case_id}/transitions": Sample(body={"command": "close"}, then=((May.CASE_CLOSE, 2),)),
    "POST /cases/{case_id}/withdrawal": Sample(body={}),
    "POST /cases/{case_id}/assignment": Sample(body={"account_id": "acc_" + "0" * 32}),
    "GET /cases/{case_id}/relations": Sample(),
    "POST /cases/{case_id}/seats": Sample(body={"account_id": "acc_" + "0" * 32}),
    "DELETE /cases/{case_id}/seats/{person_id}": Sample(),
    "POST /cases/{case_id}/consent/request": Sample(body={}, first=_SEEN),
    "POST /cases/{case_id}/consent/answer": Sample(body={"notify_respondent": True}, first=_SEEN),
    "POST /cases/{case_id}/consent/notice": Sample(body={}, first=_SEEN),
    "GET /cases/{case_id}/supplements": Sample(),
    "POST /cases/{case_id}/supplements": Sample(body={"questions": "언제 알았습니까?"}),
    "POST /cases/{case_id}/supplements/{supplement_id}/answer": Sample(body={"answer": "어제입니다."}),
    # -- sanctions
    "GET /cases/{case_id}/measures": Sample(),
    "POST /cases/{case_id}/measures": Sample(body=_MEASURE),
    "GET /cases/{case_id}/measures/transitions": Sample(hides_from=PARTIES),
    "POST /cases/{case_id}/surcharge-calculations": Sample(
        body={"decided_on": "2026-09-10", "calculation": _FLAT}),
    "GET /measures/{measure_id}": Sample(first=_KNOWN),
    "GET /measures/{measure_id}/transitions": Sample(first=_KNOWN),
    "POST /measures/{measure_id}/redraft": _measure({**_MEASURE, "kind": "corrective_order"}),
    "POST /measures/{measure_id}/countersignature": _measure(),
    "POST /measures/{measure_id}/return": _measure({"reason": "고쳐 주세요"}),
    "POST /measures/{measure_id}/cancellation": _measure({"reason": "필요 없음"}),
    "POST /measures/{measure_id}/issue": _measure(),
    "POST /measures/{measure_id}/service": _measure({}),
    "POST /measures/{measure_id}/acceptance": _measure({"accepted": True}),
    "POST /measures/{measure_id}/silence": _measure(),
    "POST /measures/{measure_id}/compliance-report": _measure({"report": "이행했습니다."}),
    "POST /measures/{measure_id}/compliance": _measure({}),
    "POST /measures/{measure_id}/breach": _measure({"facts": "이행하지 않음"}),
    "POST /measures/{measure_id}/payments": _measure({"amount_won": 1000, "reference": "국고-1"}),
    "POST /measures/{measure_id}/refunds": _measure({"refund_id": "refund_1", "reference": "환급-1"}),
    "POST /measures/{measure_id}/stay": _measure({"reason": "법원 결정"}),
    "POST /measures/{measure_id}/stay-end": _measure({"reason": "법원 결정"}),
    "POST /measures/{measure_id}/annulment": _measure({"reason": "직권 취소"}),
    "POST /measures/{measure_id}/objections": _measure({"grounds": "다투고자 합니다."}),
    "GET /objections/{objection_id}": Sample(first=_KNOWN, hides_from=frozenset({Tie.COMPLAINANT})),
    "GET /objections/{objection_id}/transitions": Sample(first=_KNOWN, hides_from=frozenset({Tie.COMPLAINANT})),
    "POST /objections/{objection_id}/ruling": _measure({"command": "dismiss", "reason": "이유 없음"}),
    "POST /objections/{objection_id}/withdrawal": _measure(),
    "GET /cases/{case_id}/proposals": Sample(),
    "POST /proposals/{proposal_id}/dismissal": _measure({"reason": "실익이 없음"}),
    "POST /cases/{case_id}/consent-contributions": Sample(
        body={"amount_won": 1000, "reference": "출연-1"}),
    "GET /companies/{company_id}/penalty-points": Sample(COMPANY),
    "POST /companies/{company_id}/point-adjustments": Sample(
        COMPANY, {"item": "indexation_share_50", "applies_from": "2026-01-01", "proof": "을 제1호증"}),
    "POST /point-adjustments/{adjustment_id}/decision": Sample(
        COMPANY, {"command": "reject", "reason": "증빙 부족"}, first=((May.POINTS_READ, 2),)),
    # -- evidence and papers
    "POST /cases/{case_id}/evidence": Sample(body=_FILES),
    "POST /drafts/{draft_id}/evidence": Sample(body=_FILES, open_to=(201, 404, 403, 401)),
    "DELETE /drafts/{draft_id}/evidence/{item_id}": Sample(open_to=(404, 403, 401, 409)),
    "GET /evidence/{item_id}": Sample(ITEM),
    "GET /evidence/{item_id}/content": Sample(ITEM, first=((May.EVIDENCE_LIST, 2),)),
    "GET /evidence/{item_id}/custody": Sample(ITEM),
    "GET /papers/verification/{code}": Sample(open_to=(200,)),
    "GET /cases/{case_id}/papers": Sample(),
    "GET /papers/{paper_id}": Sample(hides_from=frozenset({Tie.RESPONDENT})),
    "GET /papers/{paper_id}/content": Sample(hides_from=frozenset({Tie.RESPONDENT})),
    # -- the log
    "GET /audit/checkpoint": Sample(open_to=(200,)),
    "GET /audit/proofs/{event_id}": Sample(open_to=(200,)),
    "GET /audit/consistency": Sample(open_to=(200,), query="first=1&second=2"),
    "GET /audit/leaves": Sample(EVERYBODY),
    "GET /audit/own-leaves": Sample(ONE_SELF),
}  # fmt: skip
for room in ROOMS:
    SAMPLES |= room.SAMPLES
