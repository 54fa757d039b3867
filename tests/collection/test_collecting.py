"""Getting in surcharges and fines: due days, instalments, charges, refunds, write-offs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from app.collection.problems import StepRefused
from app.kernel.clock import FrozenClock
from app.kernel.problems import Forbidden, Invalid, NotFound
from app.sanctions import actions as sanctions
from app.sanctions.schemas.measure import AnnulmentIn, RefundIn
from tests.collection.collection_desk import WHY, Desk, open_desk

MILLION = 1_000_000
TODAY = date(2026, 11, 23)
DUE = date(2027, 1, 22)


@pytest.fixture
def desk(engine: Engine, clock: FrozenClock) -> Desk:
    return open_desk(engine, clock)


def parts(*given: tuple[str, int]) -> list[dict[str, object]]:
    return [{"on": on, "amount_won": won} for on, won in given]


PLAN = parts(("2027-01-22", 400 * MILLION), ("2027-07-22", 400 * MILLION),
             ("2028-01-21", 400 * MILLION))  # fmt: skip


@pytest.mark.step("K21")
def test_a_surcharge_is_due_in_sixty_days_and_bears_its_charge_afterwards(desk: Desk) -> None:
    one = desk.surcharge()
    assert (one.next_due_on, one.owed_won, one.stage.code) == (DUE, 1_200 * MILLION, "open")
    late = desk.see(one.id, DUE + timedelta(days=30))
    assert late.charge_won == 1_200 * MILLION * 75 // 1000 * 30 // 365
    assert late.overdue_won == late.owed_won == 1_200 * MILLION + late.charge_won
    assert [step["basis"] for step in late.charge_steps] == [
        "공정거래법 시행령 제85조부터 제87조까지"
    ]


@pytest.mark.step("K21")
def test_the_respondent_asks_for_instalments_and_the_lead_grants_them(desk: Desk) -> None:
    one = desk.surcharge()
    asked = desk.ask(one.id, kind="instalments", security="보증서 (가상)", parts=PLAN)
    assert (asked.requests[0].state.code, asked.may_ask[0].code) == ("asked", "instalments")
    with pytest.raises(StepRefused):
        desk.ask(one.id, kind="extension", until="2027-03-02")
    with pytest.raises(Forbidden):
        desk.decide(one.id, by=desk.scene.secretary)
    granted = desk.decide(one.id)
    assert [due.on.isoformat() for due in granted.schedule] == [part["on"] for part in PLAN]
    paid = desk.scene.pay(one.measure_id, 400 * MILLION, "수납-1")
    assert paid.due_on == date(2028, 1, 21)
    desk.clock.set_day(date(2027, 8, 2))
    late = desk.see(one.id)
    assert late.charge_won == 400 * MILLION * 75 // 1000 * 11 // 365
    assert (late.next_due_on, late.stage.code) == (date(2027, 7, 22), "overdue")
    ended = desk.step(one.id, "end_plan")
    assert [due.on for due in ended.schedule] == [DUE, date(2027, 7, 22), date(2027, 8, 2)]


def test_instalments_need_more_than_a_billion_thirty_days_and_a_plan_that_adds_up(
    desk: Desk,
) -> None:
    small = desk.surcharge(1_000 * MILLION)
    with pytest.raises(Invalid) as refused:
        desk.ask(small.id, kind="instalments", parts=parts(("2027-01-22", 1_000 * MILLION)))
    assert [error.code for error in refused.value.errors] == ["too_small"]
    one = desk.surcharge()
    with pytest.raises(Invalid):
        desk.ask(one.id, kind="instalments", parts=PLAN[:2])
    desk.clock.set_day(TODAY + timedelta(days=31))
    with pytest.raises(Invalid) as refused:
        desk.ask(one.id, kind="instalments", parts=PLAN)
    assert [error.code for error in refused.value.errors] == ["late"]


def test_an_extension_moves_the_due_day_and_a_refusal_changes_nothing(desk: Desk) -> None:
    one = desk.surcharge()
    desk.ask(one.id, kind="extension", until="2027-06-30")
    assert desk.decide(one.id, granted=False).next_due_on == DUE
    desk.ask(one.id, kind="extension", until="2027-06-30")
    moved = desk.decide(one.id)
    assert moved.next_due_on == date(2027, 6, 30)
    assert desk.see(one.id, date(2027, 6, 30)).charge_won == 0
    assert desk.scene.measure(one.measure_id).due_on == date(2027, 6, 30)


def test_what_is_annulled_is_given_back_without_interest_that_nobody_knows(desk: Desk) -> None:
    one = desk.surcharge()
    desk.scene.pay(one.measure_id, 1_200 * MILLION, "수납-1")
    form = AnnulmentIn(reason=WHY, in_part=True, new_amount_won=700 * MILLION)
    desk.clock.set_day(date(2026, 12, 1))
    desk.scene.do(
        desk.scene.lead,
        lambda work: sanctions.annul(work, measure_id=one.measure_id, form=form, version=None).id,
    )
    lower = desk.see(one.id)
    assert (lower.amount_won, lower.refund_due_won) == (700 * MILLION, 500 * MILLION)
    assert [note.code for note in lower.notes] == ["refund_interest"]
    assert desk.see(one.id, date(2026, 11, 30)).amount_won == 1_200 * MILLION
    balance = desk.scene.measure(one.measure_id).balance
    assert balance is not None
    refund = RefundIn(refund_id=balance.refunds[0].id, reference="환급-1")
    desk.scene.do(
        desk.scene.secretary,
        lambda work: (
            sanctions.record_refund(work, measure_id=one.measure_id, form=refund, version=None).id
        ),
    )
    assert desk.see(one.id).refund_due_won == 0


def test_a_fine_paid_early_costs_a_fifth_less(desk: Desk) -> None:
    one = desk.fine()
    with pytest.raises(Invalid):
        desk.step(one.id, "offer_early", until="2026-12-01")
    offered = desk.step(one.id, "offer_early", until="2026-12-03")
    assert offered.early_payable_won == 4 * MILLION
    paid = desk.scene.pay(one.measure_id, 4 * MILLION, "수납-1")
    assert (paid.state.code, desk.see(one.id).stage.code) == ("paid", "settled")
    assert desk.see(one.id).waived_won == MILLION


def test_a_fine_gains_additions_by_months(desk: Desk) -> None:
    one = desk.fine()
    assert one.next_due_on == DUE
    assert desk.see(one.id, DUE + timedelta(days=1)).charge_won == 150_000
    assert desk.see(one.id, date(2027, 2, 23)).charge_won == 210_000
    balance = desk.scene.measure(one.measure_id).balance
    assert balance is not None
    assert balance.late_charge_known


def test_a_fine_objected_to_goes_to_the_court_which_sets_it_anew(desk: Desk) -> None:
    one = desk.fine()
    objected = desk.object(one.id)
    assert (objected.stage.code, objected.owed_won) == ("in_court", 0)
    days = {deadline.code: deadline.on for deadline in objected.deadlines}
    assert days["court"] == date(2026, 12, 7)
    with pytest.raises(StepRefused):
        desk.step(one.id, "court_decided", amount_won=1, until="2027-03-31")
    desk.step(one.id, "refer_to_court")
    with pytest.raises(Invalid):
        desk.step(one.id, "court_decided")
    decided = desk.step(one.id, "court_decided", amount_won=3 * MILLION, until="2027-03-31")
    assert (decided.owed_won, decided.next_due_on) == (3 * MILLION, date(2027, 3, 31))
    assert desk.scene.measure(one.measure_id).amount_won == 3 * MILLION


def test_an_objection_after_sixty_days_is_refused_with_the_article(desk: Desk) -> None:
    one = desk.fine()
    desk.clock.set_day(DUE + timedelta(days=1))
    with pytest.raises(StepRefused) as refused:
        desk.object(one.id)
    assert [str(basis) for basis in refused.value.basis] == ["질서위반행위규제법 제20조"]
    with pytest.raises(StepRefused):
        desk.ask(one.id, kind="extension", until="2027-06-30")


def test_a_write_off_needs_reasons_and_another_person(desk: Desk) -> None:
    one = desk.surcharge()
    with pytest.raises(NotFound):
        desk.ask(one.id, kind="write_off")
    desk.ask(one.id, by=desk.scene.secretary, kind="write_off")
    gone = desk.decide(one.id)
    assert (gone.stage.code, gone.owed_won, gone.written_off_won) == (
        "written_off", 0, 1_200 * MILLION)  # fmt: skip
    assert [note.code for note in gone.notes] == ["write_off"]
    desk.clock.set_day(date(2027, 6, 1))
    assert desk.see(one.id).charge_won == 0


def test_a_demand_starts_the_five_years_anew(desk: Desk) -> None:
    one = desk.surcharge()

    def last_on() -> date:
        found = desk.see(one.id).deadlines
        return next(day.on for day in found if day.code == "limitation")

    assert last_on() == date(2032, 1, 22)
    desk.clock.set_day(date(2027, 3, 2))
    desk.step(one.id, "demand")
    assert last_on() == date(2032, 3, 2)


def test_the_complainant_is_told_nothing_of_the_money(desk: Desk) -> None:
    one = desk.surcharge()
    with pytest.raises(NotFound):
        desk.see(one.id, by=desk.scene.complainant)
    assert desk.see(one.id, by=desk.scene.respondent).payment_number == one.payment_number
