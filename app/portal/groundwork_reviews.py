"""A review for the list of habitual violators as the agency and the firm see it."""

from typing import Any

from app.access.policy import May
from app.cases import queries as cases
from app.cases.schemas.case import CaseOut
from app.db.work import Work
from app.kernel.dates import format_day
from app.kernel.lifecycle import Row
from app.kernel.text import Language, Text
from app.portal.groundwork_acts import REVIEWS, STEPS
from app.sanctions import queries as sanctions
from app.sanctions.lifecycle import LISTING, ListingCommand, ListingFacts
from app.sanctions.schemas.compliance import ListingReviewOut

DEFENCE = Text("소명 제출", "Hand in a defence")
_DUTY = Text(
    "상습법위반사업자 명단공표 심의에 소명해 주세요",
    "Defend your firm in the review for the list of habitual violators",
)
_WORDS = {
    "opened_on": Text("심의 개시일", "Opened on"),
    "measures_counted": Text("조치 횟수", "Measures counted"),
    "score": Text("누산점수", "Accumulated score"),
    "defence_last_on": Text("소명 기한", "Time for defence until"),
    "defended_on": Text("소명 접수일", "Defended on"),
    "defence": Text("소명 내용", "The defence"),
    "decided_on": Text("의결일", "Resolved on"),
    "votes": Text("찬성 / 참여 위원", "In favour / members"),
    "reason": Text("의결 이유", "Reasons of the resolution"),
}


def review_facts(review: ListingReviewOut, language: Language) -> list[dict[str, str]]:
    """Return what is known of a review, as far as it has come."""
    known = review.model_dump()
    if review.decided_on:
        known["votes"] = f"{review.in_favour} / {review.members}"
    days = {name for name in _WORDS if name.endswith("_on")}
    return [
        {
            "key": words.get(language),
            "value": format_day(known[name], language) if name in days else str(known[name]),
        }
        for name, words in _WORDS.items()
        if known.get(name)
    ]


def review_steps(
    work: Work, review: ListingReviewOut, url: str, language: Language
) -> dict[str, list[dict[str, Any]]]:
    """Return what the reader may do to a review now, and what a day still blocks, with articles."""
    target = cases.target_of(work, review.case_id, level=2)
    rows = [
        row
        for row in LISTING.steps(review.state.code)
        if (REVIEWS, str(row.command)) in STEPS and work.decide(May(row.by), target).allowed
    ]
    return {
        "allowed": [
            {"label": STEPS[REVIEWS, str(row.command)].page.label.get(language),
             "url": f"{url}/{review.id}/{row.command}", "hint": row.basis}
            for row in rows
            if not why_not(work, review, row, language)
        ],
        "blocked": [
            {"label": STEPS[REVIEWS, str(row.command)].page.label.get(language),
             "reasons": why_not(work, review, row, language)}
            for row in rows
            if why_not(work, review, row, language)
        ],
    }  # fmt: skip


def resolution_blocked(
    work: Work, review: ListingReviewOut, command: str, language: Language
) -> list[dict[str, str]]:
    """Return what blocks the resolution of a review today."""
    rows = [row for row in LISTING.steps(review.state.code) if row.command == command]
    return [why for row in rows for why in why_not(work, review, row, language)]


def defence_step(work: Work, review: ListingReviewOut) -> Row | None:
    """Return the step of handing in a defence where the reader may take it, or None."""
    target = cases.target_of(work, review.case_id, level=2)
    rows = LISTING.steps(review.state.code)
    found = next((row for row in rows if row.command == ListingCommand.DEFEND), None)
    return found if found and work.decide(May(found.by), target).allowed else None


def why_not(
    work: Work, review: ListingReviewOut, row: Row, language: Language
) -> list[dict[str, str]]:
    """Return what blocks a step before any vote is counted; one vote in favour is taken as cast."""
    facts = ListingFacts(on=work.today, defence_last_on=review.defence_last_on, in_favour=1)
    return [
        {"reason": one.reason.get(language), "basis": ", ".join(str(b) for b in one.basis)}
        for one in row.blocked(facts)
    ]


# -- the firm's side


def defence_url(review: ListingReviewOut) -> str:
    """Return where the firm hands in what it says against its listing."""
    return f"/my-cases/{review.case_id}/listing-reviews/{review.id}/defence"


def known_reviews(work: Work, case: CaseOut) -> list[ListingReviewOut]:
    """Return the reviews that the respondent may know of; none for anybody else."""
    target = cases.target_of(work, case.id)
    if case.viewer != "respondent" or not work.decide(May.MEASURE_READ, target).allowed:
        return []
    return sanctions.groundwork(work, case.id).reviews


def listing_duties(work: Work, case: CaseOut, language: Language) -> list[dict[str, Any]]:
    """Return the defence that waits for the respondent, as the next-action card takes it."""
    number = case.number if language == "ko" else case.number_en
    return [
        {
            "title": _DUTY.get(language), "link": DEFENCE.get(language), "text": number,
            "url": defence_url(one), "due_on": one.defence_last_on,
        }
        for one in known_reviews(work, case)
        if (row := defence_step(work, one)) and not why_not(work, one, row, language)
    ]  # fmt: skip
