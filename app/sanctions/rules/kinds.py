"""What follows from the data of a kind of measure. Pure."""

from datetime import date

from app.kernel.ids import check_character
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import Status
from app.law.kinds import Carries, Clock, Measure, Regime, Rung, Trigger
from app.law.late_charge import Charged
from app.law.surcharge_other import governs
from app.sanctions.problems import NoRung

# A money measure whose paper has the calculation annex is worked out, not entered.
CALCULATED_PAPER = "surcharge_order"
FINE = "administrative_fine"
NUMBER = Text("제재-{year}-{serial:06d}-{check}", "MSR-{year}-{serial:06d}-{check}")


def regime_for(book: Book, track: str, decided_on: date, adopted_on: date | None) -> Regime:
    """Return the body of rules on which a decision of a day rests: the adopted one, if any."""
    usable = [
        regime
        for regime in book.regimes(track)
        if book.regime_usable(regime.name, decided_on, adopted_on)
    ]
    if not usable:
        raise NoRung(track=track)
    return next((regime for regime in usable if regime.needs_adoption), usable[0])


def rung_of(book: Book, kind: str, regime: str) -> Rung:
    """Return a kind's place under a regime; raise NoRung where it has none there."""
    rung = book.measure(kind).rung(regime)
    if rung is None:
        raise NoRung(measure_kind=kind, regime=regime)
    return rung


def clocks_of(book: Book, kind: str, regime: str) -> tuple[Clock, ...]:
    """Return the clocks that run for a measure of a kind under a regime."""
    measure, track = book.measure(kind), book.regime(regime).track
    rules = book.clocks(subject="measure", track=track)
    return tuple(rule for rule in rules if rule.concerns(measure, regime))


def clock_ending_on(book: Book, kind: str, regime: str, occurrence: str) -> Clock | None:
    """Return the clock from service whose proper end is an occurrence, such as `paid`."""
    return next(
        (
            rule
            for rule in clocks_of(book, kind, regime)
            if rule.ends_on[:1] == (occurrence,) and "served" in rule.starts_on
        ),
        None,
    )


def is_answerable(book: Book, kind: str, regime: str) -> bool:
    """Tell whether the respondent is asked to accept or decline."""
    return clock_ending_on(book, kind, regime, "accepted") is not None


def is_calculated(measure: Measure, regime: Regime) -> bool:
    """Tell whether the amount is worked out step by step."""
    money = measure.carries is Carries.MONEY
    return money and measure.paper == CALCULATED_PAPER and bool(regime.sums)


def sums_of(measure: Measure, regime: Regime, violations: tuple[str, ...]) -> str:
    """Return how an amount is made: by the regime's sum, by the officer under another Act, or ""."""
    if not is_calculated(measure, regime):
        return ""
    return "officer" if regime.sums == "nine_steps" and governs(violations) else regime.sums


def has_late_charge(measure: Measure, regime: Regime) -> bool:
    """Tell whether a source gives the charge on late payment; none does for announced rules."""
    known = measure.kind == FINE or measure.paper == CALCULATED_PAPER
    return known and regime.status is Status.ENACTED


def how_charged(kind: str) -> Charged:
    """Return how late payment of a kind is charged: a fine by months, a surcharge by days."""
    return Charged.ADMINISTRATIVE_FINE if kind == FINE else Charged.SURCHARGE


def is_barred_by_time(rung: Rung) -> bool:
    """Tell whether the disposition limit reaches a measure: orders and surcharges on a finding."""
    return rung.on is Trigger.FINDING and rung.objection


def number_text(year: int, serial: int) -> Text:
    """Return a measure's number in both languages, with its check character."""
    check = check_character(f"{year}{serial:06d}")
    return NUMBER.format(year=year, serial=serial, check=check)
