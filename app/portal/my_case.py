"""One case as a party sees it: where it stands, what comes next, what happened, who sees what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.responses import Response

from app.access.policy import May
from app.cases import queries
from app.cases.lifecycle import CaseState
from app.cases.schemas.case import CaseOut, StepOut
from app.committee.agenda import queries as agenda
from app.db.work import Work
from app.deadlines.schemas import ClockOut
from app.kernel.clock import seoul_day
from app.kernel.text import Language, Text
from app.papers import queries as papers
from app.portal.groundwork_reviews import known_reviews
from app.portal.my_case_acts import consent_answers, duties_of, open_supplements, step_choices
from app.portal.my_measures import measure_cards
from app.portal.own_evidence import own_files, public_files
from app.portal.pages import render
from app.portal.visit import fresh_key
from app.web.area import Area
from app.web.deps import At, needs

router = Area(include_in_schema=False)
S = CaseState


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the progress bar; its day is that on which `begins` was reached."""

    label: Text
    begins: CaseState
    beside: frozenset[CaseState] = frozenset()

    @property
    def states(self) -> frozenset[CaseState]:
        """The states of a case that belong to the stage."""
        return self.beside | {self.begins}


_RECEIPT = Stage(Text("접수·검토", "Received"), S.RECEIVED, frozenset({S.PRE_REVIEW}))
# A case is registered before the investigation opens, and tabled before the hearing is held.
_INQUIRY = Stage(
    Text("조사", "Investigation"),
    S.INVESTIGATING,
    frozenset({S.REGISTERED, S.SUSPENDED, S.CONSENT_DECISION}),
)
_HEARING = Stage(
    Text("심의·의결", "Deliberation"),
    S.DELIBERATED,
    frozenset({S.TABLED, S.RESOLVED, S.DECISION_WRITTEN}),
)
_MEASURES = Stage(Text("처분·이행", "Measures"), S.UNDER_MEASURE)
_CLOSED = Stage(Text("종결", "Closed"), S.CLOSED)
_REPORT = Stage(Text("심사보고서", "Examiner’s report"), S.REPORT_SENT)
_HEARD = Stage(Text("의견청취", "Hearing"), S.HEARD)
_OPINION = Stage(
    Text("처분 사전통지", "Prior notice"), S.PRIOR_NOTICE, frozenset({S.HEARD, S.KFTC_REQUESTED})
)
STAGES: dict[str, Sequence[Stage]] = {
    "kftc": (_RECEIPT, _INQUIRY, _REPORT, _HEARING, _MEASURES, _CLOSED),
    "sme_technology": (_RECEIPT, _INQUIRY, _HEARD, _MEASURES, _CLOSED),
    "mss_win_win": (_RECEIPT, _INQUIRY, _OPINION, _MEASURES, _CLOSED),
    "referred_out": (_RECEIPT, _CLOSED),
}
_WHO = {
    "party": Text("당사자", "a party"),
    "worker": Text("자동 처리", "done by the service"),
}
_AGENCY = Text("담당 기관", "the agency")


@router.get("/my-cases/{case_id}", openapi_extra=needs(May.CASE_READ, level=2))
async def my_case(case_id: str, door: At, done: str = "") -> Response:
    """Show a case to the complainant or the respondent."""
    language = door.language
    found = await door.do(lambda work: _case(work, case_id, language), reading=True)
    return render(door, "my_case.html", done=done, **found)


def _case(work: Work, case_id: str, language: Language) -> dict[str, Any]:
    case = queries.case(work, case_id)
    steps = queries.timeline(work, case_id).items
    target = queries.target_of(work, case_id)
    duties = sorted(duties_of(work, case, language), key=lambda d: str(d["due_on"] or "9"))
    return {
        **head_of(case, language),
        "stages": _stages(case, steps, language),
        "clocks": [clock_shown(clock, language) for clock in case.clocks if clock.due_on],
        "entries": [_entry(step, language) for step in reversed(steps)],
        "exhibits": own_files(work, case_id, language),
        "public_files": public_files(work, case_id),
        "papers": papers.papers_of(work, case_id, target=target),
        "sessions": agenda.items_of(work, case_id).items,
        "duty": duties[0] if duties else None,
        "supplements": open_supplements(work, case),
        "answered": [s for s in queries.supplements(work, case_id) if s.answered_on],
        "consent_open": bool(consent_answers(work, case)),
        "buttons": step_choices(work, case, language),
        "may_upload": case.open and work.decide(May.EVIDENCE_UPLOAD, target).allowed,
        "measures": measure_cards(work, case, language),
        "reviewed": bool(known_reviews(work, case)),
        "key": fresh_key(),
    }


def head_of(case: CaseOut, language: Language) -> dict[str, Any]:
    """Return what stands at the top of every page of a case."""
    korean = language == "ko"
    return {
        "case": case,
        "number": case.number if korean else case.number_en,
        "title": ", ".join(v.ko if korean else v.en for v in case.violations),
        "state": case.state.ko if korean else case.state.en,
    }


def _stages(case: CaseOut, steps: Sequence[StepOut], language: Language) -> list[dict[str, Any]]:
    """Return the stages of the track with the day each was reached; those passed over are skipped."""
    reached: dict[str, date] = {}
    for step in steps:
        reached.setdefault(step.to_state, step.on)
    stages = STAGES[case.track]
    now = next(i for i, stage in enumerate(stages) if case.state.code in stage.states)
    shown = []
    for number, stage in enumerate(stages):
        past = "done" if stage.states & reached.keys() else "skipped"
        state = "upcoming" if number > now else ("current" if number == now else past)
        if number == now and not case.open:
            state = "done"
        shown.append({
            "label": stage.label.get(language), "state": state,
            "on": reached.get(stage.begins, "") if number <= now else "",
            "note": (case.state.ko if language == "ko" else case.state.en) if number == now else "",
        })  # fmt: skip
    return shown


def clock_shown(clock: ClockOut, language: Language) -> dict[str, Any]:
    """Return a clock as the badge takes it."""
    state = "met" if clock.met_on else clock.state
    return {
        "label": clock.label_ko if language == "ko" else clock.label_en,
        "days_left": clock.days_left or 0,
        "due_on": clock.due_on,
        "state": state if state in ("running", "paused", "met") else "none",
        "basis": f"{clock.act} {clock.article}",
    }


def _entry(step: StepOut, language: Language) -> dict[str, Any]:
    label = step.label_ko if language == "ko" else step.label_en
    text = " · ".join(part for part in (step.reason, step.basis) if part)
    return {
        "at": step.at if seoul_day(step.at) == step.on else step.on,
        "title": label,
        "by": _WHO.get(step.role, _AGENCY).get(language),
        "text": text,
    }
