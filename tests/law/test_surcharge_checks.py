"""Tests of what the law does not allow in a surcharge: wrong rates, bands and missing reasons."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.kernel.problems import Invalid
from app.law.book import Book
from app.law.surcharge import Contract, Inability, RepeatRecord, Severity, SurchargeInputs
from app.law.surcharge_checks import exceptional, refuse_wrong, repeat_band
from tests.law.surcharge_cases import BOOK, DAY, flat, inputs, rated

PRICE = 1_000_000_000
GRAVE, WEAK, VERY = Severity.GRAVE, Severity.WEAK, Severity.VERY_GRAVE
LINE = rated(100_000_000, "0.5", GRAVE)


def pointers(given: SurchargeInputs, book: Book = BOOK) -> list[str]:
    """Return where the inputs are wrong."""
    try:
        refuse_wrong(book, given)
    except Invalid as refusal:
        return [error.pointer for error in refusal.errors]
    return []


def rate_allowed(rate: str, severity: Severity, book: Book = BOOK) -> bool:
    """Tell whether a rate belongs to a class."""
    return not pointers(inputs(rated(1_000_000, rate, severity), price=PRICE), book)


def test_a_rate_on_a_shared_edge_belongs_to_the_graver_class() -> None:
    assert rate_allowed("0.6", VERY)
    assert not rate_allowed("0.6", GRAVE)
    assert rate_allowed("0.4", GRAVE)
    assert not rate_allowed("0.4", WEAK)
    assert rate_allowed("0.8", VERY)
    assert rate_allowed("0.2", WEAK)
    milder = BOOK.with_choice("shared_edge", "milder")
    assert rate_allowed("0.6", GRAVE, milder)
    assert not rate_allowed("0.6", VERY, milder)
    assert rate_allowed("0.2", WEAK, milder)


def test_rates_outside_every_class_are_refused() -> None:
    assert not rate_allowed("0.81", VERY)
    assert not rate_allowed("0.19", WEAK)
    assert pointers(inputs(replace(LINE, rate=None), price=PRICE)) == ["/lines/0/rate"]


def test_a_flat_base_must_lie_in_its_band() -> None:
    assert pointers(inputs(flat(900_000_000, VERY))) == []
    assert pointers(inputs(flat(900_000_000, GRAVE))) == ["/lines/0/flat_base_won"]
    assert pointers(inputs(flat(39_999_999, WEAK))) == ["/lines/0/flat_base_won"]
    both = flat(900_000_000, VERY, rate=Fraction("0.6"))
    assert pointers(inputs(both)) == ["/lines/0/rate"]


def test_a_departure_from_the_severity_score_needs_reasons() -> None:
    departed = replace(LINE, severity_scored=VERY)
    assert pointers(inputs(departed, price=PRICE)) == ["/lines/0/severity_reason"]
    reasoned = replace(departed, severity_reason="피해가 경미하고 즉시 시정함")
    assert pointers(inputs(reasoned, price=PRICE)) == []
    unscored = replace(LINE, severity_scored=None)
    assert pointers(inputs(unscored, price=PRICE)) == ["/lines/0/severity_reason"]


def test_missing_and_doubled_inputs_are_named() -> None:
    assert pointers(inputs(price=PRICE)) == ["/lines"]
    bare = replace(LINE, violation_amount_won=None)
    assert pointers(inputs(bare)) == ["/lines/0/violation_amount_won", "/contracts"]
    twice = (Contract("가", 1), Contract("가", 0))
    assert pointers(inputs(LINE, contracts=twice)) == ["/contracts", "/contracts/1/price_won"]
    stray = replace(LINE, contracts=("없는 계약",))
    assert pointers(inputs(stray, price=PRICE)) == ["/lines/0/contracts"]


# --- repeats ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measures", "points", "band"),
    [(0, "0", 0), (1, "1.9", 0), (1, "2", 1), (2, "2.9", 1), (2, "3", 2), (3, "5", 3), (4, "7", 4)],
)
def test_repeat_bands_need_measures_and_points(measures: int, points: str, band: int) -> None:
    record = RepeatRecord(measures, Fraction(points), Fraction(0))
    assert repeat_band(BOOK, record, DAY) == band


def test_three_measures_with_four_points_reach_the_second_repeat_band() -> None:
    record = RepeatRecord(3, Fraction(4), Fraction(0))
    assert repeat_band(BOOK, record, DAY) == 2
    assert repeat_band(BOOK.with_choice("two_measures", "exactly_two"), record, DAY) == 1


def repeat_allowed(rate: str, book: Book = BOOK) -> bool:
    """Tell whether a rate fits the third repeat band."""
    record = RepeatRecord(3, Fraction(5), Fraction(rate))
    return not pointers(inputs(LINE, price=PRICE, repeat=record), book)


def test_the_lower_edge_of_a_repeat_band_is_excluded() -> None:
    assert not repeat_allowed("0.7")
    assert repeat_allowed("0.71")
    assert repeat_allowed("0.9")
    assert not repeat_allowed("0.91")
    assert repeat_allowed("0.7", BOOK.with_choice("repeat_floor", "included"))


def test_a_repeat_rate_without_a_record_is_refused() -> None:
    record = RepeatRecord(1, Fraction(1), Fraction("0.4"))
    assert pointers(inputs(LINE, price=PRICE, repeat=record)) == ["/repeat/rate"]
    none = replace(record, rate=Fraction(0))
    assert pointers(inputs(LINE, price=PRICE, repeat=none)) == []


# --- adjustments ----------------------------------------------------------------------------------


def test_a_cure_takes_off_at_most_ten_per_cent() -> None:
    for name in ("cure", "cooperation", "simplified"):
        for rate, wrong in (("0.1", False), ("0.11", True), ("-0.1", True)):
            line = replace(LINE, **{f"{name}_rate": Fraction(rate)})  # type: ignore[arg-type]
            assert bool(pointers(inputs(line, price=PRICE))) is wrong


@pytest.mark.parametrize(
    ("victims", "rate", "wrong"),
    [
        (49, "0.1", True),
        (50, "0.1", False),
        (69, "0.11", True),
        (70, "0.2", False),
        (70, "0.21", True),
    ],
)
def test_the_number_of_victims_limits_their_rate(victims: int, rate: str, *, wrong: bool) -> None:
    line = replace(LINE, victims=victims, victims_rate=Fraction(rate))
    assert bool(pointers(inputs(line, price=PRICE))) is wrong


@pytest.mark.parametrize(
    ("months", "rate", "wrong"),
    [
        (11, "0", False),
        (11, "0.1", True),
        (12, "0.1", False),
        (12, "0", True),
        (23, "0.2", True),
        (24, "0.2", False),
        (24, "0.5", True),
    ],
)
def test_the_duration_of_flat_conduct_has_bands(months: int, rate: str, *, wrong: bool) -> None:
    line = flat(500_000_000, GRAVE, duration_months=months, duration_rate=Fraction(rate))
    assert bool(pointers(inputs(line))) is wrong


def test_duration_aggravates_only_flat_conduct() -> None:
    line = replace(LINE, duration_months=24, duration_rate=Fraction("0.2"))
    assert pointers(inputs(line, price=PRICE)) == ["/lines/0/duration_rate"]


# --- inability to pay -------------------------------------------------------------------------------


def inability_pointers(inability: Inability) -> list[str]:
    """Return what is wrong with a reduction for inability."""
    return pointers(inputs(LINE, price=PRICE, inability=inability))


def test_a_reduction_for_inability_needs_reasons() -> None:
    bare = Inability(" ", impairment_rate=Fraction("0.3"))
    assert inability_pointers(bare) == ["/inability/reason"]


def test_final_reductions_over_half_are_refused() -> None:
    most = Inability("이유", Fraction("0.3"), Fraction("0.2"))
    assert inability_pointers(most) == []
    assert inability_pointers(replace(most, debt_rate=Fraction("0.3"))) == [
        "/inability/debt_rate",
        "/inability",
    ]
    assert inability_pointers(replace(most, market_rate=Fraction("0.01"))) == ["/inability"]


def test_impairment_of_half_alone_opens_the_exceptional_reduction() -> None:
    rates = Inability("이유", Fraction("0.3"), Fraction("0.3"), Fraction("0.1"))
    assert inability_pointers(replace(rates, impairment_ratio=Fraction("0.5"))) == []
    assert inability_pointers(replace(rates, impairment_ratio=Fraction("0.49"))) != []


@pytest.mark.parametrize(
    ("debt", "industry", "losses", "impaired", "open_"),
    [
        ("4.01", "5", 2, True, True),
        ("4", "5", 2, True, False),
        ("2.5", "1.2", 2, True, True),
        ("2.5", "1.25", 2, True, False),
        ("4.01", "1", 1, True, False),
        ("4.01", "1", 2, False, False),
    ],
)
def test_debt_opens_it_only_with_two_loss_years_and_impairment(
    debt: str, industry: str, losses: int, *, impaired: bool, open_: bool
) -> None:
    facts = Inability(
        "이유",
        debt_ratio=Fraction(debt),
        industry_debt_ratio=Fraction(industry),
        loss_years=losses,
        is_impaired=impaired,
    )
    assert exceptional(BOOK, facts, DAY) is open_
