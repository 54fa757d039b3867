"""What goes before and after measures: consultation, demand, review, proof, demands, monitor."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from app.kernel.clock import FrozenClock
from app.kernel.lifecycle import StepBlocked
from app.kernel.problems import Conflict, Invalid
from app.sanctions import actions, queries
from app.sanctions.problems import LadderSkipped
from app.sanctions.schemas.compliance import (
    CheckIn,
    ComplianceDemandIn,
    ComplianceIn,
    ConsultationAnswerIn,
    ConsultationIn,
    DefenceIn,
    ItemFindingIn,
    ItemProofIn,
    ListingResolutionIn,
    ListingReviewIn,
    MonitorIn,
    MonitorReportIn,
    PlanIn,
    ReferralDemandIn,
)
from app.sanctions.schemas.measure import AnnulmentIn, BreachIn, DismissalIn, ReasonIn
from tests.sanctions.scene import Scene, Told, open_scene
from tests.sanctions.test_sanctions_points import issue

pytestmark = pytest.mark.step("K20")


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene on the enacted rules."""
    from tests.law.surcharge_cases import BOOK  # noqa: PLC0415 - the book with rate tables

    return open_scene(engine, clock, book=BOOK)


def ordered(scene: Scene) -> str:
    """Return an order of two items that was served."""
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    items = ["도면을 폐기할 것 (가상)", "사본을 폐기할 것 (가상)"]
    return scene.served(case_id, "corrective_order", order_items=items, comply_by="2026-12-21").id


def act(scene: Scene, actor: Any, verb: Any, measure_id: str, form: Any) -> None:
    """Take an act on a measure."""
    scene.do(actor, lambda work: verb(work, measure_id=measure_id, form=form, version=None).id)


def test_each_item_is_proved_and_judged_before_compliance_is_confirmed(scene: Scene) -> None:
    order = ordered(scene)
    act(scene, scene.examiner, actions.ask_plan, order, ReasonIn())
    act(scene, scene.respondent, actions.file_plan, order, PlanIn(plan="모두 폐기하겠습니다."))
    for item in (1, 2):
        proof = ItemProofIn(item=item, exhibit=f"소을제{item}호증")
        act(scene, scene.respondent, actions.prove_item, order, proof)
    found = scene.see(scene.examiner, lambda work: queries.performance(work, order))
    first, second = (one.proofs[0] for one in found.items)
    judged = {first.id: ItemFindingIn(command="accept"),
              second.id: ItemFindingIn(command="reject", finding="사진이 없음")}  # fmt: skip
    for proof_id, finding in judged.items():
        scene.do(
            scene.examiner,
            lambda work, proof_id=proof_id, finding=finding: (
                actions.judge_item(work, proof_id=proof_id, form=finding, version=None).id
            ),
        )
    with pytest.raises(StepBlocked) as refused:
        act(scene, scene.examiner, actions.confirm_compliance, order, ComplianceIn())
    assert "2" in str(refused.value.facts) or "2" in refused.value.detail.en
    rest = ComplianceIn.model_validate({"findings": [{"item": 2, "exhibit": "소갑제9호증"}]})
    act(scene, scene.examiner, actions.confirm_compliance, order, rest)
    assert scene.measure(order).state.code == "complied"


def test_two_demands_go_before_a_breach_and_the_referral_is_only_proposed(
    scene: Scene, clock: FrozenClock
) -> None:
    order = ordered(scene)
    clock.set_day(date(2026, 12, 23))
    breach = BreachIn(facts="기한까지 폐기하지 않음")
    with pytest.raises(StepBlocked):
        act(scene, scene.examiner, actions.find_breach, order, breach)
    early = ComplianceDemandIn(until=date(2027, 1, 22), reason="미이행")
    with pytest.raises(StepBlocked):  # a demand follows a check
        act(scene, scene.examiner, actions.demand_compliance, order, early)
    act(scene, scene.examiner, actions.check_compliance, order, CheckIn(reason="미이행 확인"))
    late = ComplianceDemandIn(until=date(2027, 1, 23), reason="미이행")
    with pytest.raises(Invalid):  # 31 days are more than the rules give
        act(scene, scene.examiner, actions.demand_compliance, order, late)
    act(scene, scene.examiner, actions.demand_compliance, order, early)
    with pytest.raises(StepBlocked):  # the first runs still
        act(scene, scene.examiner, actions.demand_compliance, order, early)
    clock.set_day(date(2027, 1, 25))
    second = ComplianceDemandIn(until=date(2027, 2, 15), reason="여전히 미이행")
    act(scene, scene.examiner, actions.demand_compliance, order, second)
    clock.set_day(date(2027, 2, 16))
    third = ComplianceDemandIn(until=date(2027, 3, 2), reason="미이행")
    with pytest.raises(StepBlocked):  # a third is not known
        act(scene, scene.examiner, actions.demand_compliance, order, third)
    act(scene, scene.examiner, actions.find_breach, order, breach)
    for _ in range(2):  # the news arrives twice and has one effect
        scene.do(scene.examiner, lambda work: actions.propose_next(work, Told(order)))
    case_id = scene.measure(order).case_id
    found = scene.see(scene.examiner, lambda work: queries.proposals(work, case_id)).items
    assert [(p.kind.code, p.obligatory, p.state.code) for p in found] == [
        ("criminal_referral", False, "open")
    ]
    assert len(scene.see(scene.examiner, lambda work: queries.measures(work, case_id)).items) == 1


