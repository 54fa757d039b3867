"""Tests of the law book: dated figures, strict data, agency entries, regimes and editions."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from app.kernel.problems import Invalid, NotConfigured
from app.law.book import NotInTheBook, RegimeNotInForce, load
from app.law.figures import (
    AgencyEntry,
    Status,
)
from app.law.kinds import Carries

BOOK = load()
DEMO = load(demonstration=True)
ROOT = Path(__file__).resolve().parents[2]
ANNOUNCED = "sme_technology_announced"


def entry(**changes: object) -> AgencyEntry:
    """Return an entry of a missing figure, with changes."""
    facts: dict[str, object] = {
        "name": "points.kftc_recommendation",
        "value": "1.0",
        "effective_from": date(2026, 9, 1),
        "source_paper": "별표 3 원문",
        "entered_by": "per_1",
        "approved_by": "per_2",
    }
    return AgencyEntry(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.invariant(33)
def test_the_flat_cap_follows_its_dated_history() -> None:
    caps = {
        date(2018, 9, 30): 500_000_000,
        date(2018, 11, 1): 1_000_000_000,
        date(2023, 1, 11): 1_000_000_000,
        date(2023, 1, 12): 2_000_000_000,
        date(2026, 11, 21): 2_000_000_000,
    }
    assert {day: BOOK.figure("flat_cap", day).number for day in caps} == caps


def test_the_flat_cap_of_october_2018_is_not_configured() -> None:
    with pytest.raises(NotConfigured) as refusal:
        BOOK.figure("flat_cap", date(2018, 10, 15))
    assert refusal.value.facts["name"] == "flat_cap"
    assert str(refusal.value.basis[0]) == "하도급법 제25조의3"


def test_the_announced_cap_has_its_own_name_and_begins_with_the_announcement() -> None:
    figure = BOOK.figure("announced_fine_cap", date(2026, 1, 21))
    assert (figure.number, figure.status) == (5_000_000_000, Status.ANNOUNCED)
    with pytest.raises(NotConfigured):
        BOOK.figure("announced_fine_cap", date(2026, 1, 20))


@pytest.mark.invariant(33)
def test_technology_damages_rise_to_five_for_acts_from_28_august_2024() -> None:
    before = BOOK.damages("TK-USE", date(2024, 8, 27))
    after = BOOK.damages("TK-USE", date(2024, 8, 28))
    assert before is not None
    assert after is not None
    assert (before.number, after.number) == (3, 5)
    assert BOOK.damages("ST-INF", date(2026, 1, 1)) is None


def test_a_figure_says_article_source_and_status() -> None:
    figure = BOOK.figure("late_interest", date(2026, 1, 1))
    assert figure.exact == Fraction(31, 200)
    assert figure.shown() == "15.5%"
    assert figure.status is Status.REPORTED
    assert figure.source.startswith("law.go.kr/")
    assert figure.effective_from == date(2015, 7, 1)
    assert not figure.settled
    with pytest.raises(TypeError):
        _ = figure.number


def test_demonstration_figures_answer_only_in_a_demonstration() -> None:
    day = date(2026, 11, 21)
    assert DEMO.figure("points.announced_points", day).status is Status.DEMONSTRATION
    with pytest.raises(NotConfigured):
        BOOK.figure("points.announced_points", day)
    shown = {figure.status for figure in BOOK.figures(day)}
    assert Status.DEMONSTRATION not in shown
    assert Status.DEMONSTRATION in {figure.status for figure in DEMO.figures(day)}


def test_names_that_the_book_does_not_hold_are_refused() -> None:
    with pytest.raises(NotInTheBook):
        BOOK.figure("nonsense", date(2026, 1, 1))
    with pytest.raises(NotInTheBook):
        BOOK.violation("SC-NONE")


# --- entries by the agency -----------------------------------------------------------------------


def test_an_agency_entry_fills_a_missing_figure_from_its_day() -> None:
    book = BOOK.with_entries([entry()])
    figure = book.figure("points.kftc_recommendation", date(2026, 9, 1))
    assert (figure.exact, figure.status) == (Fraction(1), Status.AGENCY_ENTERED)
    assert figure.source == "별표 3 원문"
    with pytest.raises(NotConfigured):
        book.figure("points.kftc_recommendation", date(2026, 8, 31))
    assert book.edition != BOOK.edition


def test_the_latest_agency_entry_holds() -> None:
    later = entry(value="1.5", effective_from=date(2026, 10, 1))
    book = BOOK.with_entries([entry()]).with_entries([later])
    assert book.figure("points.kftc_recommendation", date(2026, 9, 30)).exact == 1
    assert book.figure("points.kftc_recommendation", date(2026, 10, 1)).exact == Fraction(3, 2)


def test_an_agency_entry_stands_before_a_demonstration_value() -> None:
    mine = entry(name="points.announced_points", value="2", effective_from=date(2026, 2, 1))
    figure = DEMO.with_entries([mine]).figure("points.announced_points", date(2026, 3, 1))
    assert figure.status is Status.AGENCY_ENTERED


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": "nonsense"}, "/0/name"),
        ({"value": "one"}, "/0/value"),
        ({"value": "1/0"}, "/0/value"),
        ({"source_paper": " "}, "/0/source_paper"),
        ({"approved_by": "per_1"}, "/0/approved_by"),
        ({"approved_by": ""}, "/0/approved_by"),
        ({"name": "flat_cap", "value": "3000000000"}, "/0/effective_from"),
    ],
)
def test_a_wrong_agency_entry_names_its_field(changes: dict[str, str], pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        BOOK.with_entries([entry(**changes)])
    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_an_agency_may_fill_october_2018() -> None:
    mine = entry(name="flat_cap", value="500000000", effective_from=date(2018, 10, 1))
    book = BOOK.with_entries([mine])
    assert book.figure("flat_cap", date(2018, 10, 31)).number == 500_000_000
    assert book.figure("flat_cap", date(2018, 11, 1)).number == 1_000_000_000


# --- editions, settings, regimes --------------------------------------------------------------------


@pytest.mark.invariant(34)
def test_an_edition_is_a_digest_that_every_change_moves() -> None:
    changed = BOOK.with_choice("same_violation", "sum")
    editions = {BOOK.edition, DEMO.edition, changed.edition}
    assert len(editions) == 3
    assert all(len(edition) == 64 for edition in editions)
    assert load().edition == BOOK.edition


def test_only_settings_may_be_chosen_otherwise() -> None:
    assert BOOK.with_choice("same_violation", "sum").choice("same_violation").value == "sum"
    for name, value in (("same_violation", "nonsense"), ("move", "all")):
        with pytest.raises(Invalid):
            BOOK.with_choice(name, value)


def test_the_announced_regime_waits_for_its_adoption() -> None:
    adopted = date(2026, 7, 1)
    usable = [
        BOOK.regime_usable(ANNOUNCED, decided, adopted)
        for decided in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert usable == [False, True]
    assert not BOOK.regime_usable(ANNOUNCED, date(2026, 7, 1), None)
    assert not BOOK.regime_usable(ANNOUNCED, date(2025, 7, 1), date(2025, 1, 1))
    assert BOOK.regime_usable("kftc_enacted", date(2020, 1, 1), None)
    with pytest.raises(RegimeNotInForce):
        BOOK.require_regime(ANNOUNCED, date(2026, 6, 30), adopted)
    assert BOOK.require_regime(ANNOUNCED, adopted, adopted).announced_on == date(2026, 1, 21)


# --- violations and measures -------------------------------------------------------------------------


def test_every_violation_has_both_languages_and_an_example() -> None:
    codes = {violation.code for violation in BOOK.violations()}
    assert {"SC-DOC", "SC-EVADE", "TK-USE", "WW-COND-14", "WW-TK", "ST-INF", "UC-IDEA"} <= codes
    assert {"IT-LEAK", "FT-SUP", "PL-DOM", "RT-RETAL", "FR-FALSE", "AG-TARGET"} <= codes
    for number in range(1, 15):
        assert f"WW-COND-{number}" in codes
    for violation in BOOK.violations():
        assert violation.example.ko.endswith("."), violation.code
        assert violation.example.en.endswith("."), violation.code


def test_the_four_grave_types_are_price_reduction_technology_and_retaliation() -> None:
    grave = {violation.code for violation in BOOK.violations("kftc") if violation.grave_four}
    assert grave == {"SC-PRICE", "SC-CUT", "TK-USE", "SC-RETAL"}


def test_technical_data_may_be_reported_for_seven_years() -> None:
    seven = {
        violation.code
        for violation in BOOK.violations()
        if violation.limit not in ("none", "not_configured")
        and violation.limit_from == "trade_end"
        and BOOK.figure(violation.limit, date(2026, 1, 1)).number == 7
    }
    assert seven == {"TK-DEM", "TK-NODOC", "TK-NONDA", "TK-USE", "WW-NDA", "WW-TK"}


def test_the_announced_ladder_climbs_rung_by_rung() -> None:
    ladder = ["corrective_recommendation", "corrective_order", "penalty_points"]
    ladder.append("announced_surcharge")
    for lower, upper in pairwise(ladder):
        assert [m.kind for m in BOOK.next_rungs(lower, ANNOUNCED)] == [upper]
    assert BOOK.next_rungs("announced_surcharge", ANNOUNCED) == ()
    assert [BOOK.measure(kind).carries for kind in ladder] == [
        Carries.ACT,
        Carries.ACT,
        Carries.POINTS,
        Carries.MONEY,
    ]


def test_the_enacted_sme_regime_knows_recommendation_fine_and_publication() -> None:
    kinds = [measure.kind for measure in BOOK.measures("sme_technology_enacted")]
    assert kinds == ["corrective_recommendation", "administrative_fine", "publication"]
    assert BOOK.measure("corrective_order").rung("sme_technology_enacted") is None


def test_measures_are_drafted_in_their_states_of_the_case() -> None:
    investigating = {measure.kind for measure in BOOK.measures("kftc_enacted", "investigating")}
    resolved = {measure.kind for measure in BOOK.measures("kftc_enacted", "resolved")}
    # A referral that is demanded waits for no resolution.
    assert investigating == {
        "caution", "warning", "corrective_recommendation", "criminal_referral"
    }  # fmt: skip
    assert resolved == {
        "corrective_order",
        "surcharge",
        "administrative_fine",
        "criminal_referral",
    }


def test_referrals_go_to_the_serious_crimes_agency_from_2_october_2026() -> None:
    referral = BOOK.measure("criminal_referral")
    assert referral.addressee(date(2026, 10, 1)).ko == "검찰총장"
    assert referral.addressee(date(2026, 10, 2)).ko == "중대범죄수사청장"
    assert BOOK.measure("surcharge").addressee(date(2026, 10, 2)).ko == "피심인"


def test_regimes_and_adjustment_items_can_be_listed() -> None:
    assert [regime.name for regime in BOOK.regimes("sme_technology")] == [
        "sme_technology_enacted",
        ANNOUNCED,
    ]
    assert len(BOOK.regimes()) == 4
    signs = {item.name: item.sign for item in BOOK.point_items()}
    assert signs["cash_payment"] == -1
    assert signs["other_aggravation"] == 1
    assert BOOK.measure("surcharge").regimes == ("kftc_enacted",)
