"""The payment checker, the indexation test and the ceiling on damages."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.calendar import WorkingCalendar
from app.kernel.problems import Invalid, NotConfigured
from app.law.book import load
from app.law.damages import damages_ceiling
from app.law.indexation import IndexedContract, indexation_duty
from app.law.interest import late_interest
from app.law.late_charge import Paid
from app.law.payment_check import Delivery, check_payment, late_interest_on

BOOK = load()
WEEK = WorkingCalendar("test", lambda day: day.weekday() >= 5)
MILLION = 1_000_000
RECEIVED, SIXTY = date(2026, 3, 2), date(2026, 5, 1)


def delivery(**more: object) -> Delivery:
    return Delivery(received_on=RECEIVED, price_won=100 * MILLION, **more)  # type: ignore[arg-type]


def test_a_price_is_due_sixty_days_after_receipt_and_late_interest_gives_the_known_sum() -> None:
    paid = (Paid(date(2026, 5, 31), 100 * MILLION),)
    found = check_payment(BOOK, WEEK, delivery(payments=paid), date(2026, 12, 1))
    assert (found.due_on, found.interest.amount_won) == (SIXTY, 1_273_972)
    assert found.interest.steps[0].formula == "100,000,000 × 15.5% × 30 ÷ 365"
    assert (found.unpaid_won, found.late_won) == (0, 100 * MILLION)


def test_the_earliest_day_counts_and_interest_runs_after_sixty_days() -> None:
    found = check_payment(
        BOOK, WEEK,
        delivery(client_paid_on=date(2026, 3, 10), agreed_on=date(2026, 4, 10)), date(2026, 5, 2),
    )  # fmt: skip
    assert [(day.code, day.on) for day in found.due_days] == [
        ("client", date(2026, 3, 25)), ("agreed", date(2026, 4, 10)), ("sixty", SIXTY)]  # fmt: skip
    assert found.due_days[0].basis == "하도급법 제13조제3항"
    assert (found.due_on, found.interest_from) == (date(2026, 3, 25), SIXTY)
    assert found.interest.amount_won == 100 * MILLION * 155 // 365_000


def test_a_due_day_on_a_day_of_rest_moves_on() -> None:
    found = check_payment(
        BOOK, WEEK, Delivery(received_on=date(2026, 3, 3), price_won=1), date(2026, 3, 3)
    )
    assert found.due_on == date(2026, 5, 4)


def test_the_share_of_cash_is_held_against_that_of_the_client() -> None:
    def enough(cash: int) -> bool | None:
        given = delivery(cash_won=cash, client_cash_rate=Fraction(1, 2))
        return check_payment(BOOK, WEEK, given, RECEIVED).cash_enough

    assert (enough(50 * MILLION), enough(50 * MILLION - 1)) == (True, False)
    assert check_payment(BOOK, WEEK, delivery(cash_won=1), RECEIVED).cash_enough is None


@pytest.mark.parametrize(
    "wrong",
    [{"payments": (Paid(RECEIVED, 101 * MILLION),)}, {"cash_won": 101 * MILLION},
     {"agreed_on": date(2026, 3, 1)}],
    ids=["paid", "cash", "agreed"],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        check_payment(BOOK, WEEK, delivery(**wrong), date(2026, 12, 1))


@given(st.integers(1, 10**12), st.integers(0, 2000))
def test_one_late_payment_bears_what_the_plain_formula_gives(price: int, days: int) -> None:
    paid_on = date.fromordinal(SIXTY.toordinal() + days)
    plain = late_interest(BOOK, amount_won=price, due_on=SIXTY, paid_on=paid_on)
    made = late_interest_on(BOOK, price, SIXTY, [Paid(paid_on, price)], date(2040, 1, 1))
    assert made.amount_won == plain.amount_won


CONTRACT = IndexedContract(
    contracted_on=date(2026, 11, 23), win_win=False, giver_is_small=False, duration_days=91,
    price_won=100 * MILLION + 1, opted_out_in_writing=False, main_share=Fraction(1, 10),
    energy_share=Fraction(0),
)  # fmt: skip


def required(**changes: object) -> bool:
    facts = {name: getattr(CONTRACT, name) for name in IndexedContract.__dataclass_fields__}
    return indexation_duty(BOOK, IndexedContract(**{**facts, **changes})).required


def test_a_contract_just_over_every_limit_must_be_indexed() -> None:
    assert required()


@pytest.mark.parametrize(
    "change",
    [{"giver_is_small": True}, {"duration_days": 90}, {"price_won": 100 * MILLION},
     {"opted_out_in_writing": True}, {"main_share": Fraction(999, 10_000)}],
    ids=["small", "short", "little", "opted_out", "share"],
)  # fmt: skip
def test_one_ground_is_enough_to_leave_indexation_out(change: dict[str, object]) -> None:
    assert not required(**change)


def test_energy_counts_from_the_day_of_each_act() -> None:
    energy = {"main_share": Fraction(0), "energy_share": Fraction(1, 10)}
    assert required(**energy, contracted_on=date(2026, 8, 11))
    assert not required(**energy, contracted_on=date(2026, 8, 10))
    assert not required(**energy, win_win=True, contracted_on=date(2026, 12, 2))
    assert required(**energy, win_win=True, contracted_on=date(2026, 12, 3))


@pytest.mark.parametrize(
    ("violation", "acted_on", "multiple"),
    [("TK-USE", date(2024, 8, 28), 5), ("TK-USE", date(2024, 8, 27), 3),
     ("SC-CUT", date(2026, 3, 2), 3), ("SC-LATE", date(2026, 3, 2), 1),
     ("WW-TK", date(2026, 3, 2), 5), ("RT-CUT", date(2026, 3, 2), 3)],
)  # fmt: skip
def test_the_ceiling_follows_the_article_and_the_day_of_the_act(
    violation: str, acted_on: date, multiple: int
) -> None:
    made = damages_ceiling(BOOK, violation=violation, acted_on=acted_on, harm_won=7 * MILLION)
    assert made.amount_won == multiple * 7 * MILLION
    assert "not an award" in made.warnings[0].en


def test_no_ceiling_is_made_up_where_no_multiple_is_known() -> None:
    with pytest.raises(NotConfigured):
        damages_ceiling(BOOK, violation="ST-INF", acted_on=date(2026, 3, 2), harm_won=1)