def test_a_monitor_reports_and_keeps_its_papers_five_years(scene: Scene) -> None:
    order = ordered(scene)
    act(scene, scene.examiner, actions.assign_monitor, order, MonitorIn(name="한국공정거래조정원"))
    report = MonitorReportIn(complied=False, report="1항만 이행됨")
    act(scene, scene.examiner, actions.note_monitor_report, order, report)
    [monitor] = scene.see(scene.examiner, lambda work: queries.performance(work, order)).monitors
    assert (monitor.complied, monitor.papers_kept_until) == (False, date(2031, 11, 23))
    with pytest.raises(StepBlocked):
        act(scene, scene.examiner, actions.note_monitor_report, order, report)


@pytest.mark.step("M4")
def test_the_ministry_requests_a_bid_restriction_only_after_consulting_the_kftc(
    scene: Scene, clock: FrozenClock
) -> None:
    case_id = scene.case("mss_win_win", "heard", ["WW-COND-3"])
    request = scene.served(case_id, "improvement_request", comply_by="2026-12-21")
    clock.set_day(date(2026, 12, 23))
    act(scene, scene.examiner, actions.find_breach, request.id, BreachIn(facts="개선하지 않음"))
    late = scene.draft(case_id, "publication", order_items=[], posted_until="2026-12-24")
    scene.issue(late.id)
    clock.set_day(date(2026, 12, 24))  # a posting of no day would be born expired
    with pytest.raises(StepBlocked) as over:
        scene.serve(late.id)
    assert [r["code"] for r in over.value.facts["reasons"]] == ["posting_over"]
    act(scene, scene.secretary, actions.annul, late.id, AnnulmentIn(reason="게시 기간 경과 (가상)"))
    posted = scene.served(case_id, "publication", order_items=[], posted_until="2027-06-22")
    assert scene.measure(posted.id).points == "3.1"
    with pytest.raises(LadderSkipped) as refused:
        scene.draft(case_id, "bid_restriction_request", order_items=[])
    assert [r["code"] for r in refused.value.facts["reasons"]] == ["kftc_consultation_missing"]
    asked = scene.do(
        scene.examiner,
        lambda work: (
            actions.ask_consultation(
                work, case_id=case_id, form=ConsultationIn(question="5.1점, 요청 예정 (가상)")
            ).id
        ),
    )
    with pytest.raises(LadderSkipped):  # asked is not answered
        scene.draft(case_id, "bid_restriction_request", order_items=[])
    answer = ConsultationAnswerIn(answer="이견 없음 (가상)", reference="공정위-1")
    scene.do(
        scene.examiner,
        lambda work: (
            actions.answer_consultation(work, consultation_id=asked, form=answer, version=None).id
        ),
    )
    drafted = scene.draft(case_id, "bid_restriction_request", order_items=[])
    assert drafted.state.code == "drafted"
    assert scene.draft(case_id, "education_order").state.code == "drafted"
    shown = scene.see(scene.complainant, queries.postings).items
    assert [(p.kind.code, p.posted_until) for p in shown] == [("publication", date(2027, 6, 22))]
    clock.set_day(date(2027, 6, 23))
    assert scene.see(scene.complainant, queries.postings).items == []


@pytest.mark.step("M4")
def test_points_of_the_ministry_may_be_waived_with_reasons_and_unknown_ones_are_not_nought(
    scene: Scene,
) -> None:
    case_id = scene.case("mss_win_win", "heard", ["WW-TK"])
    draft = scene.draft(case_id, "improvement_request", comply_by="2026-12-21")
    effect = scene.see(scene.examiner, lambda work: queries.points_effect(work, draft.id))
    assert (effect.status, effect.points, effect.net_after) == ("not_configured", None, None)
    other = scene.case("mss_win_win", "heard", ["WW-TK"])
    waived = scene.draft(
        other,
        "improvement_request",
        comply_by="2026-12-21",
        points_waived_reason="자진 개선 (가상)",
    )
    assert scene.issue(waived.id).points is None
    kftc = scene.case("kftc", "decision_written", ["TK-USE"])
    with pytest.raises(Invalid):  # the KFTC has no such choice
        scene.draft(kftc, "corrective_order", points_waived_reason="생략 (가상)")


