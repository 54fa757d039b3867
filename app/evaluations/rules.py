"""Which facts of a firm's past are told to an evaluator, and why the rest is left out. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from app.evaluations.history import CasePast, Firm, MeasurePast, Period, Points
from app.evaluations.programmes import Sort
from app.kernel.text import Text

STAYED, ANNULLED, SETTLED = "stayed", "annulled", "settled"
_IN_PART = "annul_in_part"
_CURING = {"complied": "compliance", "paid": "payment"}


class Flag(StrEnum):
    """Why a measure is not final."""

    OBJECTION_TIME = "objection_time"
    OBJECTION = "objection"
    STAY = "stay"
    LITIGATION = "litigation"


FLAG_LABELS = {
    Flag.OBJECTION_TIME: Text("이의신청 기간 중", "Time for an objection runs"),
    Flag.OBJECTION: Text("이의신청 계속 중", "Objection pending"),
    Flag.STAY: Text("집행정지 중", "Stayed"),
    Flag.LITIGATION: Text("소송 계속 중", "Suit pending"),
}


class Reason(StrEnum):
    """Why something is left out."""

    SEALED = "sealed"
    PENDING = "pending"
    NOT_FINAL = "not_final"
    NOT_ENACTED = "not_enacted"
    NO_GROUND = "no_ground"


REASON_LABELS = {
    Reason.SEALED: Text(
        "피조사인에게 알리지 않은 사건은 있더라도 포함하지 않습니다",
        "Cases of which the firm has not been told are never included, whether or not there are any",
    ),
    Reason.PENDING: Text(
        "송달되지 않은 조치는 있더라도 포함하지 않습니다",
        "Measures that were not served are never included, whether or not there are any",
    ),
    Reason.NOT_FINAL: Text(
        "확정되지 않아 제외한 조치의 수", "Measures left out because they are not final"
    ),
    Reason.NOT_ENACTED: Text(
        "아직 입법되지 않은 제도에 따른 조치의 수", "Measures under rules that are not enacted"
    ),
    Reason.NO_GROUND: Text(
        "이 평가에 제공할 근거가 확인되지 않은 항목",
        "No ground for giving this to the programme is known",
    ),
}
CURE_LABELS = {
    "self_correction": Text("자진시정", "Self-correction"),
    "consent_decision": Text("동의의결에 따른 이행", "Performance of a consent decision"),
    "compliance": Text("조치 이행", "Compliance with a measure"),
    "payment": Text("납부", "Payment"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line that is told: what it is of, its key within the firm, and its values.

    Days are days, sums are whole won, points exact decimals as text; None where nothing is said.
    """

    business_number: str
    fact: str
    key: str
    act: str = ""
    kind: str = ""
    stage: str = ""
    count: int | None = None
    decided_on: date | None = None
    served_on: date | None = None
    on: date | None = None
    annulled_on: date | None = None
    annulled_in_part_on: date | None = None
    ended_on: date | None = None
    provisional: bool | None = None
    flags: tuple[str, ...] = ()
    score: str = ""
    gross: str = ""
    mitigation: str = ""
    aggravation: str = ""
    as_of: date | None = None
    amount_won: int | None = None
    reason: str = ""
    rule_edition: str = ""


FACT_FIELDS = tuple(field.name for field in fields(Fact))


def told(firm: Firm, period: Period, allowed: frozenset[Sort]) -> list[Fact]:
    """Return every fact of a firm that a programme may be told, then what was left out and why."""
    found = [
        *(_open_cases(firm, period) if Sort.OPEN_CASE in allowed else ()),
        *_measures(firm, period, allowed),
        *(_points(firm, period) if Sort.POINTS in allowed else ()),
        *(_cures(firm, period) if Sort.CURE in allowed else ()),
    ]
    return [*found, *_left_out(firm, period, allowed)]


# --- open cases --------------------------------------------------------------------------------


def state_on(case: CasePast, day: date) -> str:
    """Return the state in which a case was open on a day, empty where it was not open."""
    if case.received_on > day or (case.closed_on is not None and case.closed_on <= day):
        return ""
    begun = [state for state in case.states if state.on <= day]
    return begun[-1].state if begun and begun[-1].is_open else ""


def _open_cases(firm: Firm, period: Period) -> Iterator[Fact]:
    counted = Counter(
        (case.track, state)
        for case in firm.cases
        if case.told_on is not None and case.told_on <= period.known_at
        for state in [state_on(case, period.as_of)]
        if state
    )
    for (track, state), count in sorted(counted.items()):
        yield Fact(
            business_number=firm.number, fact=Sort.OPEN_CASE, key=f"{track}:{state}", act=track,
            stage=state, count=count, as_of=period.as_of,
        )  # fmt: skip


# --- measures ----------------------------------------------------------------------------------


def flags_of(measure: MeasurePast, firm: Firm, day: date) -> tuple[Flag, ...]:
    """Return why a measure was not final on a day; none where it was, or was annulled."""
    if _reached(measure, ANNULLED, day):
        return ()
    filed = [one for one in measure.objections if one.filed_on <= day]
    last = measure.objection_last_on
    suits = [suit for suit in firm.suits if suit.measure_id == measure.measure_id]
    found = {
        Flag.OBJECTION_TIME: last is not None and last >= day and not filed,
        Flag.OBJECTION: any(_lasts(one.filed_on, one.ended_on, day) for one in filed),
        Flag.STAY: _state(measure, day) == STAYED,
        Flag.LITIGATION: any(_lasts(suit.filed_on, suit.ended_on, day) for suit in suits),
    }
    return tuple(flag for flag, stands in found.items() if stands)


