"""Random histories of a company's points, and a slow reference that shares no code with the law."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from app.law.book import Book, load
from app.law.score import Adjustment
from app.sanctions.rules.ledger import (
    ENTRY,
    REVERSAL,
    Account,
    LedgerLine,
    StayChange,
    hundredths,
    points_of,
)
from tests.support.long_walk import Kind

KINDS = {"warning": 50, "corrective_order": 200, "surcharge": 250, "criminal_referral": 300}
CODES = ("SC-DOC", "SC-TERM", "SC-CUT", "TK-USE", "SC-BUY")
ITEMS = {"indexation_share_50": 100, "price_rise_5": 100, "price_rise_10": 150, "cash_payment": 50}
FIRST = date(2020, 1, 1)
REGIME = "kftc_enacted"


@dataclass
class Written:
    """A measure as the reference keeps it: what it brought, and what was known of it and when."""

    number: int
    case: str
    day: date
    known: date
    codes: frozenset[str]
    points: int
    changes: list[tuple[date, int, frozenset[str]]] = field(default_factory=list)

    def at(self, known_at: date) -> tuple[int, frozenset[str]]:
        """Return points and violations as known on a day; the last change of a day holds."""
        points, codes = self.points, self.codes
        for day, left, still in self.changes:
            if day <= known_at:
                points, codes = left, still
        return points, codes


@dataclass
class History:
    """A company's history in both forms: ledger lines for the code, plain notes for the check."""

    lines: list[LedgerLine] = field(default_factory=list)
    stays: list[StayChange] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    today: date = FIRST

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.today += timedelta(days=days)

    def measure(self, kind: str, case: int, codes: list[str], back: int) -> None:
        """Issue a measure that was decided some days ago."""
        number, day = len(self.lines), self.today - timedelta(days=back)
        self._line(number, ENTRY, "", f"case_{case}", kind, codes, KINDS[kind], day)
        found = Written(number, f"case_{case}", day, self.today, frozenset(codes), KINDS[kind])
        self.written.append(found)

    def reverse(self, which: int, left: int, codes: list[str]) -> None:
        """Annul a measure, or lower its points to what is left; objections and judgments alike."""
        if not self.written:
            return
        found = self.written[which % len(self.written)]
        now, standing = found.at(self.today)
        still = frozenset(codes) & standing if left else frozenset()
        left = min(left, now) if still else 0
        entry = next(line for line in self.lines if line.sequence == found.number)
        self._line(len(self.lines), REVERSAL, entry.line_id, found.case, entry.measure_kind,
                   sorted(still), left - now, found.day)  # fmt: skip
        found.changes.append((self.today, left, still))

    def stay(self, which: int, stayed: bool) -> None:
        """Stay a measure or lift its stay: points stand until an annulment."""
        if self.written:
            entry = self.lines[self.written[which % len(self.written)].number]
            self.stays.append(StayChange(measure_id=entry.measure_id, stayed=stayed, on=self.today))

    def adjust(self, item: str, days: int) -> None:
        """Accept a claim on points today, for so many days."""
        until = self.today + timedelta(days=days)
        self.adjustments.append(
            Adjustment(
                adjustment_id=f"adjustment_{len(self.adjustments)}", item=item,
                points=points_of(ITEMS[item]), applies_from=self.today, applies_to=until,
                proof="을 제1호증", known_on=self.today,
            )
        )  # fmt: skip

    def _line(self, number: int, kind: str, reverses: str, case: str, measure: str,  # noqa: PLR0917 - one line
              codes: list[str], count: int, day: date) -> None:  # fmt: skip
        self.lines.append(
            LedgerLine(
                line_id=f"line_{number:05d}", sequence=number, kind=kind, reverses_id=reverses,
                case_id=case, measure_id=reverses or f"measure_{number}", measure_kind=measure,
                regime=REGIME, violations=tuple(codes), points_hundredths=count,
                measured_on=day, known_on=self.today,
            )
        )  # fmt: skip


def reference(history: History, as_of: date, known_at: date) -> int:
    """Return the net score in hundredths, worked out the slow way from the notes."""
    try:
        start = as_of.replace(year=as_of.year - 3)
    except ValueError:
        start = date(as_of.year - 3, 2, 28)
    counting = [
        (one, *one.at(known_at))
        for one in history.written
        if one.known <= known_at and start <= one.day <= as_of
    ]
    counting = [row for row in counting if row[1] > 0]
    counting.sort(key=lambda row: (-row[1], row[0].day, row[0].number))
    kept: list[tuple[str, frozenset[str], int]] = []
    for one, points, codes in counting:
        if not any(case == one.case and codes and codes <= over for case, over, _ in kept):
            kept.append((one.case, codes, points))
    gross = sum(points for _, _, points in kept)
    taken = other = 0
    for one in history.adjustments:
        last = one.applies_to or date.max
        if one.applies_from <= as_of <= last and (one.known_on or FIRST) <= known_at:
            if one.item == "cash_payment":
                other += ITEMS[one.item]
            else:
                taken += ITEMS[one.item]
    return max(0, gross - min(taken, 350) - other)


def counted(history: History, book: Book, as_of: date, known_at: date) -> int:
    """Return the net score in hundredths as the law's code has it."""
    account = Account(tuple(history.lines), tuple(history.stays), tuple(history.adjustments))
    score = account.score(book, as_of=as_of, known_at=known_at, regime=REGIME)
    return hundredths(score.net)


def step(history: History, random: Random) -> None:
    """Take one random step of a history."""
    act = random.randrange(6)
    if act == 0:
        history.pass_days(random.randrange(1, 200))
    elif act in (1, 2):
        codes = random.sample(CODES, random.randrange(1, 3))
        kind = random.choice(sorted(KINDS))
        history.measure(kind, random.randrange(4), codes, random.randrange(40))
    elif act == 3:
        left = random.choice([0, 50, 200])
        history.reverse(random.randrange(50), left, random.sample(CODES, 3))
    elif act == 4:
        history.stay(random.randrange(50), random.random() < 0.5)
    else:
        history.adjust(random.choice(sorted(ITEMS)), random.randrange(900))


def differences(history: History, book: Book) -> list[tuple[date, date, int, int]]:
    """Return the days on which code and reference differ: today, and back in the history."""
    found = []
    for back in (0, 400, 1096):
        day = history.today - timedelta(days=back)
        for as_of, known_at in ((day, history.today), (day, day)):
            have, want = (
                counted(history, book, as_of, known_at),
                reference(history, as_of, known_at),
            )
            if have != want:
                found.append((as_of, known_at, have, want))
    return found


def kind() -> Kind[History]:
    """Return the walk under the law book."""
    book = load()

    def check(history: History, _random: Random) -> tuple[int, list[str]]:
        return 6, [
            f"as of {as_of}, known at {known_at}: service {have}, slow {want}"
            for as_of, known_at, have, want in differences(history, book)
        ]

    return Kind("points", "scores on six days", lambda _random: History(), step, check)
