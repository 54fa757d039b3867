"""Random pasts of a firm, and the slow fold that the export must equal: day by day, line by line."""

from datetime import date, timedelta

from hypothesis import strategies as st

from app.cases.past import CaseState
from app.evaluations.history import CasePast, Cure, Firm, MeasurePast, Period, Points, Suit
from app.sanctions.past import ObjectionPast

FIRST = date(2026, 1, 1)
NUMBER = "1058112346"
days = st.integers(0, 250).map(lambda count: FIRST + timedelta(days=count))
maybe = st.none() | days


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Return a period, a day for cases and points, and a day of issue not before it."""
    first, last = sorted((draw(days), draw(days)))
    as_of, known_at = sorted((draw(days), draw(days)))
    return Period(first=first, last=last, as_of=as_of, known_at=known_at)


@st.composite
def cases(draw: st.DrawFn) -> CasePast:
    """Return the past of a case; its steps come in the order of their days."""
    when = sorted(draw(st.lists(days, min_size=1, max_size=4)))
    names = st.sampled_from(["received", "investigating", "report_sent", "closed"])
    states = tuple(
        CaseState(state=name, on=on, is_open=name != "closed")
        for on in when
        for name in [draw(names)]
    )
    return CasePast(
        case_id="case_x", track=draw(st.sampled_from(["kftc", "mss_win_win"])),
        received_on=when[0], states=states, told_on=draw(maybe), closed_on=draw(maybe),
    )  # fmt: skip


_CHANGES = [
    ("serve", "in_force"), ("stay", "stayed"), ("lift_stay", "in_force"), ("annul", "annulled"),
    ("annul_in_part", "in_force"), ("confirm_compliance", "complied"), ("settle", "paid"),
    ("end_by_settlement", "settled"),
]  # fmt: skip


@st.composite
def measures(draw: st.DrawFn, serial: int) -> MeasurePast:
    """Return the past of a measure, served or not, with objections and changes in any order."""
    changed = sorted(draw(st.lists(days, max_size=5)))
    objections = tuple(
        ObjectionPast(filed_on=first, ended_on=ended)
        for first in sorted(draw(st.lists(days, max_size=2)))
        for ended in [draw(maybe)]
    )
    return MeasurePast(
        measure_id=f"m{serial}", number=f"제재-{serial}", kind="corrective_order",
        regime="kftc_enacted", decided_on=draw(days), served_on=draw(maybe),
        amount_won=draw(st.none() | st.integers(0, 10**10)), announced_only=draw(st.booleans()),
        objection_last_on=draw(maybe), objections=objections,
        changes=tuple((*draw(st.sampled_from(_CHANGES)), on) for on in changed),
    )  # fmt: skip


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    """Return a firm with a random past."""
    held = [draw(measures(serial)) for serial in range(draw(st.integers(0, 3)))]
    suits = tuple(
        Suit(measure_id=f"m{draw(st.integers(0, 2))}", filed_on=draw(days), ended_on=draw(maybe))
        for _ in range(draw(st.integers(0, 2)))
    )
    cures = tuple(
        Cure(kind="self_correction", on=draw(days), known_on=draw(days),
             amount_won=draw(st.none() | st.integers(0, 10**9)))
        for _ in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    points = Points(
        regime="kftc_enacted", net="2.5", gross="3", mitigation="0.5", aggravation="0",
        measures=1, measure_ids=frozenset({f"m{draw(st.integers(0, 2))}"}), edition="e",
    )  # fmt: skip
    return Firm(
        number=NUMBER, cases=tuple(draw(st.lists(cases(), max_size=4))), measures=tuple(held),
        suits=suits, cures=cures, score=draw(st.sampled_from([None, lambda *_: (points,)])),
    )  # fmt: skip


# --- the slow fold: written from the meaning of the words, sharing nothing with the rules ----------


def _days_until(day: date) -> list[date]:
    return [FIRST + timedelta(days=count) for count in range((day - FIRST).days + 1)]


def open_cases(firm: Firm, period: Period) -> dict[tuple[str, str], int]:
    """Count open cases by walking through every day up to the one asked about."""
    counted: dict[tuple[str, str], int] = {}
    for case in firm.cases:
        if case.told_on is None or case.told_on > period.known_at:
            continue
        stands = ""
        for day in _days_until(period.as_of):
            for state in case.states:
                if state.on == day:
                    stands = state.state if state.is_open else ""
        closed = case.closed_on is not None and case.closed_on <= period.as_of
        if stands and not closed and case.received_on <= period.as_of:
            key = (case.track, stands)
            counted[key] = counted.get(key, 0) + 1
    return counted


def why_open(measure: MeasurePast, firm: Firm, day: date) -> list[str]:
    """Return why a measure is not final, by walking through its days."""
    state, annulled = _walked(measure, day)
    filed = [one for one in measure.objections if one.filed_on <= day]
    sued = [s for s in firm.suits if s.measure_id == measure.measure_id and s.filed_on <= day]
    last = measure.objection_last_on
    answers = [
        ("objection_time", bool(last and last >= day) and not filed),
        ("objection", any(_stands(one.ended_on, day) for one in filed)),
        ("stay", state == "stayed"),
        ("litigation", any(_stands(one.ended_on, day) for one in sued)),
    ]
    return [] if annulled else [name for name, stands in answers if stands]


def _walked(measure: MeasurePast, day: date) -> tuple[str, bool]:
    state, annulled = "", False
    for today in _days_until(day):
        for _, to_state, on in measure.changes:
            if on == today:
                state, annulled = to_state, annulled or to_state == "annulled"
    return state, annulled


def _stands(ended_on: date | None, day: date) -> bool:
    return not (ended_on and ended_on <= day)


def measures_told(firm: Firm, period: Period) -> dict[str, tuple[list[str], bool]]:
    """Return the measures that may be told, each with its flags and whether it was annulled."""
    found = {}
    for measure in firm.measures:
        if measure.announced_only or measure.served_on is None:
            continue
        if (
            measure.served_on <= period.known_at
            and period.first <= measure.decided_on <= period.last
        ):
            annulled = any(
                to == "annulled" and on <= period.known_at for _, to, on in measure.changes
            )
            found[measure.number] = (why_open(measure, firm, period.known_at), annulled)
    return found


def cures(firm: Firm, period: Period) -> list[tuple[date, str]]:
    """Return the cures that may be told, in order."""
    found = [
        (c.on, c.kind)
        for c in firm.cures
        if c.known_on <= period.known_at and period.first <= c.on <= period.last
    ]
    for measure in firm.measures:
        if measure.announced_only or measure.served_on is None:
            continue
        for state, kind in (("complied", "compliance"), ("paid", "payment")):
            reached = [on for _, to, on in measure.changes if to == state]
            reached = [on for on in reached if on <= period.known_at]
            if reached and period.first <= min(reached) <= period.last:
                found.append((min(reached), kind))
    return sorted(found)
