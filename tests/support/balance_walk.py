"""Random lives of a surcharge or fine, taken through the service; each balance is replayed slowly."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine

from app.access.actor import Actor
from app.collection.schemas import ReceivableOut
from app.kernel.problems import Problem
from app.sanctions import actions as sanctions
from app.sanctions.schemas.measure import (
    AnnulmentIn,
    BreachIn,
    DatedIn,
    MeasureOut,
    ObjectionIn,
    RefundIn,
    RulingIn,
)
from tests.collection.collection_desk import WHY, Desk, open_desk
from tests.support.database_walk import Copies, a_clock
from tests.support.long_walk import Kind
from tests.support.slow_balance import Note, replay
from tests.support.slow_pages import due_of, on_measure, on_receivable

TODAY = date(2026, 11, 23)
MILLION = 1_000_000
ACCOUNT = "301-0000-0000-01"


@dataclass(frozen=True)
class Debt:
    """A surcharge or fine that was served today and of which nothing has been paid."""

    fine: bool
    won: int
    receivable_id: str
    measure_id: str
    number: str


@dataclass
class Grounds:
    """The databases of a run: debts that were just served."""

    copies: Copies = field(default_factory=Copies)
    debts: list[Debt] = field(default_factory=list)

    def desk(self, random: Random) -> tuple[Desk, Debt]:
        """Return a desk of its own for a history, and the debt that it is about."""
        self.copies.prepare(self._furnish)
        return Desk(self.copies.scene()), random.choice(self.debts)

    def _furnish(self, engine: Engine) -> str:
        desk = open_desk(engine, a_clock())
        served = [(False, won, desk.surcharge(won * MILLION)) for won in (900, 1_200, 1_500)]
        served += [(True, won, desk.fine(won * MILLION)) for won in (3, 5)]
        self.debts = [
            Debt(fine, won * MILLION, one.id, one.measure_id, one.payment_number)
            for fine, won, one in served
        ]
        return desk.scene.company_id


@dataclass
class Life:
    """One debt: what was done to it through the service, and the notes a clerk would have kept."""

    desk: Desk
    fine: bool
    receivable_id: str
    measure_id: str
    number: str
    keys: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    today: date = TODAY
    notes: list[Note] = field(default_factory=list)
    asked: list[tuple[str, date | None, tuple[tuple[date, int], ...]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    shown: ReceivableOut | None = None
    measure: MeasureOut | None = None
    refused: int = 0
    done: int = 0

    def tried(self, act: Callable[[], Any], *notes: Note) -> bool:
        """Take an act; what the service took is noted, what it refused is not."""
        try:
            act()
        except Problem:
            self.refused += 1
            return False
        self.done += 1
        for note in notes:
            self.note(note)
        return True

    def note(self, note: Note) -> None:
        """Keep a note."""
        place = len(self.notes)
        self.notes.append(Note(note.kind, note.on, note.won, note.until, note.parts, place))

    def on_measure(self, actor: Actor, act: Callable[..., Any], **more: Any) -> Callable[[], Any]:
        """Return an act on the measure as somebody."""

        def run() -> Any:
            return self.desk.scene.do(
                actor, lambda work: act(work, measure_id=self.measure_id, version=None, **more).id
            )

        return run

    def look(self) -> tuple[ReceivableOut, MeasureOut]:
        """Read both pages on which the debt is shown."""
        self.shown = self.desk.see(self.receivable_id)
        self.measure = self.desk.scene.measure(self.measure_id)
        return self.shown, self.measure


def begin(grounds: Grounds, random: Random) -> Life:
    """Begin with a surcharge or a fine that was served today."""
    desk, debt = grounds.desk(random)
    life = Life(desk, debt.fine, debt.receivable_id, debt.measure_id, debt.number)
    life.note(Note("imposed", TODAY, debt.won))
    life.look()
    return life


def step(life: Life, random: Random) -> None:
    """Let time go by, or do one thing."""
    if random.random() < 0.3:
        life.today += timedelta(days=random.choice([1, 5, 12, random.randrange(1, 70)]))
    life.desk.clock.set_day(life.today)
    acts = [_pay, _pay, _bank, _bank, _loose, _ask, _ask, _decide, _decide, _step, _step, _stay,
            _lift, _object, _rule, _reduce, _refund, _refund, _breach, _annul]  # fmt: skip
    random.choice(acts)(life, random)


def _sum(life: Life, random: Random) -> int:
    assert life.shown is not None
    owed = life.shown.owed_won or 100_000
    early = life.shown.early_payable_won or owed
    return random.choice([owed, early, owed // 2 + 1, owed // 7 + 1, owed + 12_345, 10_000])


def _back(life: Life, random: Random) -> date:
    """Return today or a day before: money is often written down later than it came."""
    return max(TODAY, life.today - timedelta(days=random.choice([0, 0, 0, 3, 40])))


def _pay(life: Life, random: Random) -> None:
    won, on = _sum(life, random), _back(life, random)
    key = f"수납-{next(life.keys)}"
    more = random.random() < 0.7
    life.tried(lambda: life.desk.scene.pay(life.measure_id, won, key, on=on, overpaid=more),
               Note("paid", on, won))  # fmt: skip


def _bank(life: Life, random: Random) -> None:
    """Take a file of the bank in: new lines, and lines that came before, once or twice."""
    won, on = _sum(life, random), _back(life, random)
    fresh = f"{ACCOUNT},R{next(life.keys)},{on.isoformat()},{won},가상 납부자,{life.number}"
    old = random.sample(life.lines, min(len(life.lines), random.randrange(3)))
    new = [fresh] if random.random() < 0.7 or not old else []
    assert life.measure is not None
    counts = life.measure.state.code not in ("annulled", "settled")
    if not life.tried(lambda: life.desk.take(*old, *new, *new, *old)):
        return
    life.lines += new
    if new and counts:
        life.note(Note("paid", on, won))


def _loose(life: Life, random: Random) -> None:
    """Money without a number: one proposes to whom it belongs, another confirms."""
    won, on = _sum(life, random) + next(life.keys), _back(life, random)
    line = f"{ACCOUNT},L{next(life.keys)},{on.isoformat()},{won},가상 납부자,내역 없음"
    if not life.tried(lambda: life.desk.take(line)):
        return
    mine = [one for one in life.desk.waiting() if one.reference == line.split(",")[1]]
    for one in mine:
        if life.tried(lambda one=one: life.desk.propose(one.id, life.receivable_id)):
            life.tried(lambda one=one: life.desk.confirm(one.id), Note("paid", on, won))
        if random.random() < 0.5:  # a second click does nothing more
            life.tried(lambda one=one: life.desk.confirm(one.id), Note("twice", on))
    life.notes = [note for note in life.notes if note.kind != "twice"]


def _ask(life: Life, random: Random) -> None:
    assert life.shown is not None
    unpaid = max(0, life.shown.amount_won - life.shown.paid_won + life.shown.refunded_won)
    due = life.shown.next_due_on or life.today
    kind = random.choice(["instalments", "instalments", "extension", "extension", "write_off"])
    form: dict[str, Any] = {"kind": kind}
    until: date | None = None
    parts: tuple[tuple[date, int], ...] = ()
    if kind == "extension":
        until = due + timedelta(days=random.randrange(1, 300))
        form["until"] = until.isoformat()
    elif kind == "instalments":
        first = max(due, life.today + timedelta(days=1))
        days = [first + timedelta(days=120 * place) for place in range(random.randrange(2, 5))]
        sums = [unpaid // len(days)] * (len(days) - 1)
        parts = tuple(zip(days, [*sums, unpaid - sum(sums)], strict=True))
        form["parts"] = [{"on": on.isoformat(), "amount_won": won} for on, won in parts if won]
    by = life.desk.scene.secretary if kind == "write_off" else None
    if life.tried(lambda: life.desk.ask(life.receivable_id, by=by, **form)):
        life.asked.append((kind, until, parts))


def _decide(life: Life, random: Random) -> None:
    if not life.asked:
        return
    kind, until, parts = life.asked[-1]
    notes = {
        "extension": Note("extended", life.today, until=until),
        "instalments": Note("planned", life.today, parts=parts),
        "write_off": Note("written_off", life.today),
    }
    granted = random.random() < 0.85
    told = [notes[kind]] if granted else []
    if life.tried(
        lambda: life.desk.decide(life.receivable_id, granted=granted), *told
    ) or life.tried(lambda: life.desk.decide(life.receivable_id, granted=False)):
        life.asked.pop()


def _step(life: Life, random: Random) -> None:
    assert life.shown is not None
    open_steps = [one.code for one in life.shown.steps] or ["demand"]
    kind = random.choice(open_steps)
    on, won, until = life.today, 0, None
    if kind == "offer_early":
        until = on + timedelta(days=random.choice([5, 10, 14, 20]))
    if kind == "court_decided":
        won = random.choice([MILLION, life.shown.amount_won, life.shown.amount_won + MILLION])
        until = on + timedelta(days=random.randrange(1, 60))
    names = {"end_plan": "plan_ended", "offer_early": "early_offered", "demand": "demanded",
             "refer_to_court": "court_referred"}  # fmt: skip
    form = {"until": until.isoformat()} if until else {}
    if won:
        form["amount_won"] = won  # type: ignore[assignment]
    note = Note(names.get(kind, kind), on, won, until)
    life.tried(lambda: life.desk.step(life.receivable_id, kind, **form), note)


def _object(life: Life, _random: Random) -> None:
    if life.fine:
        life.tried(lambda: life.desk.object(life.receivable_id), Note("objected", life.today))
        return
    form = ObjectionIn(grounds=WHY)
    life.tried(life.on_measure(life.desk.scene.respondent, sanctions.file_objection, form=form))


def _rule(life: Life, random: Random) -> None:
    assert life.measure is not None
    filed = [one.id for one in life.measure.objections if one.state.code == "filed"]
    if not filed:
        return
    command = random.choice(["dismiss", "uphold", "uphold_in_part", "uphold_in_part", "extend"])
    lower = (life.measure.amount_won or 0) * random.choice([1, 2]) // 3
    part = lower if command == "uphold_in_part" else None
    form = RulingIn(command=command, reason=WHY, new_amount_won=part)
    won = {"uphold": 0, "uphold_in_part": lower}.get(command)
    told = [] if won is None else [Note("changed", life.today, won)]

    def act() -> Any:
        return life.desk.scene.do(life.desk.scene.commissioner, lambda work: sanctions.rule_objection(
            work, objection_id=filed[0], form=form, version=None).id)  # fmt: skip

    life.tried(act, *told)


def _reduce(life: Life, random: Random) -> None:
    assert life.measure is not None
    lower = (life.measure.amount_won or 0) * random.choice([1, 3, 9]) // 10
    form = AnnulmentIn(reason=WHY, in_part=True, new_amount_won=lower)
    life.tried(life.on_measure(life.desk.scene.lead, sanctions.annul, form=form),
               Note("changed", life.today, lower))  # fmt: skip


def _annul(life: Life, random: Random) -> None:
    if random.random() < 0.8:
        return
    form = AnnulmentIn(reason=WHY)
    life.tried(life.on_measure(life.desk.scene.lead, sanctions.annul, form=form),
               Note("changed", life.today, 0))  # fmt: skip


def _stay(life: Life, _random: Random) -> None:
    form = DatedIn(reason=WHY)
    life.tried(life.on_measure(life.desk.scene.lead, sanctions.stay, form=form),
               Note("stayed", life.today))  # fmt: skip


def _lift(life: Life, _random: Random) -> None:
    form = DatedIn(reason=WHY)
    life.tried(life.on_measure(life.desk.scene.lead, sanctions.lift_stay, form=form),
               Note("stay_lifted", life.today))  # fmt: skip


def _breach(life: Life, _random: Random) -> None:
    form = BreachIn(facts=WHY)
    life.tried(life.on_measure(life.desk.scene.examiner, sanctions.find_breach, form=form))


def _refund(life: Life, _random: Random) -> None:
    assert life.measure is not None
    balance = life.measure.balance
    for refund in balance.refunds if balance else []:
        if refund.refunded_on is None:
            form = RefundIn(refund_id=refund.id, reference=f"환급-{next(life.keys)}")
            act = life.on_measure(life.desk.scene.secretary, sanctions.record_refund, form=form)
            life.tried(act, Note("refunded", life.today, refund.amount_won))
            return


def check(life: Life, random: Random) -> tuple[int, list[str]]:
    """Compare both pages with a replay of the notes, told in an order of chance."""
    shown, measure = life.look()
    first = life.notes[0]
    notes = [Note("imposed", first.on, first.won, due_of(life.notes, measure)), *life.notes[1:]]
    mixed = random.sample(notes, len(notes))
    want = replay(mixed, fine=life.fine, charged=True, today=life.today)
    pairs = {**on_receivable(shown, want, life.today), **on_measure(measure, want)}
    wrong = [
        f"{name}: service {have}, slow {slow}; on {life.today}, {measure.state.code}, {notes}"
        for name, (have, slow) in pairs.items() if have != slow
    ]  # fmt: skip
    return len(pairs), wrong


def kind(grounds: Grounds) -> Kind[Life]:
    """Return the walk on the databases of a run."""
    return Kind(
        "balances", "both pages of a debt, field by field", lambda random: begin(grounds, random),
        step, check,
    )  # fmt: skip
