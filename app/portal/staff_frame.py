"""What stands around every tab of a case: head, tabs, place in the queue, steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.access.policy import May
from app.cases import queries as cases
from app.cases.ex_officio import EX_OFFICIO
from app.cases.lifecycle import CONSENT
from app.cases.schemas.case import CaseOut, StepChoice
from app.committee.agenda.actions import COMMITTEE_TRACKS
from app.db.work import Work
from app.kernel.text import Language, Text
from app.people import queries as people
from app.portal.staff_clocks import header_clocks
from app.portal.staff_filter import Filter
from app.web.deps import Door
from app.web.paging import MAXIMUM

Tab = Callable[[Work, CaseOut], dict[str, Any]]

# Each tab with the permission and the level at which its own query reads.
TABS: tuple[tuple[str, Text, May, int], ...] = (
    ("overview", Text("개요", "Overview"), May.CASE_SEE, 1),
    ("timeline", Text("경과", "History"), May.CASE_READ, 2),
    ("evidence", Text("증거", "Evidence"), May.EVIDENCE_LIST, 2),
    ("measures", Text("처분", "Measures"), May.MEASURE_READ, 2),
    ("groundwork", Text("처분 전 절차", "Before a measure"), May.MEASURE_READ, 2),
    ("settlements", Text("조정·동의의결", "Settlements"), May.CASE_READ, 2),
    ("transmissions", Text("기록 송부", "Records sent"), May.TRANSMISSION_READ, 1),
    ("clocks", Text("기한", "Clocks"), May.CASE_READ, 2),
    ("papers", Text("문서", "Papers"), May.PAPER_READ, 2),
)
# Reasons that concern who asks, not the case.
_NOT_THEIRS = {"role", "tie"}
_ALSO_WHEN_CLOSED = (
    (May.CASE_REVIEW, "jurisdiction", Text("관할 판단", "Jurisdiction")),
    (May.CASE_TRANSFER, "moves", Text("이관·병합·분리", "Move the case")),
)
_CONSENT_URLS = {"ask": "consent/request", "notify": "consent/notice"}


@dataclass(frozen=True)
class Frame:
    """One tab of one case, for a reader who came from a filtered queue."""

    case_id: str
    chosen: Filter
    tab: str
    language: Language
    inside: Tab

    def read(self, work: Work) -> dict[str, Any]:
        """Return everything that the page shows."""
        case = cases.case(work, self.case_id)
        return {**head_of(work, case, self), **self.inside(work, case)}


def frame_of(door: Door, case_id: str, chosen: Filter, tab: str, inside: Tab) -> Frame:
    """Return the frame of a tab in the language of the request."""
    return Frame(case_id, chosen, tab, door.language, inside)


def head_of(work: Work, case: CaseOut, frame: Frame) -> dict[str, Any]:
    """Return the head of a case with tabs, place in the queue and steps."""
    language, query = frame.language, frame.chosen.query()
    targets = {level: cases.target_of(work, case.id, level=level) for level in (1, 2)}
    names = people.person_names(work, {case.examiner_id} if case.examiner_id else set())
    return {
        "case": case,
        "number": case.number if language == "ko" else case.number_en,
        "examiner": names.get(case.examiner_id, ""),
        "header_clocks": header_clocks(case.clocks, work.today, language),
        "tabs": [
            {
                "label": label.get(language),
                "url": f"/queue/{case.id}{'' if name == 'overview' else '/' + name}{query}",
                "current": name == frame.tab,
            }
            for name, label, may, level in TABS
            if work.decide(may, targets[level]).allowed
        ],
        "place": _place(work, case.id, frame.chosen),
        "queue_url": f"/queue{query}",
        "steps": steps_of(work, case, language),
        "other_acts": _other_acts(work, case, language),
    }


def steps_of(work: Work, case: CaseOut, language: Language) -> dict[str, Any]:
    """Return the track's steps as buttons: allowed, blocked by facts, and other people's."""
    found = cases.transitions(work, case.id)
    blocked = [(step, _by_facts(step)) for step in found.blocked]
    return {
        "allowed": [
            {"label": _label(step, language), "url": f"/queue/{case.id}/steps/{step.command}",
             "hint": step.basis}
            for step in found.allowed
        ],
        "blocked": [
            {"label": _label(step, language), "reasons": reasons_of(step, language)}
            for step, by_facts in blocked
            if by_facts
        ],
        "others": [_label(step, language) for step, by_facts in blocked if not by_facts],
    }  # fmt: skip


def _by_facts(step: StepChoice) -> bool:
    """Tell whether it is for the reader to mend what blocks a step."""
    return not any(reason.code in _NOT_THEIRS for reason in step.reasons)


def reasons_of(step: StepChoice, language: Language) -> list[dict[str, str]]:
    """Return why a step is blocked, with articles."""
    return [
        {
            "reason": reason.ko if language == "ko" else reason.en,
            "basis": ", ".join(reason.basis),
        }
        for reason in step.reasons
    ]


def _label(step: StepChoice, language: Language) -> str:
    return step.label_ko if language == "ko" else step.label_en


def _other_acts(work: Work, case: CaseOut, language: Language) -> list[dict[str, str]]:
    """Return what the reader may do beside the track: assign, ask for more, tell the respondent."""
    target = cases.target_of(work, case.id)
    acts = []
    if case.open and work.decide(May.CASE_ASSIGN, target).allowed:
        words = Text("담당자 변경", "Reassign") if case.examiner_id else Text("배정", "Assign")
        acts.append({"label": words.get(language), "url": f"/queue/{case.id}/assignment"})
    reported = case.opened_by != EX_OFFICIO
    if case.open and reported and work.decide(May.SUPPLEMENT_REQUEST, target).allowed:
        words = Text("보완 요청", "Request more information")
        acts.append({"label": words.get(language), "url": f"/queue/{case.id}/supplement"})
    if case.open and work.decide(May.RELATION_SET, target).allowed:
        words = Text("심의 위원", "Commissioners")
        acts.append({"label": words.get(language), "url": f"/queue/{case.id}/seats"})
    if (
        case.open
        and case.track in COMMITTEE_TRACKS
        and work.decide(May.CASE_DOCKET, target).allowed
    ):
        words = Text("위원회 심의", "Committee")
        acts.append({"label": words.get(language), "url": f"/committee/cases/{case.id}"})
    acts += [
        {"label": words.get(language), "url": f"/queue/{case.id}/{page}"}
        for may, page, words in _ALSO_WHEN_CLOSED
        if work.decide(may, target).allowed
    ]
    for row in CONSENT.steps(case.consent.code):
        url = _CONSENT_URLS.get(str(row.command), "")
        if case.open and url and not row.automatic and work.decide(May(row.by), target).allowed:
            acts.append({"label": row.label.get(language), "url": f"/queue/{case.id}/{url}"})
    return acts


def _place(work: Work, case_id: str, chosen: Filter) -> dict[str, str]:
    """Return where a case stands in the queue that the reader came from, with its neighbours."""
    found = cases.queue(work, limit=MAXIMUM, cursor=None, filters=chosen.columns(work.actor))
    ids = [row.id for row in found.items]
    if case_id not in ids:
        return {"previous": "", "next": "", "position": "", "total": ""}
    at, query = ids.index(case_id), chosen.query()
    before = f"/queue/{ids[at - 1]}{query}" if at else ""
    after = f"/queue/{ids[at + 1]}{query}" if at + 1 < len(ids) else ""
    total = f"{len(ids)}{'+' if found.has_more else ''}"
    return {"previous": before, "next": after, "position": str(at + 1), "total": total}
