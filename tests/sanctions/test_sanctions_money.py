"""Sums, payments, refunds and objections on both databases."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from app.cases.actions import take_step
from app.cases.schemas.case import StepIn
from app.kernel.clock import FrozenClock
from app.kernel.lifecycle import StepBlocked
from app.kernel.problems import Forbidden, Invalid, NotConfigured, NotFound
from app.law.book import RegimeNotInForce
from app.sanctions import actions, queries
from app.sanctions.problems import Overpayment, PaymentRecorded
from app.sanctions.schemas.calculation import CalculationRequest, ComputationOut
from app.sanctions.schemas.measure import (
    AnnulmentIn,
    ContributionIn,
    DatedIn,
    MeasureOut,
    ObjectionIn,
    ObjectionOut,
    RefundIn,
    RulingIn,
)
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, open_scene

MILLION = 1_000_000
ADOPTED = date(2026, 6, 1)
LINE = {
    "violation": "TK-USE", "severity": "very_grave", "severity_scored": "very_grave",
    "violation_amount_won": "1억", "rate": "60%", "victims": 60, "victims_rate": "10%",
    "retaliation_rate": "20%", "retaliation_reason": "거래를 끊음 (가상)", "cooperation_rate": "10%", "cure_rate": "10%",
    "reasons": {"base": "점수 (가상)", "victims": "수급사업자 60곳 (가상)", "cooperation": "협조 (가상)",
                "cure": "원상회복 (가상)"},
}  # fmt: skip
VECTOR_A: dict[str, Any] = {
    "sums": "nine_steps",
    "contracts": [{"name": "계약 1", "price_won": "10억"}],
    "lines": [LINE],
    "repeat": {"measures": 3, "points": "5", "rate": "80%", "reason": "다른 시스템의 기록 (가상)"},
    "inability": {"reason": "자본잠식이 확인됨 (가상)", "impairment_rate": "30%"},
}
PLAIN = {**VECTOR_A, "repeat": None, "inability": None,
         "lines": [{**LINE, "victims_rate": "0", "retaliation_rate": "0",
                    "cooperation_rate": "0", "cure_rate": "0"}]}  # fmt: skip


@pytest.fixture
def scene(engine: Engine, clock: FrozenClock) -> Scene:
    """Return a scene whose agency has entered the rate tables."""
    return open_scene(engine, clock, book=BOOK)


def a_surcharge(scene: Scene) -> MeasureOut:
    """Return a served surcharge of KRW 120,000,000, due on 22 January 2027."""
    case_id = scene.case("kftc", "decision_written", ["TK-USE"])
    return scene.served(case_id, "surcharge", order_items=[], calculation=PLAIN)


def preview(scene: Scene, case_id: str, form: dict[str, Any], on: str) -> ComputationOut:
    """Work a sum out as the examiner."""
    request = CalculationRequest.model_validate({"decided_on": on, "calculation": form})
    return scene.do(
        scene.examiner,
        lambda work: actions.compute_surcharge(work, case_id=case_id, form=request),
    )


def objection(scene: Scene, measure_id: str) -> ObjectionOut:
    """Object as the respondent."""
    form = ObjectionIn(grounds="산정이 지나치게 높음 (가상)")
    found = scene.do(
        scene.respondent,
        lambda work: (
            actions.file_objection(work, measure_id=measure_id, form=form, version=None).id
        ),
    )
    return scene.see(scene.respondent, lambda work: queries.objection(work, found))


def rule(scene: Scene, objection_id: str, command: str, **more: Any) -> ObjectionOut:
    """Rule on an objection as the panel."""
    form = RulingIn.model_validate({"command": command, "reason": "재결 이유 (가상)", **more})
    scene.do(
        scene.commissioner,
        lambda work: (
            actions.rule_objection(work, objection_id=objection_id, form=form, version=None).id
        ),
    )
    return scene.see(scene.commissioner, lambda work: queries.objection(work, objection_id))


def test_a_preview_shows_every_step_and_writes_nothing(scene: Scene) -> None:
    case_id = scene.relieved(scene.case("kftc", "resolved", ["TK-USE"]))
    found = preview(scene, case_id, VECTOR_A, "2026-11-21")
    assert found.amount_won == 159 * MILLION
    assert [step.number for step in found.steps] == [1, 2, 5, 6, 7, 8, 8, 8]
    assert found.ledger_record is not None
    assert found.ledger_record.measures == 0
    assert scene.see(scene.secretary, lambda work: queries.measures(work, case_id)).items == []


def test_a_draft_keeps_the_sum_with_its_steps_and_edition(scene: Scene) -> None:
    case_id = scene.relieved(scene.case("kftc", "resolved", ["TK-USE"]))
    draft = scene.draft(case_id, "surcharge", order_items=[], calculation=VECTOR_A)
    assert draft.amount_won == 159 * MILLION
    assert draft.computation is not None
    assert draft.computation.edition == BOOK.edition == draft.law_edition


def test_without_the_table_of_the_day_nothing_is_worked_out(
    engine: Engine, clock: FrozenClock
) -> None:
    scene = open_scene(engine, clock)
    case_id = scene.relieved(scene.case("kftc", "resolved", ["TK-USE"]))
    with pytest.raises(NotConfigured):
        preview(scene, case_id, VECTOR_A, "2026-11-21")


def test_a_flat_base_is_no_sum_of_the_subcontracting_act(scene: Scene) -> None:
    case_id = scene.case("kftc", "resolved", ["TK-USE"])
    flat = {"sums": "flat", "severity": "grave", "flat_base_won": 1, "severity_reason": "가상"}
    with pytest.raises(Invalid):
        preview(scene, case_id, flat, "2026-11-21")


def test_the_announced_fine_is_refused_before_adoption_and_capped_afterwards(
    engine: Engine, clock: FrozenClock
) -> None:
    scene = open_scene(engine, clock, adopted_on=ADOPTED)
    case_id = scene.case("sme_technology", "under_measure", ["ST-INF"])
    flat = {"sums": "flat", "severity": "very_grave", "flat_base_won": "50억",
            "severity_reason": "가상"}  # fmt: skip
    assert preview(scene, case_id, flat, "2026-06-01").amount_won == 5_000 * MILLION
    with pytest.raises(RegimeNotInForce):
        preview(scene, case_id, flat, "2026-05-31")
    with pytest.raises(Invalid):
        preview(scene, case_id, {**flat, "flat_base_won": 5_000_000_001}, "2026-06-01")


def test_payment_in_full_ends_a_surcharge(scene: Scene) -> None:
    served = a_surcharge(scene)
    assert (served.amount_won, served.due_on) == (120 * MILLION, date(2027, 1, 22))
    part = scene.pay(served.id, 50 * MILLION, "수납-1")
    assert part.state.code == "in_force"
    assert part.balance is not None
    assert part.balance.owed_won == 70 * MILLION
    whole = scene.pay(served.id, 70 * MILLION, "수납-2")
    assert whole.state.code == "paid"
    assert scene.case_row(served.case_id).measures_living == 0


def test_a_payment_is_recorded_once_under_its_reference(scene: Scene) -> None:
    served = a_surcharge(scene)
    scene.pay(served.id, 1 * MILLION, "수납-1")
    with pytest.raises(PaymentRecorded):
        scene.pay(served.id, 1 * MILLION, "수납-1")


def test_more_than_is_owed_is_refused_unless_marked_and_then_given_back(scene: Scene) -> None:
    served = a_surcharge(scene)
    with pytest.raises(Overpayment) as refused:
        scene.pay(served.id, 121 * MILLION, "수납-1")
    assert refused.value.facts["owed_won"] == 120 * MILLION
    paid = scene.pay(served.id, 121 * MILLION, "수납-1", overpaid=True)
    assert paid.state.code == "paid"
    assert paid.balance is not None
    assert paid.balance.refund_due_won == 1 * MILLION
    refund = RefundIn(refund_id=paid.balance.refunds[0].id, reference="환급-1")

    def give_back(work: Any) -> str:
        return actions.record_refund(work, measure_id=served.id, form=refund, version=None).id

    scene.do(scene.secretary, give_back)
    after = scene.measure(served.id).balance
    assert after is not None
    assert (after.refund_due_won, after.owed_won) == (0, 0)
    with pytest.raises(StepBlocked):
        scene.do(scene.secretary, give_back)


def test_a_late_payment_is_flagged_and_charged(scene: Scene, clock: FrozenClock) -> None:
    served = a_surcharge(scene)
    clock.set_day(date(2027, 2, 21))  # 30 days late
    charge = 120 * MILLION * 75 // 1000 * 30 // 365
    late = scene.pay(served.id, 120 * MILLION, "수납-1")
    assert late.state.code == "in_force"
    assert late.balance is not None
    payment = late.balance.payments[0]
    assert (payment.late, payment.late_charge_won) == (True, charge)
    assert late.balance.owed_won == charge
    assert scene.pay(served.id, charge, "수납-2").state.code == "paid"


def test_what_is_not_paid_in_time_is_a_breach_only_after_the_due_day(
    scene: Scene, clock: FrozenClock
) -> None:
    from app.sanctions.schemas.measure import BreachIn  # noqa: PLC0415 - one use

    served = a_surcharge(scene)
    form = BreachIn(facts="납부하지 않음")

    def find(work: Any) -> str:
        return actions.find_breach(work, measure_id=served.id, form=form, version=None).id

    clock.set_day(date(2027, 1, 22))
    with pytest.raises(StepBlocked):
        scene.do(scene.examiner, find)
    clock.set_day(date(2027, 1, 23))
    scene.do(scene.examiner, find)
    assert scene.measure(served.id).state.code == "breached"


@pytest.mark.step("K18")
def test_an_objection_is_in_time_up_to_the_thirtieth_day(scene: Scene, clock: FrozenClock) -> None:
    served = a_surcharge(scene)
    clock.set_day(date(2026, 12, 23))
    filed = objection(scene, served.id)
    assert (filed.late, filed.last_on) == (False, date(2026, 12, 23))
    assert scene.case_row(served.case_id).objections_open == 1
    with pytest.raises(StepBlocked):
        objection(scene, served.id)


def test_a_late_objection_is_kept_and_flagged_and_can_only_be_dismissed(
    scene: Scene, clock: FrozenClock
) -> None:
    served = a_surcharge(scene)
    clock.set_day(date(2026, 12, 24))
    filed = objection(scene, served.id)
    assert filed.late
    with pytest.raises(StepBlocked):
        rule(scene, filed.id, "uphold")
    assert rule(scene, filed.id, "dismiss").state.code == "dismissed"
    assert scene.case_row(served.case_id).objections_open == 0
    assert scene.measure(served.id).state.code == "in_force"


def test_annulment_in_part_shows_before_and_after_and_owes_the_difference_back(
    scene: Scene,
) -> None:
    served = a_surcharge(scene)
    scene.pay(served.id, 120 * MILLION, "수납-1")
    filed = objection(scene, served.id)
    ruled = rule(scene, filed.id, "uphold_in_part", new_amount_won=80 * MILLION)
    assert (ruled.before_won, ruled.after_won) == (120 * MILLION, 80 * MILLION)
    assert (ruled.before_points, ruled.after_points) == ("2.6", "2.6")
    found = scene.measure(served.id)
    assert (found.state.code, found.original_amount_won) == ("paid", 120 * MILLION)
    assert found.balance is not None
    assert found.balance.refund_due_won == 40 * MILLION


def test_a_reduction_below_what_was_paid_settles_the_measure(scene: Scene) -> None:
    served = a_surcharge(scene)
    scene.pay(served.id, 80 * MILLION, "수납-1")
    filed = objection(scene, served.id)
    rule(scene, filed.id, "uphold_in_part", new_amount_won=80 * MILLION)
    found = scene.measure(served.id)
    assert found.state.code == "paid"
    assert found.balance is not None
    assert found.balance.refunds == []


@pytest.mark.parametrize(
    "form", [{}, {"new_amount_won": 0}, {"new_amount_won": 120 * MILLION}], ids=str
)
def test_a_new_sum_must_be_lower_and_over_nought(scene: Scene, form: dict[str, int]) -> None:
    filed = objection(scene, a_surcharge(scene).id)
    with pytest.raises(Invalid):
        rule(scene, filed.id, "uphold_in_part", **form)


def test_upholding_annuls_gives_all_back_and_takes_the_points_away(scene: Scene) -> None:
    served = a_surcharge(scene)
    assert scene.net() == "2.6"
    scene.pay(served.id, 120 * MILLION, "수납-1")
    ruled = rule(scene, objection(scene, served.id).id, "uphold")
    assert (ruled.before_points, ruled.after_points) == ("2.6", "0")
    found = scene.measure(served.id)
    assert (found.state.code, found.amount_won) == ("annulled", 0)
    assert found.balance is not None
    assert found.balance.refund_due_won == 120 * MILLION
    assert scene.net() == "0"


def test_a_ruling_that_leaves_a_lesser_violation_lowers_the_points(scene: Scene) -> None:
    case_id = scene.case("kftc", "decision_written", ["TK-USE", "SC-DOC"])
    both = {**PLAIN, "lines": [*PLAIN["lines"], {**PLAIN["lines"][0], "violation": "SC-DOC"}]}
    served = scene.served(case_id, "surcharge", order_items=[], calculation=both)
    filed = objection(scene, served.id)
    ruled = rule(
        scene, filed.id, "uphold_in_part", new_amount_won=50 * MILLION, violations=["SC-DOC"]
    )
    assert (ruled.before_points, ruled.after_points) == ("2.6", "2.5")
    assert scene.net() == "2.5"


def test_an_objection_after_the_closing_brings_the_case_back_until_it_is_ruled_on(
    scene: Scene,
) -> None:
    served = a_surcharge(scene)
    scene.pay(served.id, 120 * MILLION, "수납-1")
    step = StepIn(command="close")
    scene.do(
        scene.examiner,
        lambda work: take_step(work, case_id=served.case_id, form=step, version=None).id,
    )
    assert not scene.case_row(served.case_id).open
    filed = objection(scene, served.id)
    assert scene.case_row(served.case_id).open
    rule(scene, filed.id, "dismiss")
    row = scene.case_row(served.case_id)
    assert (row.open, row.state, row.outcome) == (False, "closed", "measures_completed")


def test_the_panel_rules_and_nobody_else(scene: Scene) -> None:
    filed = objection(scene, a_surcharge(scene).id)
    form = RulingIn(command="uphold", reason="가상")
    for other in (scene.lead, scene.secretary, scene.respondent):
        with pytest.raises((Forbidden, NotFound)):
            scene.do(
                other,
                lambda work: actions.rule_objection(
                    work, objection_id=filed.id, form=form, version=None
                ),
            )
    with pytest.raises(NotFound):
        scene.see(scene.complainant, lambda work: queries.objection(work, filed.id))


def test_a_stay_stops_the_clock_of_payment(scene: Scene, clock: FrozenClock) -> None:
    served = a_surcharge(scene)

    def step(act: Callable[..., Any]) -> None:
        form = DatedIn(reason="법원 결정 (가상)")
        scene.do(
            scene.secretary,
            lambda work: act(work, measure_id=served.id, form=form, version=None).id,
        )

    clock.set_day(date(2026, 12, 1))
    step(actions.stay)
    assert scene.measure(served.id).due_on is None
    clock.set_day(date(2026, 12, 11))
    step(actions.lift_stay)
    due_on = scene.measure(served.id).due_on
    assert due_on is not None
    assert due_on > date(2027, 1, 22)


def test_an_issued_measure_is_annulled_outside_an_objection_with_a_reason(scene: Scene) -> None:
    served = a_surcharge(scene)
    form = AnnulmentIn(reason="판결로 취소됨 (가상)")
    scene.do(
        scene.lead,
        lambda work: actions.annul(work, measure_id=served.id, form=form, version=None).id,
    )
    assert scene.measure(served.id).state.code == "annulled"


def test_money_of_a_consent_decision_is_recorded_once(scene: Scene) -> None:
    case_id = scene.case("kftc", "investigating", ["TK-USE"])
    form = ContributionIn(amount_won=3_429_600_000, reference="출연-1")

    def record(work: Any) -> int:
        return actions.record_contribution(work, case_id=case_id, form=form).amount_won

    assert scene.do(scene.secretary, record) == 3_429_600_000
    with pytest.raises(PaymentRecorded):
        scene.do(scene.secretary, record)


def test_the_paper_of_a_surcharge_has_every_step_as_its_annex(scene: Scene) -> None:
    from app.access.actor import WORKER  # noqa: PLC0415 - one use
    from app.papers.documents import SurchargePaper  # noqa: PLC0415 - one use
    from app.papers.render import render  # noqa: PLC0415 - one use
    from app.sanctions.documents import paper_for  # noqa: PLC0415 - one use

    case_id = scene.relieved(scene.case("kftc", "decision_written", ["TK-USE"]))
    issued = scene.issue(scene.draft(case_id, "surcharge", order_items=[], calculation=VECTOR_A).id)
    paper = scene.see(WORKER, lambda work: paper_for(work, issued.id))
    assert isinstance(paper, SurchargePaper)
    assert (paper.surcharge_won, len(paper.steps)) == (159 * MILLION, 8)
    assert paper.due_on == date(2027, 1, 22)
    assert {figure.status for figure in paper.figures} >= {"agency_entered"}
    assert render(paper.template, paper.as_data(), language="ko").startswith(b"%PDF")
