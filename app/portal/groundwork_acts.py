"""What the pages before a measure ask for, act by act, and on which articles each rests. Data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from app.access.actor import ROLE_LABELS, Role
from app.access.policy import POLICY, May
from app.db.work import Work
from app.kernel.problems import Basis, NotFound
from app.kernel.text import Language, Text
from app.law.kinds import CONSULTATION, LISTING_REVIEW, Rung, Trigger
from app.portal.act_pages import ActPage
from app.portal.settlement_fields import Field
from app.sanctions import actions
from app.sanctions import queries as sanctions
from app.sanctions.lifecycle import ListingCommand
from app.sanctions.schemas.compliance import (
    ConsultationAnswerIn,
    ConsultationIn,
    ListingResolutionIn,
    ListingReviewIn,
    ReferralDemandIn,
)
from app.sanctions.schemas.measure import Reason

CONSULTATIONS, DEMANDS, REVIEWS = "consultations", "referral-demands", "listing-reviews"
ROOMS: dict[str, Text] = {
    CONSULTATIONS: Text("관계기관 협의", "Consultations"),
    DEMANDS: Text("고발 요청", "Demands for a referral"),
    REVIEWS: Text("상습법위반사업자 명단공표 심의", "Review for the list of habitual violators"),
}
_CONDITIONS = {CONSULTATIONS: CONSULTATION, REVIEWS: LISTING_REVIEW}
_TODAY = Text("비워 두면 오늘입니다. 예: 2026. 11. 21.", "Today if left empty, e.g. 2026. 11. 21.")


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its page, who may take it, the form it takes and how it is performed and read.

    `blocked` gives every reason why it cannot be taken in a case today.
    """

    page: ActPage
    may: May
    schema: type[BaseModel]
    perform: Callable[..., Any]
    read: Callable[[Work, Any], BaseModel]
    key: str = ""
    fixed: tuple[tuple[str, Any], ...] = ()
    blocked: Callable[[Work, str], list[Reason]] = lambda _work, _case_id: []


def _day(name: str, label: Text) -> Field:
    return Field("day", name, label, _TODAY, optional=True)


_OPEN = {
    CONSULTATIONS: Act(
        ActPage(
            ROOMS[CONSULTATIONS],
            Text("협의 요청 기록", "Record a request for consultation"),
            Text(
                "다른 기관에 의견을 물은 사실을 기록합니다. 회신까지 기록해야 협의를 마친 것으로 봅니다.",
                "Records that another authority was asked. It counts once the answer is recorded.",
            ),
            (
                Field("textarea", "question", Text("협의 내용", "What is asked")),
                _day("asked_on", Text("협의 요청일", "Day of the request")),
            ),
        ),
        May.MEASURE_DRAFT, ConsultationIn, actions.ask_consultation,
        lambda work, row: sanctions.consultation(work, row.id),
    ),
    DEMANDS: Act(
        ActPage(
            ROOMS[DEMANDS],
            Text("고발 요청 접수", "Record a demand for a referral"),
            Text(
                "요청 권한이 있는 기관이 고발을 요청하면 고발하여야 합니다. "
                "접수하면 고발이 의무 조치로 제안됩니다.",
                "Where an authority with that power demands a referral, it must be made. "
                "Recording the demand proposes the referral as a duty.",
            ),
            (
                Field("radios", "authority", Text("요청 기관", "Authority that demands it")),
                Field("text", "reference", Text("요청 문서번호", "Number of the demand"),
                      Text("예: 상생협력정책과-7", "For example, 상생협력정책과-7")),
                Field("textarea", "reasons", Text("요청 사유", "Reasons of the demand"),
                      optional=True),
                _day("demanded_on", Text("요청일", "Day of the demand")),
            ),
        ),
        May.CASE_DOCKET, ReferralDemandIn, actions.record_demand,
        lambda work, row: sanctions.referral_demand(work, row.case_id, row.id),
    ),
    REVIEWS: Act(
        ActPage(
            ROOMS[REVIEWS],
            Text("명단공표 심의 개시", "Open a review for the list"),
            Text(
                "피신고인에게 소명할 기간을 준 뒤 심의위원회가 공표 여부를 의결합니다.",
                "The respondent gets time to defend itself; then the committee resolves.",
            ),
            (_day("opened_on", Text("심의 개시일", "Day of the opening")),),
        ),
        May.MEASURE_DRAFT, ListingReviewIn, actions.open_review,
        lambda work, row: sanctions.review(work, row.id), blocked=sanctions.review_blocked,
    ),
}  # fmt: skip
_VOTES = (
    Field("number", "members", Text("심의에 참여한 위원 수", "Members who took part")),
    Field("number", "in_favour", Text("공표에 찬성한 위원 수", "Members in favour of listing"),
          Text("누가 찬성했는지는 기록하지 않습니다.", "Who voted how is not recorded.")),
    Field("textarea", "reason", Text("의결 이유", "Reasons of the resolution")),
)  # fmt: skip


