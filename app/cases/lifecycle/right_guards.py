"""Guards of what the parties may ask for on the KFTC track: objection, deliberation, a new look."""

from app.cases.lifecycle.guards import CaseFacts
from app.kernel.lifecycle import Blocked
from app.kernel.problems import Basis
from app.kernel.text import Text

_RULES = "공정거래위원회 사건절차규칙"
_ANEW = Basis("공정거래법", "제96조의2")


def material_objection_in_time(facts: CaseFacts) -> Blocked | None:
    """The respondent objects to collected material within the days given (제15조의2)."""
    due_on = facts.notices.material_due_on
    if due_on is not None and facts.today <= due_on:
        return None
    return Blocked(
        "no_objection_time",
        Text("수집 자료에 이의를 제기할 수 있는 기간이 아닙니다",
             "This is not the time to object to collected material"),
        (Basis(_RULES, "제15조의2"),),
    )  # fmt: skip


def measure_is_the_examiners(facts: CaseFacts) -> Blocked | None:
    """Deliberation is asked for against a measure that no panel resolved."""
    if facts.notices.resolved:
        return Blocked(
            "resolved",
            Text("이미 위원회가 의결한 사건입니다", "A panel has resolved the case"),
            (Basis(_RULES, "제61조"),),
        )
    if facts.notices.deliberation_asked:
        return Blocked(
            "asked_before",
            Text("이미 심의를 요청했습니다", "Deliberation has been asked for"),
            (Basis(_RULES, "제61조"),),
        )
    return None


def reinvestigation_in_time(facts: CaseFacts) -> Blocked | None:
    """A new investigation is asked for in time, of a case that ended without a disposition."""
    notices, due_on = facts.notices, facts.notices.reinvestigation_due_on
    if notices.without_disposition and due_on is not None and facts.today <= due_on:
        return None
    return Blocked(
        "no_reinvestigation",
        Text("처분 없이 종결된 사건에 대해 정해진 기간 안에만 재조사를 요청할 수 있습니다",
             "Only a case that ended without a disposition, and only within the days given"),
        (_ANEW,),
    )  # fmt: skip


def no_reinvestigation_open(facts: CaseFacts) -> Blocked | None:
    """One request waits at a time."""
    if not facts.notices.reinvestigations_open:
        return None
    return Blocked(
        "reinvestigation_open",
        Text("결정을 기다리는 재조사 요청이 있습니다", "A request is waiting for its answer"),
        (_ANEW,),
    )


def reinvestigation_open(facts: CaseFacts) -> Blocked | None:
    """Only what was asked for is answered."""
    if facts.notices.reinvestigations_open:
        return None
    return Blocked(
        "no_request", Text("재조사 요청이 없습니다", "No new investigation was asked for"), (_ANEW,)
    )


def examiner_is_another(facts: CaseFacts) -> Blocked | None:
    """A new investigation is made by other people than the one before."""
    if facts.examiner_id not in facts.notices.former_examiners:
        return None
    return Blocked(
        "same_examiner",
        Text("이전 조사에 관여하지 않은 조사관을 배정하세요",
             "Assign an examiner who had no part in the earlier investigation"),
        (_ANEW,),
    )  # fmt: skip
