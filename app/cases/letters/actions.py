"""Having the letters of a case made when its steps ask for them; run by the worker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.letters import asking, telling
from app.cases.letters.parts import Matter, Told, paper
from app.cases.tables import Case, CaseStep
from app.db.work import Work
from app.kernel.text import Text
from app.papers import actions as papers
from app.papers.notices import NoticePaper

LEVEL = 2
CONSENT, STEP = "consent_changed", "case_step_taken"


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter: what it is called, which side reads it, and who writes it."""

    kind: str
    title: Text
    audience: str
    write: Callable[[Matter], Told]
    always_masked: bool = False


_PROGRESS = Text("사건 진행상황 통지서", "Notice of Progress")
_REINVESTIGATION = Text("재조사 요청 결과 통지서", "Result of a Request for a New Investigation")
# Which event and command has a letter. What goes to both sides is masked as for the respondent.
LETTERS: Mapping[tuple[str, str], Letter] = MappingProxyType({
    (CONSENT, "ask"): Letter("consent_form", Text("피신고인 통지 동의서", "Consent to Notify the Respondent"), "complainant", asking.consent_form),
    (CONSENT, "notify"): Letter("complaint_notice", Text("신고 접수 사실 통지서", "Notice of a Complaint"), "respondent", asking.complaint_notice),
    (STEP, "notify_investigation"): Letter("investigation_notice", Text("조사 사전통지서", "Prior Notice of an Investigation"), "respondent", asking.investigation_notice),
    (STEP, "request_data"): Letter("data_request", Text("자료제출 요구서", "Request for Documents"), "respondent", asking.data_request),
    (STEP, "tell_complainant"): Letter("progress_complainant", _PROGRESS, "complainant", telling.progress),
    (STEP, "tell_respondent"): Letter("progress_respondent", _PROGRESS, "respondent", telling.progress),
    (STEP, "notify_extension"): Letter("extension_notice", Text("조사기간 연장 통지서", "Notice of an Extended Investigation"), "parties", telling.extension),
    (STEP, "notify_disposition"): Letter("prior_notice", Text("처분 사전통지서", "Prior Notice of a Measure"), "respondent", telling.prior_notice),
    (STEP, "notify_hearing"): Letter("hearing_notice", Text("의견청취 통지서", "Notice of an Opportunity to Be Heard"), "respondent", telling.hearing_notice),
    (STEP, "send_report"): Letter("examiners_report", Text("심사보고서", "Examiner’s Report"), "respondent", telling.examiners_report, always_masked=True),
    (STEP, "notify_closing"): Letter("closing_notice", Text("사건 종결 통지서", "Notice of Closing"), "parties", telling.closing),
    (STEP, "refuse_reinvestigation"): Letter("reinvestigation_answer", _REINVESTIGATION, "complainant", telling.reinvestigation_answer),
    (STEP, "reinvestigate"): Letter("reinvestigation_answer", _REINVESTIGATION, "complainant", telling.reinvestigation_answer),
})  # fmt: skip


def letter_for(
    work: Work, case: Case, step: CaseStep, letter: Letter, base_url: str
) -> NoticePaper:
    """Return the letter that a step of a case has, as it stands today."""
    matter = Matter.of(work, case, step, letter.audience, always=letter.always_masked)
    return paper(
        matter, letter.write(matter), kind=letter.kind, title=letter.title, base_url=base_url
    )


def issue_letter(
    work: Work, *, event: str, command: str, case_id: str, base_url: str = ""
) -> Letter | None:
    """Make the letter that a step asks for; returns its kind, None where there is none to send.

    A case that nobody reported has no complainant to write to.
    """
    letter = LETTERS.get((event, command))
    case = store.case(work, case_id)
    target = may_over(work, case, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    if letter is None or (letter.audience == "complainant" and not case.complainant_name):
        return None
    named = f"consent_{command}" if event == CONSENT else command
    taken = [step for step in store.steps(work, case_id) if step.command == named]
    if not taken:
        return None
    papers.issue(
        work,
        case_id=case_id,
        subject_id=case_id,
        document=letter_for(work, case, taken[-1], letter, base_url),
        language="ko",
        target=target,
    )
    return letter
