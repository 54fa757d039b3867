"""What is owed on a debt, replayed one day at a time from plain notes; shares no code with the law.

The figures are those of the published texts: 7.5 % a year for at most 60 months, 3 % and then 1.2 %
a month of a fine, a fifth less for an early fine.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from tests.support.slow_deadlines import end_of

DAY = timedelta(days=1)
# Of one day, what stands first is read first, whenever it was written down; what stands together
# is read as it happened.
ORDER = (
    ("imposed",), ("stayed", "stay_lifted"), ("extended",), ("planned",), ("plan_ended",),
    ("early_offered",), ("demanded",), ("paid",), ("refunded",), ("objected",),
    ("court_referred",), ("changed", "court_decided"), ("written_off",),
)  # fmt: skip
RANK = {kind: rank for rank, together in enumerate(ORDER) for kind in together}
MONTHS = 60
Part = tuple[date, int]


@dataclass(frozen=True)
class Note:
    """One thing that happened to the debt, as somebody wrote it down."""

    kind: str
    on: date
    won: int = 0
    until: date | None = None
    parts: tuple[Part, ...] = ()
    place: int = 0


@dataclass(frozen=True)
class Account:
    """How the debt stands on a day."""

    amount: int
    waived: int
    paid: int
    refunded: int
    charge: int
    owed: int
    over: int
    written_off: int
    schedule: tuple[tuple[date, int, int], ...]
    stayed: bool
    in_court: bool

    @property
    def stage(self) -> str:
        """Name the stage."""
        tests = (
            ("in_court", self.in_court), ("written_off", self.written_off > 0),
            ("settled", self.owed == 0), ("stayed", self.stayed),
        )  # fmt: skip
        return next((name for name, holds in tests if holds), "")

    def late(self, today: date) -> bool:
        """Tell whether anything is overdue on a day."""
        return self.charge > 0 or any(today > on and paid < won for on, won, paid in self.schedule)


@dataclass
class Replay:
    """A debt while its days are gone through."""

    fine: bool
    amount: int = 0
    due: date | None = None
    plan: tuple[Part, ...] = ()
    plan_ended: date | None = None
    early: tuple[date, int] | None = None  # last day, and what is then enough
    early_until: date | None = None
    refunded: int = 0
    stays: list[tuple[date, str]] = field(default_factory=list)
    court: bool = False
    gone: date | None = None
    money: dict[date, int] = field(default_factory=dict)

    def read(self, note: Note) -> None:
        """Read one note."""
        if note.kind in ("imposed", "court_decided"):
            self.amount, self.due = note.won, note.until
        elif note.kind == "changed":
            self.amount, self.court = note.won, self.court and note.won > 0
        elif note.kind == "extended":
            self.due = note.until
        elif note.kind == "planned":
            self.plan, self.plan_ended = note.parts, None
        elif note.kind == "plan_ended":
            self.plan_ended = note.on
        elif note.kind == "paid":
            self.money[note.on] = self.money.get(note.on, 0) + note.won
        else:
            self._other(note)
        if note.kind == "court_decided":
            self.plan, self.plan_ended, self.early_until, self.court = (), None, None, False

    def _other(self, note: Note) -> None:
        if note.kind == "refunded":
            self.refunded += note.won
        elif note.kind in ("stayed", "stay_lifted"):
            self.stays.append((note.on, note.kind))
        elif note.kind == "early_offered":
            self.early_until = note.until
        elif note.kind == "objected":
            self.court, self.early_until = True, None
        elif note.kind == "written_off":
            self.gone = note.on

    def halted(self, day: date) -> bool:
        """Tell whether nothing accrues on a day: it is stayed, or was written off before."""
        stayed = False
        for on, kind in self.stays:
            if on <= day:
                stayed = kind == "stayed"
        return stayed or (self.gone is not None and day > self.gone)

    def waived(self) -> int:
        """Return what an early payment took off the fine."""
        if self.early_until is None:
            return 0
        enough = self.amount - self.amount // 5
        in_time = sum(won for on, won in self.money.items() if on <= self.early_until)
        return self.amount - enough if in_time >= enough else 0

    def parts(self, amount: int) -> list[list[date | int]]:
        """Return day and sum of each part: a lower sum takes from the last parts first."""
        if not self.plan:
            return [[self.due, amount]] if self.due is not None else []
        days = [on if self.plan_ended is None else min(on, self.plan_ended) for on, _ in self.plan]
        sums = [won for _, won in self.plan]
        more = amount - sum(sums)
        if more > 0:
            return sorted([[self.due or days[0], more], *map(list, zip(days, sums, strict=True))])
        for place in reversed(range(len(sums))):
            cut = min(sums[place], -more)
            sums[place], more = sums[place] - cut, more + cut
        return sorted([on, won] for on, won in zip(days, sums, strict=True) if won)

    def unpaid(self, parts: list[list[date | int]], until: date) -> list[int]:
        """Return what is unpaid of each part after the money of a day and all before it."""
        money = sum(won for on, won in self.money.items() if on <= until)
        left = []
        for _, won in parts:
            assert isinstance(won, int)
            taken = min(money, won)
            money -= taken
            left.append(won - taken)
        return left


def replay(notes: list[Note], *, fine: bool, charged: bool, today: date) -> Account:
    """Go through the notes day by day, and return how the debt stands at the end of a day."""
    debt = Replay(fine)
    known = [note for note in notes if note.on <= today]
    for note in sorted(known, key=lambda one: (one.on, RANK[one.kind], one.place)):
        debt.read(note)
    waived = debt.waived()
    parts = debt.parts(debt.amount - waived)
    bears = charged and not debt.court and not waived
    charge = _accrued(debt, parts, today) if bears else 0
    paid = sum(debt.money.values())
    kept, wanted = paid - debt.refunded, debt.amount - waived + charge
    owed, over = max(0, wanted - kept), max(0, kept - wanted)
    if debt.court:
        owed = over = 0
    gone = owed if debt.gone is not None else 0
    left = debt.unpaid(parts, today)
    shown = tuple((on, won, won - rest) for (on, won), rest in zip(parts, left, strict=True))
    return Account(
        amount=debt.amount, waived=waived, paid=paid, refunded=debt.refunded, charge=charge,
        owed=owed - gone, over=over, written_off=gone, schedule=shown,  # type: ignore[arg-type]
        stayed=debt.halted(today), in_court=debt.court,
    )  # fmt: skip


def _accrued(debt: Replay, parts: list[list[date | int]], today: date) -> int:
    """Add up what each day brings, exactly, and drop the fraction of a won once at the end."""
    share = 0
    dues = [on for on, _ in parts if isinstance(on, date)]
    if not dues:
        return 0
    ends = [end_of(on, (MONTHS, "months")) for on in dues]
    marks = [_marks(on) if debt.fine else {} for on in dues]
    day = min(dues)
    before = debt.unpaid(parts, day)
    while day < today:
        if day in debt.money:
            before = debt.unpaid(parts, day)
        day += DAY
        if debt.halted(day):
            continue
        for place, due in enumerate(dues):
            if debt.fine:
                share += before[place] * marks[place].get(day - DAY, 0) * 365
            elif due < day <= ends[place]:
                share += before[place] * 75
    return share // (365 * 1000)


@cache
def _marks(due: date) -> dict[date, int]:
    """Return after which days a fine grows, and by how many thousandths."""
    return {due: 30} | {end_of(due, (month, "months")): 12 for month in range(1, MONTHS + 1)}
