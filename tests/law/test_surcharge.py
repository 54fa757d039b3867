"""Tests of the nine steps of a surcharge and of the fine of the announced ladder."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Invalid, NotConfigured
from app.law.book import RegimeNotInForce, load
from app.law.computation import Computation
from app.law.figures import AgencyEntry, Status
from app.law.surcharge import (
    AnnouncedFine,
    Contract,
    Inability,
    RepeatRecord,
    Severity,
    compute_announced_fine,
    compute_surcharge,
)
from app.law.surcharge_inputs import in_won
from tests.law.surcharge_cases import BOOK, DAY, flat, inputs, rated

MILLION = 1_000_000
DEMO = load(demonstration=True)
CANNOT_PAY = Inability("자본잠식이 확인됨", impairment_rate=Fraction("0.3"))


def amounts(found: Computation) -> list[tuple[int, int | None]]:
    """Return the number and amount of each step."""
    return [(step.number, step.amount_won) for step in found.steps]


@pytest.mark.invariant(34)
def test_vector_a_comes_to_159_million_with_every_step() -> None:
    line = rated(
        100 * MILLION,
        "0.6",
        Severity.VERY_GRAVE,
        victims=60,
        victims_rate=Fraction("0.1"),
        retaliation_rate=Fraction("0.2"),
        cooperation_rate=Fraction("0.1"),
        cure_rate=Fraction("0.1"),
    )
    repeat = RepeatRecord(3, Fraction(5), Fraction("0.8"))
    given_ = inputs(line, price=1000 * MILLION, repeat=repeat, inability=CANNOT_PAY)
    found = compute_surcharge(BOOK, given_)
    assert found.amount_won == 159 * MILLION
    assert amounts(found) == [
        (1, None),
        (2, 120 * MILLION),
        (5, 228 * MILLION),
        (6, 228 * MILLION),
        (7, 159_600_000),
        (8, 159_600_000),
        (8, 159_600_000),
        (8, 159 * MILLION),
    ]
    assert found.steps[0].rate == Fraction("0.1")
    assert found.steps[1].formula == "2 × 1,000,000,000 × 10% × 60%"
    assert found.status is Status.AGENCY_ENTERED
    assert (found.decided_on, found.edition) == (DAY, BOOK.edition)


def test_vector_b_takes_the_residual_gain_of_100_million() -> None:
    line = rated(100 * MILLION, "0.4", Severity.GRAVE, residual_gain_won=100 * MILLION)
    found = compute_surcharge(BOOK, inputs(line, price=1000 * MILLION))
    assert found.amount_won == 100 * MILLION
    assert amounts(found)[:3] == [(1, None), (2, 80 * MILLION), (3, 100 * MILLION)]


def test_vector_c_is_capped_at_twice_the_price_of_300_million() -> None:
    first = rated(300 * MILLION, Fraction(2, 3), Severity.VERY_GRAVE)
    second = replace(rated(300 * MILLION, Fraction(7, 12), Severity.GRAVE), violation="SC-PRICE")
    found = compute_surcharge(BOOK, inputs(first, second, price=300 * MILLION))
    finals = [step.amount_won for step in found.steps if step.number == 7]
    assert finals == [400 * MILLION, 350 * MILLION]
    assert found.amount_won == 600 * MILLION
    assert amounts(found)[-3:] == [
        (8, 750 * MILLION),
        (8, 600 * MILLION),
        (8, 600 * MILLION),
    ]


def test_without_a_rate_table_of_the_day_nothing_is_computed() -> None:
    line = rated(100 * MILLION, "0.6", Severity.VERY_GRAVE)
    with pytest.raises(NotConfigured) as refusal:
        compute_surcharge(load(), inputs(line, price=1000 * MILLION))
    assert refusal.value.facts["name"] == "severity_very_grave_floor"
    with pytest.raises(NotConfigured):
        compute_surcharge(load(), inputs(flat(400 * MILLION, Severity.GRAVE)))


def test_a_rate_of_half_or_more_ignores_the_residual_gain() -> None:
    line = rated(100 * MILLION, "0.5", Severity.GRAVE, residual_gain_won=500 * MILLION)
    assert compute_surcharge(BOOK, inputs(line, price=1000 * MILLION)).amount_won == 100 * MILLION


def test_the_residual_gain_does_not_reach_a_flat_base() -> None:
    line = flat(50 * MILLION, Severity.WEAK, residual_gain_won=500 * MILLION)
    assert compute_surcharge(BOOK, inputs(line)).amount_won == 50 * MILLION


@pytest.mark.invariant(35)
def test_the_flat_cap_binds_each_type_after_adjustments() -> None:
    repeat = RepeatRecord(4, Fraction(7), Fraction(1))
    lines = [flat(1500 * MILLION, Severity.VERY_GRAVE)]
    one = compute_surcharge(BOOK, inputs(*lines, repeat=repeat))
    assert one.amount_won == 2000 * MILLION
    lines.append(replace(lines[0], violation="SC-RETAL"))
    assert compute_surcharge(BOOK, inputs(*lines, repeat=repeat)).amount_won == 4000 * MILLION
    base_only = BOOK.with_choice("flat_cap_scope", "base_only")
    found = compute_surcharge(base_only, inputs(lines[0], repeat=repeat))
    assert found.amount_won == 3000 * MILLION


@pytest.mark.invariant(33)
def test_the_day_of_the_decision_picks_the_cap() -> None:
    book = load()
    early, late = date(2023, 1, 11), date(2023, 1, 12)
    assert book.figure("flat_cap", early).number == 1000 * MILLION
    assert book.figure("flat_cap", late).number == 2000 * MILLION
    line = flat(1500 * MILLION, Severity.VERY_GRAVE)
    with pytest.raises(NotConfigured):
        compute_surcharge(book, inputs(line, decided_on=early))


def test_truncation_happens_once_on_the_total() -> None:
    one = flat(40_600_000, Severity.WEAK)
    lines = [one, replace(one, violation="SC-DOC")]
    assert compute_surcharge(BOOK, inputs(*lines)).amount_won == 81 * MILLION


def test_a_violation_is_charged_once() -> None:
    with pytest.raises(Invalid) as refused:
        compute_surcharge(BOOK, inputs(*[flat(40_600_000, Severity.WEAK)] * 3))
    assert [e.pointer for e in refused.value.errors] == ["/lines/1/violation", "/lines/2/violation"]


def test_a_violation_amount_over_the_price_is_warned_of() -> None:
    found = compute_surcharge(
        BOOK, inputs(rated(200 * MILLION, "0.6", Severity.VERY_GRAVE), price=100 * MILLION)
    )
    assert any("over the price" in warning.en for warning in found.warnings)


def test_the_cap_is_applied_before_truncation() -> None:
    line = flat(900 * MILLION, Severity.VERY_GRAVE)
    found = compute_surcharge(BOOK, inputs(line, price=300_700_000))
    assert found.amount_won == 601 * MILLION


def test_the_cap_doubles_the_sum_of_all_contracts_each_once() -> None:
    contracts = (Contract("가", 100 * MILLION), Contract("나", 200 * MILLION))
    one = replace(flat(500 * MILLION, Severity.GRAVE), contracts=("가",))
    lines = [one, replace(one, violation="SC-DOC")]
    found = compute_surcharge(BOOK, inputs(*lines, contracts=contracts))
    assert found.amount_won == 600 * MILLION


def test_a_line_is_measured_on_its_own_contracts() -> None:
    contracts = (Contract("가", 100 * MILLION), Contract("나", 200 * MILLION))
    line = replace(rated(50 * MILLION, "0.6", Severity.VERY_GRAVE), contracts=("가",))
    found = compute_surcharge(BOOK, inputs(line, contracts=contracts))
    assert found.steps[0].rate == Fraction("0.5")


def test_a_small_amount_is_waived_only_when_asked_with_reasons() -> None:
    line = rated(MILLION, "0.5", Severity.GRAVE)
    asked = inputs(line, price=1000 * MILLION)
    assert compute_surcharge(BOOK, asked).amount_won == MILLION
    waived = replace(asked, waive_small=True, waiver_reason="소액이며 시정됨")
    assert compute_surcharge(BOOK, waived).amount_won == 0
    with pytest.raises(Invalid):
        compute_surcharge(BOOK, replace(waived, waiver_reason=""))
    larger = inputs(rated(2 * MILLION, "0.5", Severity.GRAVE), price=1000 * MILLION)
    with pytest.raises(Invalid) as refusal:
        compute_surcharge(BOOK, replace(larger, waive_small=True, waiver_reason="소액"))
    assert refusal.value.errors[0].pointer == "/waive_small"


def test_a_conversion_is_not_rounded() -> None:
    price = in_won(Fraction("1000.5"), Fraction("1379.33"))
    assert price == Fraction("1380019.665")
    line = rated(1_000_000, "0.6", Severity.VERY_GRAVE)
    found = compute_surcharge(BOOK, inputs(line, price=price))
    assert found.steps[0].rate == Fraction(1_000_000) / price


def test_who_cannot_pay_at_all_is_exempt_with_reasons() -> None:
    inability = Inability("회생절차 개시", cannot_pay_at_all=True)
    found = compute_surcharge(
        BOOK, inputs(flat(500 * MILLION, Severity.GRAVE), inability=inability)
    )
    assert found.amount_won == 0


def test_a_surcharge_may_be_left_out_with_written_reasons() -> None:
    line = flat(500 * MILLION, Severity.GRAVE)
    found = compute_surcharge(BOOK, inputs(line, not_imposed_reason="조사 전 자체 감사로 시정"))
    assert found.amount_won == 0
    assert found.steps[-1].number == 9


@pytest.mark.invariant(34)
def test_a_computation_can_be_stored_as_json() -> None:
    found = compute_surcharge(BOOK, inputs(flat(500 * MILLION, Severity.GRAVE)))
    stored = json.loads(json.dumps(found.as_dict()))
    assert stored["amount_won"] == 500 * MILLION
    assert stored["steps"][0]["basis"] == "하도급법 제25조의3"
    assert stored["status"] == "agency_entered"


# --- always ------------------------------------------------------------------------------------

RATES = st.fractions(Fraction("0.4"), Fraction("0.59"), max_denominator=1000)


@pytest.mark.invariant(35)
@given(
    price=st.integers(10 * MILLION, 10**11),
    share=st.fractions(0, 1, max_denominator=100),
    rate=RATES,
    repeat=st.sampled_from([Fraction(0), Fraction("0.75"), Fraction("0.9")]),
    cure=st.sampled_from([Fraction(0), Fraction("0.1")]),
)
def test_a_surcharge_is_capped_whole_millions_and_grows_with_the_rate(
    price: int, share: Fraction, rate: Fraction, repeat: Fraction, cure: Fraction
) -> None:
    record = RepeatRecord(3, Fraction(5), repeat) if repeat else None

    def at(some_rate: Fraction) -> int:
        line = rated(int(price * share), some_rate, Severity.GRAVE, cure_rate=cure)
        return compute_surcharge(BOOK, inputs(line, price=price, repeat=record)).amount_won

    amount = at(rate)
    assert 0 <= amount <= 2 * price
    assert amount % MILLION == 0
    assert amount <= at(rate + Fraction(1, 1000))


# --- the announced ladder ---------------------------------------------------------------------------

ADOPTED = date(2026, 7, 1)


def fine(base: int = 3000 * MILLION, **changes: object) -> AnnouncedFine:
    """Return inputs of an announced fine, with changes."""
    plain = AnnouncedFine(DAY, ADOPTED, Severity.VERY_GRAVE, base, "핵심기술을 넘김")
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_an_announced_fine_is_marked_as_a_demonstration() -> None:
    found = compute_announced_fine(DEMO, fine())
    assert (found.amount_won, found.status) == (3000 * MILLION, Status.DEMONSTRATION)
    assert len(found.warnings) == 2


def test_a_decision_before_adoption_cannot_use_the_five_billion() -> None:
    with pytest.raises(RegimeNotInForce):
        compute_announced_fine(DEMO, fine(decided_on=date(2026, 6, 30)))
    with pytest.raises(RegimeNotInForce):
        compute_announced_fine(DEMO, fine(adopted_on=None))


def test_outside_a_demonstration_the_bands_are_not_configured() -> None:
    with pytest.raises(NotConfigured):
        compute_announced_fine(load(), fine())


def test_an_announced_fine_needs_a_band_and_reasons() -> None:
    with pytest.raises(Invalid) as refusal:
        compute_announced_fine(DEMO, fine(5001 * MILLION, severity_reason=" "))
    pointers = [error.pointer for error in refusal.value.errors]
    assert pointers == ["/flat_base_won", "/severity_reason"]
    assert compute_announced_fine(DEMO, fine(5000 * MILLION)).amount_won == 5000 * MILLION


def test_five_billion_caps_whatever_bands_an_agency_enters() -> None:
    day = date(2026, 7, 1)
    bands = {
        "announced_flat_very_grave_floor": "1",
        "announced_flat_very_grave_ceiling": str(10**10),
    }
    entries = [AgencyEntry(n, v, day, "고시안", "per_1", "per_2") for n, v in bands.items()]
    found = compute_announced_fine(load().with_entries(entries), fine(9 * 10**9))
    assert (found.amount_won, found.status) == (5 * 10**9, Status.ANNOUNCED)
