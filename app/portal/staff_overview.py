"""The first tab of a case: parties as the reader may see them, what is alleged, what is open."""

from typing import Any

from app.access.policy import May
from app.cases import queries as cases
from app.cases.ex_officio import EX_OFFICIO
from app.cases.ex_officio import LABEL as EX_OFFICIO_WORDS
from app.cases.lifecycle import SUPPLEMENT
from app.cases.origins import origin
from app.cases.schemas.case import CaseOut
from app.cases.schemas.opening import OriginOut
from app.db.work import Work
from app.kernel.text import Text
from app.portal.staff_companies import company_url

_CLOSED_IDENTITY_LEVEL = 4

IDENTITY: dict[str, Text] = {
    "public": Text("공개", "Open"),
    "private": Text("비공개", "Not disclosed"),
    "after_measure": Text("사건 조치 후 공개", "Open after the case is dealt with"),
}
CONSENT_MEANING: dict[str, Text] = {
    "not_asked": Text(
        "신고인에게 통지 동의를 아직 묻지 않았습니다. 동의 전에는 피신고인에게 신고 사실을 알릴 수 없습니다.",
        "The complainant has not been asked. Without consent the respondent may not be told.",
    ),
    "asked": Text(
        "신고인의 회신을 기다립니다. 기한 안에 회신이 없으면 동의하지 않은 것으로 봅니다.",
        "Waiting for the complainant. Silence until the last day counts as a refusal.",
    ),
    "given": Text(
        "신고인이 동의했습니다. 피신고인에게 통지하면 그 통지는 최고(催告)의 효력이 있습니다.",
        "The complainant agrees. Once told, the notice counts as a civil demand for payment.",
    ),
    "refused": Text(
        "신고인이 동의하지 않았습니다. 피신고인에게 신고 사실을 알리지 않으며, 최고의 효력도 없습니다.",
        "The complainant does not agree. The respondent is not told, and there is no demand.",
    ),
    "not_needed": Text(
        "직권으로 인지한 사건이라 통지 동의를 묻지 않습니다.",
        "The case was opened ex officio; there is nobody whose consent is asked.",
    ),
    "notified": Text(
        "피신고인에게 신고 사실을 통지했습니다. 통지는 최고의 효력이 있습니다.",
        "The respondent has been told. The notice counts as a civil demand.",
    ),
}
NARRATIVE: tuple[tuple[str, Text], ...] = (
    ("what", Text("무슨 일이 있었는가", "What happened")),
    ("who", Text("누가", "Who")),
    ("when", Text("언제", "When")),
    ("where", Text("어디서", "Where")),
    ("how", Text("어떻게", "How")),
    ("why", Text("왜", "Why")),
)
COMPLAINANT: tuple[tuple[str, Text], ...] = (
    ("name", Text("성명", "Name")),
    ("company_name", Text("상호", "Company")),
    ("business_number", Text("사업자등록번호", "Business number")),
    ("representative_name", Text("대표자", "Representative")),
    ("relationship", Text("피신고인과의 관계", "Relationship to the respondent")),
    ("address", Text("주소", "Address")),
    ("phone", Text("전화번호", "Telephone")),
    ("email", Text("이메일", "E-mail")),
)
TECHNOLOGY: tuple[tuple[str, Text], ...] = (
    ("name", Text("기술자료 명칭", "Technical data")),
    ("scope", Text("범위", "Scope")),
    ("circumstances", Text("경위", "Circumstances")),
    ("known_on", Text("안 날", "Learnt on")),
)


def overview_of(work: Work, case: CaseOut) -> dict[str, Any]:
    """Return the overview; what the reader may not see is not in it."""
    answer = work.decide(
        May.INFORMANT_READ, cases.target_of(work, case.id, level=_CLOSED_IDENTITY_LEVEL)
    )
    hidden = case.complainant_name is None and case.opened_by != EX_OFFICIO
    reads = work.decide(May.CASE_READ, cases.target_of(work, case.id)).allowed
    return {
        "company_url": company_url(work, case.respondent_company_id),
        "ex_officio": EX_OFFICIO_WORDS,
        "origin": _origin(work, case),
        "identity": IDENTITY.get(case.identity_choice),  # a party is shown another page
        "consent_meaning": CONSENT_MEANING[case.consent.code],
        "complainant_hidden": answer.reason if hidden else None,
        "complainant_url": f"/queue/{case.id}/complainant" if hidden and answer.allowed else "",
        "step_up_url": (
            f"/step-up?next=/queue/{case.id}/complainant"
            if hidden and answer.code == "step_up"
            else ""
        ),
        "complaint": complaint_lines(case.complaint or {}),
        "supplements": _supplements(work, case.id) if reads else [],
    }


def _origin(work: Work, case: CaseOut) -> OriginOut | None:
    """Return why the office opened the case, for those who deal with it."""
    own = case.opened_by == EX_OFFICIO
    may = own and work.decide(May.CASE_REVIEW, cases.target_of(work, case.id)).allowed
    return origin(work, case.id) if may else None


def complaint_lines(complaint: dict[str, Any]) -> list[tuple[Text, str]]:
    """Return what was written in a complaint, question by question, empty answers left out."""
    violation = complaint.get("violation") or complaint.get("told", {})
    narrative, technology = violation.get("narrative") or {}, violation.get("technology") or {}
    found = [(label, narrative.get(name)) for name, label in NARRATIVE]
    found.append(
        (Text("위법하다고 보는 이유", "Why it is unlawful"), violation.get("unlawful_reason"))
    )
    found += [(label, technology.get(name)) for name, label in TECHNOLOGY]
    found.append((Text("다른 절차", "Other proceedings"), violation.get("other_procedures")))
    return [(label, str(value)) for label, value in found if value]


def _supplements(work: Work, case_id: str) -> list[dict[str, Any]]:
    return [
        {"request": item, "state": SUPPLEMENT.label(item.state)}
        for item in cases.supplements(work, case_id)
    ]