def _resolution(command: ListingCommand, label: Text, intro: Text) -> Act:
    return Act(
        ActPage(ROOMS[REVIEWS], label, intro, _VOTES),
        May.CASE_DOCKET, ListingResolutionIn, actions.resolve_listing,
        lambda work, row: sanctions.review(work, row.id),
        key="review_id", fixed=(("command", str(command)),),
    )  # fmt: skip


STEPS: dict[tuple[str, str], Act] = {
    (CONSULTATIONS, "answer"): Act(
        ActPage(
            ROOMS[CONSULTATIONS],
            Text("협의 회신 기록", "Record the answer"),
            Text("회신을 기록하면 협의를 마친 것으로 봅니다.", "With it the consultation counts."),
            (
                Field("textarea", "answer", Text("회신 내용", "The answer")),
                Field("text", "reference", Text("회신 문서번호", "Number of the answer"),
                      Text("예: 기술유용조사과-12", "For example, 기술유용조사과-12")),
                _day("answered_on", Text("회신일", "Day of the answer")),
            ),
        ),
        May.MEASURE_DRAFT, ConsultationAnswerIn, actions.answer_consultation,
        lambda work, row: sanctions.consultation(work, row.id), key="consultation_id",
    ),
    (REVIEWS, str(ListingCommand.RESOLVE_LISTING)): _resolution(
        ListingCommand.RESOLVE_LISTING,
        Text("명단공표 의결 기록", "Record the resolution to list"),
        Text("의결한 뒤 명단공표를 처분으로 작성할 수 있습니다.",
             "After it the listing can be drafted as a measure."),
    ),
    (REVIEWS, str(ListingCommand.RESOLVE_NO_LISTING)): _resolution(
        ListingCommand.RESOLVE_NO_LISTING,
        Text("공표하지 않는 의결 기록", "Record the resolution not to list"),
        Text("심의를 마치고 명단에 올리지 않습니다.",
             "The review ends and nothing is listed."),
    ),
}  # fmt: skip


def opening_act(room: str) -> Act:
    """Return the act with which something of a room begins, or raise NotFound."""
    if room not in _OPEN:
        raise NotFound
    return _OPEN[room]


def step_act(room: str, command: str) -> Act:
    """Return an act on something of a room, or raise NotFound."""
    if (room, command) not in STEPS:
        raise NotFound
    return STEPS[room, command]


def who_may(may: May, language: Language) -> str:
    """Return the roles of people that the policy lets use a permission, in words."""
    people = [role for role in POLICY[may] if role is not Role.WORKER]
    return ", ".join(ROLE_LABELS[role].get(language) for role in people)


def needed_for(work: Work, room: str, regime: str, language: Language) -> list[dict[str, str]]:
    """Return the measures of a regime that what a room records goes before, with articles."""
    found = {
        (measure.name.get(language), str(basis)): None
        for measure in work.law.measures(regime)
        for rung in measure.rungs
        if rung.regime == regime
        for basis in _bases(rung, room)
    }
    return [{"measure": name, "basis": basis} for name, basis in found]


def _bases(rung: Rung, room: str) -> list[Basis]:
    if room == DEMANDS:
        return [way.basis for way in rung.ways() if way.on is Trigger.DEMAND]
    return [rung.basis] if _CONDITIONS[room] in rung.preconditions else []
