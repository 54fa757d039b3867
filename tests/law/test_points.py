"""Tests of penalty points: what measures bring, the three-year window, and the limits."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import NotConfigured
from app.law.book import Book, load
from app.law.figures import Status
from app.law.indexation import IndexationClaim, indexation_mitigation
from app.law.points import Adjustment, Change, PointEntry, Score, accumulate, points_for

BOOK = load()
DEMO = load(demonstration=True)
DAY = date(2026, 11, 21)


def an_entry(name: str, points: str, measured_on: date = DAY, **changes: object) -> PointEntry:
    """Return points of a case of its own, with changes."""
    plain = PointEntry(
        name, f"case_{name}", "surcharge", ("TK-USE",), Fraction(points), measured_on
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def off(points: str, item: str = "standard_contract", name: str = "adj") -> Adjustment:
    """Return mitigation that holds for the whole of 2026."""
    return Adjustment(name, item, Fraction(points), date(2026, 1, 1), "증빙 1")


def score_of(*given_: PointEntry | Adjustment, book: Book = BOOK, as_of: date = DAY) -> Score:
    """Return the score of some entries and adjustments."""
    entries = [item for item in given_ if isinstance(item, PointEntry)]
    adjustments = [item for item in given_ if isinstance(item, Adjustment)]
    return accumulate(entries, adjustments, as_of=as_of, known_at=as_of, book=book)


def crossed(score: Score) -> set[str]:
    """Return the measures that a score opens."""
    """Return what the score obliges the agency to; the habitual list has tests of its own."""
    return {c.measure for c in score.crossings if c.crossed and c.obligatory}


# --- what a measure brings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "violation", "points"),
    [
        ("warning", "SC-DOC", "0.5"),
        ("corrective_order", "TK-USE", "2"),
        ("surcharge", "SC-LATE", "2.5"),
        ("surcharge", "TK-NODOC", "2.5"),
        ("surcharge", "TK-USE", "2.6"),
        ("surcharge", "SC-PRICE", "2.6"),
        ("surcharge", "SC-CUT", "2.6"),
        ("surcharge", "SC-RETAL", "2.6"),
        ("criminal_referral", "SC-LATE", "3"),
        ("criminal_referral", "TK-USE", "5.1"),
    ],
)
def test_measures_bring_the_points_of_the_table(measure: str, violation: str, points: str) -> None:
    figure = points_for(BOOK, measure=measure, violations=[violation], on=DAY)
    assert figure is not None
    assert figure.exact == Fraction(points)


def test_the_gravest_violation_of_a_measure_picks_the_row() -> None:
    figure = points_for(BOOK, measure="surcharge", violations=["SC-DOC", "TK-USE"], on=DAY)
    assert figure is not None
    assert figure.exact == Fraction("2.6")


def test_measures_outside_the_table_bring_no_points() -> None:
    assert points_for(BOOK, measure="caution", violations=["SC-DOC"], on=DAY) is None
    announced = "sme_technology_announced"
    found = points_for(
        BOOK, measure="corrective_order", violations=["ST-INF"], on=DAY, regime=announced
    )
    assert found is None


def test_unknown_points_are_refused_and_never_nought() -> None:
    with pytest.raises(NotConfigured):
        points_for(BOOK, measure="corrective_recommendation", violations=["TK-USE"], on=DAY)
    for name in ("kftc_survey_warning", "win_win_order", "win_win_recommendation"):
        with pytest.raises(NotConfigured):
            BOOK.figure(f"points.{name}", DAY)


def test_announced_points_are_demonstration_values_only() -> None:
    asked = {"measure": "penalty_points", "violations": ["ST-INF"], "on": DAY}
    regime = "sme_technology_announced"
    with pytest.raises(NotConfigured):
        points_for(BOOK, regime=regime, **asked)  # type: ignore[arg-type]
    figure = points_for(DEMO, regime=regime, **asked)  # type: ignore[arg-type]
    assert figure is not None
    assert figure.status is Status.DEMONSTRATION


def test_improvement_request_and_publication_add_up_to_five_point_one() -> None:
    names = ("points.win_win_improvement", "points.win_win_publication")
    assert sum(BOOK.figure(name, DAY).exact for name in names) == Fraction("5.1")


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.invariant(35)
def test_exactly_five_points_asks_for_no_bid_restriction() -> None:
    score = score_of(an_entry("a", "2.5"), an_entry("b", "2.5"))
    assert (score.net, crossed(score)) == (Fraction(5), set())


@pytest.mark.invariant(35)
def test_five_point_one_points_ask_for_a_bid_restriction() -> None:
    score = score_of(an_entry("a", "2.6"), an_entry("b", "2.5"))
    assert (score.net, crossed(score)) == (Fraction("5.1"), {"bid_restriction_request"})
    assert crossed(score_of(an_entry("a", "5.1"))) == {"bid_restriction_request"}


def test_exactly_ten_points_ask_for_no_business_suspension() -> None:
    ten = [an_entry(name, "2.5") for name in "abcd"]
    assert crossed(score_of(*ten)) == {"bid_restriction_request"}
    more = score_of(*ten, an_entry("e", "0.5"))
    assert crossed(more) == {"bid_restriction_request", "business_suspension_request"}
    assert [c.measure for c in more.crossings if not c.obligatory] == ["habitual_listing"]


def test_seven_less_two_asks_for_no_bid_restriction() -> None:
    entries = [an_entry("a", "2.5"), an_entry("b", "2.5"), an_entry("c", "2.0")]
    score = score_of(*entries, off("1"), off("1", "cash_payment", "adj2"))
    assert [score.gross, score.mitigation, score.net] == [7, 2, 5]
    assert crossed(score) == set()


# --- the window ------------------------------------------------------------------------------------


@pytest.mark.invariant(35)
def test_a_measure_exactly_three_years_old_counts() -> None:
    assert score_of(an_entry("a", "2.5", date(2023, 11, 21))).net == Fraction("2.5")
    assert score_of(an_entry("a", "2.5", date(2023, 11, 20))).net == 0
    other = BOOK.with_choice("start_inclusive", "no")
    assert score_of(an_entry("a", "2.5", date(2023, 11, 21)), book=other).net == 0


def test_a_measure_of_the_day_itself_counts() -> None:
    assert score_of(an_entry("a", "2.5", DAY)).net == Fraction("2.5")
    assert score_of(an_entry("a", "2.5", date(2026, 11, 22))).net == 0
    other = BOOK.with_choice("end_inclusive", "no")
    assert score_of(an_entry("a", "2.5", DAY), book=other).net == 0


@pytest.mark.invariant(35)
def test_the_window_ends_on_the_day_asked_about() -> None:
    old, new = an_entry("a", "2.5", date(2023, 6, 1)), an_entry("b", "2.5", date(2026, 5, 1))
    assert score_of(old, new, as_of=date(2026, 6, 1)).net == 5
    assert score_of(old, new, as_of=date(2026, 6, 2)).net == Fraction("2.5")


def test_three_years_before_a_leap_day_is_the_last_of_february() -> None:
    leap_day = date(2028, 2, 29)
    entry = an_entry("a", "2.5", date(2025, 2, 28))
    assert score_of(entry, as_of=leap_day).window_from == date(2025, 2, 28)
    assert score_of(entry, as_of=leap_day).net == Fraction("2.5")
    other = BOOK.with_choice("feb29", "first_of_march")
    assert score_of(entry, as_of=leap_day, book=other).net == 0


def test_the_day_given_for_a_measure_is_taken() -> None:
    entry = an_entry("a", "2.5", date(2023, 11, 20), known_on=date(2023, 12, 24))
    line = score_of(entry).lines[0]
    assert (line.measured_on, line.counted) == (date(2023, 11, 20), False)


# --- several measures, annulment, knowledge --------------------------------------------------------


def test_the_graver_measure_covers_the_same_violation() -> None:
    order = an_entry("order", "2.0", case_id="one", measure="corrective_order")
    surcharge = an_entry("surcharge", "2.6", case_id="one")
    score = score_of(order, surcharge)
    assert score.net == Fraction("2.6")
    reasons = {line.reference: line.reason.en for line in score.lines}
    assert "graver" in reasons["order"]
    assert score_of(order, surcharge, book=BOOK.with_choice("same_violation", "sum")).net == (
        Fraction("4.6")
    )


def test_other_violations_of_the_case_still_count() -> None:
    order = an_entry("order", "2.0", case_id="one", violations=("TK-USE", "TK-NODOC"))
    surcharge = an_entry("surcharge", "2.6", case_id="one")
    assert score_of(order, surcharge).net == Fraction("4.6")


def test_an_annulled_entry_drops_out_from_the_day_it_was_known() -> None:
    annulled = Change(date(2026, 10, 1), Fraction(0))
    entry = an_entry("a", "2.6", date(2026, 3, 1), changes=(annulled,))

    def net(known_at: date) -> Fraction:
        score = accumulate([entry], [], as_of=date(2026, 6, 1), known_at=known_at, book=BOOK)
        return score.net

    assert net(date(2026, 9, 30)) == Fraction("2.6")
    assert net(date(2026, 10, 1)) == 0


def test_a_partial_annulment_counts_with_the_changed_points() -> None:
    changes = (
        Change(date(2026, 9, 1), Fraction(0)),
        Change(date(2026, 10, 1), Fraction(2)),
    )
    assert score_of(an_entry("a", "2.6", date(2026, 3, 1), changes=changes)).net == 2


def test_an_annulled_graver_measure_uncovers_the_lighter_one() -> None:
    order = an_entry("order", "2.0", date(2026, 3, 1), case_id="one")
    annulled = Change(date(2026, 10, 1), Fraction(0))
    surcharge = an_entry("s", "2.6", date(2026, 3, 1), case_id="one", changes=(annulled,))
    assert score_of(order, surcharge).net == 2


def test_what_was_not_yet_known_is_left_out_of_a_replay() -> None:
    entry = an_entry("a", "2.5", date(2026, 3, 1), known_on=date(2026, 5, 1))
    early = accumulate([entry], [], as_of=date(2026, 4, 1), known_at=date(2026, 4, 30), book=BOOK)
    assert early.net == 0
    assert not early.lines[0].counted


def test_a_stayed_measure_counts_with_a_warning() -> None:
    score = score_of(an_entry("a", "2.6", stayed=True))
    assert score.net == Fraction("2.6")
    assert "stayed" in score.warnings[0].en


def test_points_of_another_regime_are_another_account() -> None:
    entry = an_entry("a", "3", regime="sme_technology_announced")
    assert score_of(entry).net == 0
    theirs = accumulate(
        [entry], [], as_of=DAY, known_at=DAY, book=DEMO, regime="sme_technology_announced"
    )
    assert theirs.net == 3
    assert theirs.crossings == ()
    assert not theirs.habitual


# --- mitigation --------------------------------------------------------------------------------------


def test_mitigation_never_makes_the_score_negative() -> None:
    assert score_of(an_entry("a", "0.5"), off("3")).net == 0


def test_mitigation_counts_only_while_it_holds() -> None:
    ended = replace(off("1"), applies_to=date(2026, 11, 20))
    later = replace(off("1"), known_on=date(2026, 12, 1))
    score = score_of(an_entry("a", "2.5"), ended, replace(later, adjustment_id="adj2"))
    assert (score.net, [line.counted for line in score.adjustments]) == (
        Fraction("2.5"),
        [False, False],
    )


@pytest.mark.invariant(35)
def test_mitigation_for_indexation_has_a_common_ceiling() -> None:
    entries = [an_entry(name, "2.5") for name in "ab"]
    items = [off("3", "price_rise_10", "x"), off("1", "indexation_share_50", "y")]
    score = score_of(*entries, *items, off("1", "cash_payment", "z"))
    assert (score.mitigation, score.net) == (Fraction("4.5"), Fraction("0.5"))
    assert "3.5" in score.warnings[0].en
    assert score_of(*entries, items[1]).warnings == ()


def test_aggravation_is_added() -> None:
    assert score_of(an_entry("a", "2.5"), off("1", "other_aggravation")).net == Fraction("3.5")


def test_the_gate_conditions_only_the_contract_share() -> None:
    claim = IndexationClaim(Fraction("0.5"), Fraction("0.49"), Fraction("0.1"), Fraction(2))
    assert indexation_mitigation(BOOK, claim, DAY) == {
        "price_rise_10": Fraction("1.5"),
        "price_rise_extra": Fraction(1),
    }
    passed = replace(claim, passed_on=Fraction("0.5"))
    assert indexation_mitigation(BOOK, passed, DAY)["indexation_share_50"] == 1
    assert indexation_mitigation(BOOK.with_choice("gate", "both"), claim, DAY) == {}


@pytest.mark.parametrize(
    ("share", "rise", "items"),
    [
        ("0.09", "0.009", set()),
        ("0.1", "0.01", {"indexation_share_10", "price_rise_1"}),
        ("0.49", "0.05", {"indexation_share_10", "price_rise_5"}),
        ("0.5", "0.1", {"indexation_share_50", "price_rise_10"}),
    ],
)
def test_indexation_items_follow_their_bands(share: str, rise: str, items: set[str]) -> None:
    claim = IndexationClaim(Fraction(share), Fraction(1), Fraction(rise))
    assert set(indexation_mitigation(BOOK, claim, DAY)) == items


# --- habitual violators ------------------------------------------------------------------------------


def test_habitual_needs_three_measures_and_more_than_four_points() -> None:
    three = [an_entry(name, points) for name, points in (("a", "2.0"), ("b", "1.5"), ("c", "0.5"))]
    assert not score_of(*three).habitual
    assert score_of(*three, an_entry("d", "0.5")).habitual
    assert not score_of(an_entry("a", "2.6"), an_entry("b", "2.6")).habitual


def test_the_habitual_limit_looks_at_the_net_score() -> None:
    three = [an_entry(name, "2.0") for name in "abc"]
    assert not score_of(*three, off("2")).habitual
    assert score_of(*three, off("2"), book=BOOK.with_choice("habitual_score", "gross")).habitual


def test_measures_covered_by_a_graver_one_do_not_make_a_habitual_violator() -> None:
    one = [an_entry("a", "2.0", case_id="one"), an_entry("b", "2.6", case_id="one")]
    two = an_entry("c", "2.5", case_id="two")
    assert not score_of(*one, two).habitual
    assert score_of(*one, two, book=BOOK.with_choice("habitual_unit", "all_measures")).habitual
    cases = BOOK.with_choice("habitual_unit", "cases")
    assert score_of(*one, two, book=cases).measures_counted == 2


# --- always ------------------------------------------------------------------------------------------

POINTS = st.sampled_from([Fraction(p) for p in ("0.5", "2", "2.5", "2.6", "3", "5.1")])
DATES = st.dates(date(2022, 1, 1), date(2027, 12, 31))
ENTRIES = st.lists(st.tuples(POINTS, DATES), max_size=8)


def entries_of(drawn: list[tuple[Fraction, date]]) -> list[PointEntry]:
    """Return drawn entries, each of a case of its own."""
    return [an_entry(str(n), str(points), day) for n, (points, day) in enumerate(drawn)]


@pytest.mark.invariant(35)
@given(ENTRIES, st.lists(POINTS, max_size=3), DATES)
def test_the_score_is_never_negative(
    drawn: list[tuple[Fraction, date]], taken: list[Fraction], as_of: date
) -> None:
    adjustments = [off(str(points), name=str(n)) for n, points in enumerate(taken)]
    score = score_of(*entries_of(drawn), *adjustments, as_of=as_of)
    assert score.net >= 0
    assert score.net == max(0, score.gross - score.mitigation + score.aggravation)


@pytest.mark.invariant(35)
@given(ENTRIES, POINTS, DATES)
def test_one_more_case_never_lowers_the_score(
    drawn: list[tuple[Fraction, date]], points: Fraction, as_of: date
) -> None:
    entries = entries_of(drawn)
    more = [*entries, an_entry("more", str(points), as_of)]
    assert score_of(*more, as_of=as_of).net == score_of(*entries, as_of=as_of).net + points


def test_a_score_is_shown_in_plain_values() -> None:
    shown = score_of(an_entry("a", "2.6"), an_entry("b", "2.5"), off("0.5")).as_dict()
    assert (shown["gross"], shown["mitigation"], shown["net"]) == ("5.1", "0.5", "4.6")
    assert shown["thresholds"][0] == {
        "measure": "bid_restriction_request",
        "limit": "5",
        "crossed": False,
    }
    assert shown["edition"] == BOOK.edition