def _lasts(first: date, ended: date | None, day: date) -> bool:
    return first <= day and (ended is None or ended > day)


def _state(measure: MeasurePast, day: date) -> str:
    known = [to_state for _, to_state, on in measure.changes if on <= day]
    return known[-1] if known else ""


def _reached(measure: MeasurePast, state: str, day: date) -> date | None:
    days = [on for _, to_state, on in measure.changes if to_state == state and on <= day]
    return min(days, default=None)


def _is_told(measure: MeasurePast, period: Period) -> bool:
    served = measure.served_on is not None and measure.served_on <= period.known_at
    return served and period.holds(measure.decided_on)


def _measures(firm: Firm, period: Period, allowed: frozenset[Sort]) -> Iterator[Fact]:
    for measure in firm.measures:
        if not _is_told(measure, period) or measure.announced_only:
            continue
        flags = flags_of(measure, firm, period.known_at)
        sort = Sort.PROVISIONAL if flags else Sort.MEASURE
        if sort in allowed:
            yield _measure(firm, measure, sort, flags, period.known_at)


def _measure(
    firm: Firm, measure: MeasurePast, sort: Sort, flags: tuple[Flag, ...], day: date
) -> Fact:
    parts = [on for command, _, on in measure.changes if command == _IN_PART and on <= day]
    return Fact(
        business_number=firm.number, fact=sort, key=measure.number, act=measure.regime,
        kind=measure.kind, decided_on=measure.decided_on, served_on=measure.served_on,
        annulled_on=_reached(measure, ANNULLED, day), annulled_in_part_on=max(parts, default=None),
        ended_on=_reached(measure, SETTLED, day), provisional=bool(flags),
        flags=tuple(flag.value for flag in flags), amount_won=measure.amount_won,
    )  # fmt: skip


# --- points and cures --------------------------------------------------------------------------


def _points(firm: Firm, period: Period) -> Iterator[Fact]:
    if firm.score is None:
        return
    open_to_change = {
        measure.measure_id for measure in firm.measures if flags_of(measure, firm, period.known_at)
    }
    for points in firm.score(period.as_of, period.known_at):
        yield _score(firm, period, points, provisional=bool(open_to_change & points.measure_ids))


def _score(firm: Firm, period: Period, points: Points, *, provisional: bool) -> Fact:
    return Fact(
        business_number=firm.number, fact=Sort.POINTS, key=points.regime, act=points.regime,
        count=points.measures, score=points.net, gross=points.gross,
        mitigation=points.mitigation, aggravation=points.aggravation, as_of=period.as_of,
        provisional=provisional, rule_edition=points.edition,
    )  # fmt: skip


def _cures(firm: Firm, period: Period) -> Iterator[Fact]:
    found = [(cure.on, cure.kind, cure.amount_won) for cure in firm.cures
             if cure.known_on <= period.known_at and period.holds(cure.on)]  # fmt: skip
    for measure in firm.measures:
        if measure.served_on is None or measure.announced_only:
            continue
        for state, kind in _CURING.items():
            on = _reached(measure, state, period.known_at)
            if on is not None and period.holds(on):
                found.append((on, kind, measure.amount_won if kind == "payment" else None))
    seen: Counter[tuple[date, str]] = Counter()
    for on, kind, won in sorted(found, key=_in_order):
        seen[on, kind] += 1
        yield Fact(
            business_number=firm.number, fact=Sort.CURE, on=on, kind=kind, amount_won=won,
            key=f"{on.isoformat()}:{kind}:{seen[on, kind]}",
        )  # fmt: skip


def _in_order(cure: tuple[date, str, int | None]) -> tuple[date, str, int]:
    on, kind, won = cure
    return on, kind, won or 0


# --- what is left out --------------------------------------------------------------------------


def _left_out(firm: Firm, period: Period, allowed: frozenset[Sort]) -> Iterator[Fact]:
    # What the firm itself does not know is named always and never counted, so that its being
    # there cannot be told from its absence.
    yield _reason(firm, Reason.SEALED)
    yield _reason(firm, Reason.PENDING)
    known = [measure for measure in firm.measures if _is_told(measure, period)]
    shown = sum(measure.announced_only for measure in known)
    if shown:
        yield _reason(firm, Reason.NOT_ENACTED, count=shown)
    if Sort.PROVISIONAL not in allowed:
        waiting = [m for m in known if not m.announced_only and flags_of(m, firm, period.known_at)]
        if waiting:
            yield _reason(firm, Reason.NOT_FINAL, count=len(waiting))
    for sort in Sort:
        if sort is not Sort.LEFT_OUT and sort not in allowed:
            yield _reason(firm, Reason.NO_GROUND, of=sort)


def _reason(firm: Firm, reason: Reason, *, of: str = "", count: int | None = None) -> Fact:
    return Fact(
        business_number=firm.number, fact=Sort.LEFT_OUT, key=f"{reason}:{of}" if of else reason,
        kind=of, reason=reason, count=count,
    )  # fmt: skip


def row_of(fact: Fact) -> dict[str, Any]:
    """Return a fact as plain JSON values, in the order of its fields."""
    found: dict[str, Any] = {}
    for name in FACT_FIELDS:
        value = getattr(fact, name)
        found[name] = value.isoformat() if isinstance(value, date) else value
    return {**found, "fact": str(fact.fact), "key": str(fact.key), "reason": str(fact.reason),
            "kind": str(fact.kind), "flags": list(fact.flags)}  # fmt: skip
