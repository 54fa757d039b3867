"""What is told of a firm's past: single situations, and any history against a slow fold."""

from datetime import date, timedelta

from hypothesis import given, settings

from app.cases.past import CasePast, CaseState
from app.evaluations.history import Firm, MeasurePast, Period, Suit
from app.evaluations.programmes import Sort
from app.evaluations.rules import Fact, told
from app.sanctions.past import ObjectionPast
from tests.evaluations import histories as slow

ALL = frozenset(Sort) - {Sort.LEFT_OUT}
PERIOD = Period(
    first=date(2026, 1, 1), last=date(2026, 9, 30), as_of=date(2026, 9, 30),
    known_at=date(2026, 11, 23),
)  # fmt: skip
ORDER = MeasurePast(
    measure_id="m1", number="제재-1", kind="corrective_order", regime="kftc_enacted",
    decided_on=date(2026, 5, 4), served_on=date(2026, 5, 11),
    objection_last_on=date(2026, 6, 10), changes=(("serve", "in_force", date(2026, 5, 11)),),
)  # fmt: skip


def _only(found: list[Fact], *sorts: Sort) -> list[Fact]:
    return [fact for fact in found if fact.fact in sorts]


def _measure(measure: MeasurePast, *suits: Suit, known_at: date = PERIOD.known_at) -> Fact:
    firm = Firm(number=slow.NUMBER, measures=(measure,), suits=suits)
    period = Period(first=PERIOD.first, last=PERIOD.last, as_of=PERIOD.as_of, known_at=known_at)
    (found,) = _only(told(firm, period, ALL), Sort.MEASURE, Sort.PROVISIONAL)
    return found


def test_a_measure_is_final_on_the_day_after_the_last_day_to_object() -> None:
    assert _measure(ORDER, known_at=date(2026, 6, 10)).flags == ("objection_time",)
    assert _measure(ORDER, known_at=date(2026, 6, 11)).fact == Sort.MEASURE


def test_an_objection_a_stay_and_a_suit_each_keep_a_measure_from_being_final() -> None:
    objected = _with(ORDER, objections=(ObjectionPast(filed_on=date(2026, 6, 1)),))
    assert _measure(objected).flags == ("objection",)
    stayed = _with(ORDER, changes=(*ORDER.changes, ("stay", "stayed", date(2026, 7, 1))))
    assert _measure(stayed).flags == ("stay",)
    sued = Suit(measure_id="m1", filed_on=date(2026, 7, 1))
    assert _measure(ORDER, sued).flags == ("litigation",)
    ended = Suit(measure_id="m1", filed_on=date(2026, 7, 1), ended_on=date(2026, 11, 23))
    assert _measure(ORDER, ended).provisional is False


def test_a_later_annulment_is_told_with_its_day_and_is_not_provisional() -> None:
    gone = _with(ORDER, changes=(*ORDER.changes, ("annul", "annulled", date(2026, 10, 5))))
    found = _measure(gone, Suit(measure_id="m1", filed_on=date(2026, 7, 1)))
    assert (found.annulled_on, found.provisional) == (date(2026, 10, 5), False)


def test_what_is_not_final_is_counted_where_a_programme_gets_final_measures_only() -> None:
    sued = Suit(measure_id="m1", filed_on=date(2026, 7, 1))
    firm = Firm(number=slow.NUMBER, measures=(ORDER,), suits=(sued,))
    found = told(firm, PERIOD, frozenset({Sort.MEASURE}))
    assert not _only(found, Sort.MEASURE, Sort.PROVISIONAL)
    assert [(f.reason, f.count) for f in found if f.reason == "not_final"] == [("not_final", 1)]


def test_what_the_firm_does_not_know_leaves_no_trace() -> None:
    secret = CasePast(
        case_id="c", track="kftc", received_on=date(2026, 2, 2),
        states=(CaseState(state="received", on=date(2026, 2, 2)),),
    )  # fmt: skip
    unserved = _with(ORDER, served_on=None)
    with_it = Firm(number=slow.NUMBER, cases=(secret,), measures=(unserved,))
    assert told(with_it, PERIOD, ALL) == told(Firm(number=slow.NUMBER), PERIOD, ALL)


def test_an_unknown_firm_is_told_like_one_without_a_past() -> None:
    assert {fact.reason for fact in told(Firm(number=slow.NUMBER), PERIOD, ALL)} == {
        "sealed", "pending",
    }  # fmt: skip


def _with(measure: MeasurePast, **changes: object) -> MeasurePast:
    held = {name: getattr(measure, name) for name in MeasurePast.__slots__}
    return MeasurePast(**{**held, **changes})


@given(slow.firms(), slow.periods())
@settings(max_examples=300, deadline=timedelta(seconds=5))
def test_the_facts_of_any_history_equal_the_slow_fold(firm: Firm, period: Period) -> None:
    found = told(firm, period, ALL)
    opened = {(f.act, f.stage): f.count for f in _only(found, Sort.OPEN_CASE)}
    assert opened == slow.open_cases(firm, period)
    measured = _only(found, Sort.MEASURE, Sort.PROVISIONAL)
    assert {f.key: (list(f.flags), f.annulled_on is not None) for f in measured} == (
        slow.measures_told(firm, period)
    )
    assert all(f.provisional is bool(f.flags) for f in measured)
    assert [(f.on, f.kind) for f in _only(found, Sort.CURE)] == slow.cures(firm, period)
    assert len({(f.fact, f.key) for f in found}) == len(found)
