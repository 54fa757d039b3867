"""Exhibits as the staff see them: digest, level, and how each may be opened."""

from typing import Any

from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut, ExhibitOut
from app.db.work import Work
from app.kernel.text import Text

LEVELS: dict[int, Text] = {
    1: Text("1등급 · 절차 사실", "Level 1 · facts of procedure"),
    2: Text("2등급 · 당사자 열람 자료", "Level 2 · open to the parties"),
    3: Text("3등급 · 증거·내부 검토", "Level 3 · evidence and internal notes"),
    4: Text("4등급 · 영업비밀 원본", "Level 4 · trade-secret originals"),
    5: Text("5등급 · 신고인 신원·표결", "Level 5 · informant identity and votes"),
}
SIDES: dict[str, Text] = {
    "complainant": Text("신고인 제출", "From the complainant"),
    "respondent": Text("피신고인 제출", "From the respondent"),
    "examiner": Text("조사관 수집", "Collected by the examiner"),
}
_STEP_UP = "step_up"


def exhibits_shown(work: Work, case: CaseOut) -> dict[str, Any]:
    """Return the exhibits, each with the way to its content or the reason why there is none."""
    return {"exhibits": [_shown(work, case, item) for item in cases.exhibits(work, case.id)]}


def _shown(work: Work, case: CaseOut, item: ExhibitOut) -> dict[str, Any]:
    target = cases.target_of(work, case.id, level=item.level)
    answer = work.decide(May.EVIDENCE_DOWNLOAD, target)
    step_up = answer.code == _STEP_UP
    return {
        "exhibit": item,
        "level": LEVELS[item.level],
        "side": SIDES[item.side],
        "url": f"/api/v1/evidence/{item.evidence_item_id}/content" if answer.allowed else "",
        "step_up_url": f"/step-up?next=/queue/{case.id}/evidence" if step_up else "",
        "reason": answer.reason,
    }
