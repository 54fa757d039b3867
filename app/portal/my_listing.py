"""The respondent and the list of habitual violators: where the review stands, and the defence."""

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.problems import NotFound, Problem
from app.kernel.text import Language, Text
from app.portal.act_pages import ActPage, Place, act_page, page_of, values_of
from app.portal.forms import Sent, parse, read
from app.portal.groundwork_acts import REVIEWS, ROOMS
from app.portal.groundwork_reviews import (
    DEFENCE,
    defence_step,
    defence_url,
    review_facts,
    why_not,
)
from app.portal.my_case import head_of
from app.portal.pages import go, render
from app.portal.settlement_fields import Field
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.schemas.compliance import DefenceIn, ListingReviewOut
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_DEFENCE = "/my-cases/{case_id}/listing-reviews/{review_id}/defence"
_PAGE = ActPage(
    ROOMS[REVIEWS],
    DEFENCE,
    Text(
        "명단에 올라서는 안 되는 이유를 적어 주세요. 심의위원회가 의결할 때 함께 봅니다.",
        "Say why your firm should not be listed. The committee has it before it when it resolves.",
    ),
    (
        Field(
            "textarea", "defence", Text("소명 내용", "Your defence"),
            Text("벌점 경감 사유나 이행한 내용을 증명 자료와 함께 적어 주세요.",
                 "Name what lowers the points, or what was done, with its proof."),
        ),
    ),
)  # fmt: skip


@router.get("/my-cases/{case_id}/listing-reviews", openapi_extra=needs(May.MEASURE_READ, level=2))
async def reviews(case_id: str, door: At, done: str = "") -> Response:
    """Show the firm where the review of it stands."""
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        case = cases.case(work, case_id)
        found = sanctions.groundwork(work, case_id).reviews
        return head_of(case, language) | {
            "reviews": [_card(work, one, language) for one in found],
        }

    page = await door.do(query, reading=True)
    if page["case"].viewer == "staff":
        return go(f"/queue/{case_id}/groundwork")
    return render(door, "my_listing.html", done=done, **page)


def _card(work: Work, review: ListingReviewOut, language: Language) -> dict[str, Any]:
    row = defence_step(work, review)
    return {
        "state": review.state.model_dump()[language],
        "ended": review.decided_on is not None,
        "facts": review_facts(review, language),
        "url": defence_url(review) if row else "",
        "label": DEFENCE.get(language),
        "reasons": why_not(work, review, row, language) if row else [],
        "due_on": review.defence_last_on if row else None,
    }


@router.get(_DEFENCE, openapi_extra=needs(May.MEASURE_REPORT, level=2))
async def defence_page(case_id: str, review_id: str, door: At) -> Response:
    """Ask what the firm says against its listing."""
    return await _form(door, case_id, review_id)


@router.post(_DEFENCE, openapi_extra=needs(May.MEASURE_REPORT, level=2))
async def defend(case_id: str, review_id: str, door: At) -> Response:
    """Take the defence once, or show the page again with why not."""
    sent = await read(door)

    def taken(work: Work) -> BaseModel:
        form = parse(DefenceIn, values_of(sent, _PAGE))
        row = actions.defend_listing(work, review_id=review_id, form=form, version=sent.version)
        return sanctions.review(work, row.id)

    try:
        await door.once(sent.key, sent.content(), taken)
    except Problem as problem:
        return await _form(door, case_id, review_id, sent, problem)
    return go(f"/my-cases/{case_id}/listing-reviews?done=defence")


async def _form(
    door: Door, case_id: str, review_id: str, sent: Sent | None = None,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    language = door.language

    def query(work: Work) -> dict[str, Any]:
        case = cases.case(work, case_id)
        review = sanctions.review(work, review_id)
        if review.case_id != case_id:
            raise NotFound
        row = defence_step(work, review)
        if row is None and problem is None:
            raise NotFound
        back = f"/my-cases/{case_id}/listing-reviews"
        url, basis = f"{back}/{review_id}/defence", row.basis if row else ""
        return head_of(case, language) | page_of(
            _PAGE, Place(url, back, review.version, basis), language,
            facts=review_facts(review, language),
            reasons=why_not(work, review, row, language) if row else [],
        )  # fmt: skip

    return await act_page(door, query, sent, problem)