def test_a_demanded_referral_is_a_duty_that_keeps_the_case_open(scene: Scene) -> None:
    case_id = scene.case("kftc", "investigating", ["TK-USE"])
    demand = ReferralDemandIn(authority="mss", reference="상생-7", reasons="중대함 (가상)")
    with pytest.raises(LadderSkipped):
        scene.draft(case_id, "criminal_referral", order_items=[])

    def record(form: ReferralDemandIn) -> None:
        scene.do(
            scene.secretary,
            lambda work: actions.record_demand(work, case_id=case_id, form=form).id,
        )

    record(demand)
    assert scene.case_row(case_id).measures_living == 1
    with pytest.raises(Conflict):
        record(demand)
    early = ReferralDemandIn(
        authority="serious_crimes", reference="수사-1", demanded_on=date(2026, 9, 30)
    )
    with pytest.raises(Invalid):
        record(early)
    [proposal] = scene.see(scene.examiner, lambda work: queries.proposals(work, case_id)).items
    assert (proposal.obligatory, proposal.measure_id) == (True, None)
    with pytest.raises(StepBlocked):
        scene.do(
            scene.examiner,
            lambda work: actions.dismiss_proposal(
                work, proposal_id=proposal.id, form=DismissalIn(reason="불필요"), version=None
            ),
        )
    draft = scene.draft(case_id, "criminal_referral", order_items=[])
    cancelled = ReasonIn(reason="문구 정정 (가상)")
    act(scene, scene.examiner, actions.cancel, draft.id, cancelled)
    [again] = scene.see(scene.examiner, lambda work: queries.proposals(work, case_id)).items
    assert again.state.code == "open"


def test_the_habitual_list_needs_limits_a_defence_and_the_whole_committee(
    scene: Scene, clock: FrozenClock
) -> None:
    first = issue(scene, "corrective_order", "SC-DOC")

    def open_it(case_id: str) -> str:
        return scene.do(
            scene.examiner,
            lambda work: actions.open_review(work, case_id=case_id, form=ListingReviewIn()).id,
        )

    def refused(case_id: str) -> list[str]:
        found = scene.see(scene.examiner, lambda work: queries.review_blocked(work, case_id))
        return [why.code for why in found]

    assert refused(first) == ["not_habitual"]
    with pytest.raises(Conflict):
        open_it(first)
    issue(scene, "corrective_order", "SC-TERM")
    case_id = issue(scene, "corrective_order", "SC-BUY")
    assert refused(case_id) == []
    review_id = open_it(case_id)
    assert refused(case_id) == ["review_runs"]
    with pytest.raises(Conflict):
        open_it(case_id)

    def resolve(members: int, in_favour: int, command: str = "resolve_listing") -> None:
        form = ListingResolutionIn.model_validate(
            {"command": command, "members": members, "in_favour": in_favour, "reason": "반복"}
        )
        scene.do(
            scene.secretary,
            lambda work: (
                actions.resolve_listing(work, review_id=review_id, form=form, version=None).id
            ),
        )

    with pytest.raises(StepBlocked):  # the month for defence runs
        resolve(7, 5)
    scene.do(
        scene.respondent,
        lambda work: (
            actions.defend_listing(
                work, review_id=review_id, form=DefenceIn(defence="경감 사유 (가상)"), version=None
            ).id
        ),
    )
    with pytest.raises(StepBlocked):
        resolve(6, 6)
    with pytest.raises(StepBlocked):
        resolve(7, 3)
    with pytest.raises(LadderSkipped):
        scene.draft(case_id, "habitual_listing", order_items=[])
    resolve(7, 4)
    listed = scene.served(case_id, "habitual_listing", order_items=[])
    assert listed.posted_until == date(2027, 11, 23)
    [posting] = scene.see(scene.complainant, queries.postings).items
    assert posting.kind.code == "habitual_listing"


def test_what_if_shows_the_score_that_a_draft_would_bring_and_writes_nothing(scene: Scene) -> None:
    issue(scene, "surcharge", "SC-DOC")
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    draft = scene.draft(case_id, "criminal_referral", order_items=[])
    effect = scene.see(scene.examiner, lambda work: queries.points_effect(work, draft.id))
    assert (effect.net_before, effect.points, effect.net_after) == ("2.5", "5.1", "7.6")
    limits = {t.kind: (t.crossed_before, t.crossed_after, t.basis) for t in effect.thresholds}
    assert limits["bid_restriction_request"] == (False, True, "하도급법 시행령 제17조제2항")
    assert limits["business_suspension_request"][:2] == (False, False)
    assert sorted(line.points for line in effect.lines) == ["2.5", "5.1"]
    assert scene.net() == "2.5"
