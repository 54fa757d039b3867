"""A fund whose server is killed while it pays: cycles of awards, death, restart, and what is left."""

import random
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from app import main as root
from app.access.actor import WORKER
from app.db.work import Work, perform
from app.kernel.clock import FrozenClock, SystemClock, seoul_day
from app.remedy_fund.payments import actions
from app.remedy_fund.payments.lifecycle import State
from app.remedy_fund.payments.problems import StatementNotRead
from app.remedy_fund.payments.queries import cash_reconciliation, unmatched
from app.remedy_fund.payments.rules import WITH_BANK
from app.remedy_fund.payments.schemas import ReasonIn, RefusalIn
from app.remedy_fund.payments.tables import Disbursement, DisbursementAttempt, StatementLine
from app.remedy_fund.plans.tables import Award
from app.settings import Settings
from tests.support.fault_servers import Death, Server, Warm, alive
from tests.support.mock_bank import ACCOUNT, CLOSED, MockBank, open_bank
from tests.support.paying_office import PayingOffice, open_office

AT_START = 10_000_000_000
MOODS = ("accept", "accept", "silent", "return-later", "insufficient-funds", "statement-gap",
         "second copy", "closed payee")  # fmt: skip
DEATHS: tuple[Death | None, ...] = (
    None,
    ("payment_file_handed", 1, "before"),
    ("payment_file_handed", 1, "after"),
    ("payment_orders_moved", 1, "before"),
    ("payment_orders_moved", 1, "after"),
    ("payment_orders_moved", 2, "before"),
    ("bank_message_kept", 1, "before"),
    ("bank_message_kept", 1, "after"),
    ("bank_message_read", 1, "before"),
    ("bank_message_read", 1, "after"),
    ("disbursement_paid", 1, "before"),
    ("disbursement_paid", 1, "after"),
)
_PATIENCE_S, _DAYS = 30.0, 8
_LAST_STATES = {State.SETTLED, State.REFUSED, State.RETURNED}


@dataclass(frozen=True)
class Figures:
    """Where the payments stand."""

    awards: int
    settled: int
    open: int
    transfers: int
    cash_won: int


@dataclass
class PayingTown:
    """A server that pays, its bank, and officers who act on the same database."""

    server: Server
    office: PayingOffice
    bank: MockBank
    chance: random.Random
    findings: list[str] = field(default_factory=list)

    def cycle(self, *, die: Death | None) -> str:
        """Pay awards through a bank in some mood, kill the server, start it and let it go on."""
        mood = self.chance.choice(MOODS)
        self._set(mood)
        self.server.kill()
        self._start(die)
        account = CLOSED if mood == "closed payee" else "110-222-333333"
        made = [
            self.office.award(self.chance.randint(1, 5) * 1000, account=account)
            for _ in range(self.chance.randint(1, 3))
        ]
        self.office.sent(*made, *self._anew())
        self._until_death(die)
        self.server.kill()
        if mood == "second copy":
            self._copy()
        self.server.start()
        self._go_on()
        self.bank.behave("accept")
        if self.chance.random() < 0.5:
            self.bank.days(1)
            self._go_on()
        self._check()
        return mood[:5]

    def _start(self, die: Death | None) -> None:
        """Start the server; what is left to do from before may kill it before it is ready."""
        self.server.begin(die=die)
        program = self.server.program
        assert program is not None
        while alive(program.pid) and not self.server.answers():
            sleep(0.05)

    def _set(self, mood: str) -> None:
        if mood == "insufficient-funds":
            self.bank.behave("insufficient-funds")
            self.bank.call("PATCH", "/accounts/FUND", json={"balance": self.bank.balance()})
        elif mood == "return-later":
            self.bank.behave("return-later", days=1, reason="AC04")
        elif mood in {"silent", "statement-gap"}:
            self.bank.behave(mood)
        else:
            self.bank.behave("accept")

    def _anew(self) -> list[Award]:
        """Prepare some refused and returned payments anew; return their awards, to be sent."""
        why = ReasonIn(reason="다시 지급")
        rows = [row for row in self.office.rows(Disbursement)
                if row.state in {State.REFUSED, State.RETURNED}]  # fmt: skip
        for row in rows[:3]:
            self.office.do(
                "officer", actions.reopen, disbursement_id=row.id, form=why, version=None
            )
        again = {row.award_id for row in rows[:3]}
        return [award for award in self.office.rows(Award) if award.id in again]

    def _copy(self) -> None:
        """Give the bank a second copy of every file that it has taken."""
        taken = self.bank.folder / "out" / "processed"
        for path in taken.glob("*.xml") if taken.is_dir() else ():
            (self.bank.folder / "out" / path.name).write_bytes(path.read_bytes())

    def _until_death(self, die: Death | None) -> None:
        program = self.server.program
        assert program is not None
        patience = monotonic() + (_PATIENCE_S if die else self.chance.uniform(0.1, 2.0))
        looks = 0
        while alive(program.pid) and monotonic() < patience:
            self.bank.scan()
            self._nudge()
            sleep(0.2)
            looks += 1
            if looks % 10 == 0:
                self.bank.days(1)
            if die and looks > 10 and not self._busy():
                break  # what it was to die of did not happen
        if not alive(program.pid):
            self.server.died()

    def _nudge(self) -> None:
        """Have the server look at its bank now, and not only once a minute."""
        key = f"watch_payments:nudge:{next(self.office.numbers)}"
        queued = partial(Work.later, name="watch_payments", payload={}, key=key)
        perform(self.office.world, WORKER, queued)

    def _busy(self) -> bool:
        folder = self.bank.folder / "in"
        waiting = any(path.is_file() for path in folder.iterdir())
        states = {row.state for row in self.office.rows(DisbursementAttempt)}
        return waiting or bool(states & {"stored", "handing", "handed", "unknown"})

    def _go_on(self) -> None:
        """Let the bank and the worker go on until neither has anything to do."""
        ours = self.bank.ours()
        for day in range(_DAYS):
            for _round in range(2):
                self.bank.scan()
                self.office.watch(ours)
            if not self._busy():
                return
            if day > 1:
                self._write_to_the_bank()
            self.bank.days(1)  # a bank books on working days only
        found = [(one.order_id, one.state) for one in self.office.rows(DisbursementAttempt)
                 if one.state in WITH_BANK]  # fmt: skip
        self.findings.append(f"orders stay open though the bank has said everything: {found}")

    def _write_to_the_bank(self) -> None:
        """Ask by letter after what the bank refused without a word; two persons take its answer in."""
        refused = {one["end_to_end_id"]: one["reason"] for one in self.bank.payments()
                   if one["status"] == "rejected"}  # fmt: skip
        for one in self.office.rows(DisbursementAttempt):
            if one.order_id not in refused or one.state not in WITH_BANK:
                continue
            day = seoul_day(self.office.world.clock.now())
            form = RefusalIn(code=refused[one.order_id], answered_on=day, reason="은행 공문")
            about = {"disbursement_id": one.disbursement_id, "version": None}
            with suppress(StatementNotRead):  # then it is asked again a day later
                self.office.do("officer", actions.note_refusal, form=form, **about)
                self.office.do("checker", actions.confirm_refusal, **about)

    def _check(self) -> None:
        of = {one.order_id: one.disbursement_id for one in self.office.rows(DisbursementAttempt)}
        standing: list[str] = []
        for one in self.bank.payments():
            if one["booked_at"] and not one["returned_at"]:
                if one["end_to_end_id"] not in of:
                    self.findings.append(f"a transfer of nobody's: {one['end_to_end_id']}")
                    continue
                standing.append(of[one["end_to_end_id"]])
        if len(set(standing)) != len(standing):
            self.findings.append("a disbursement has two transfers")
        paid = {row.id for row in self.office.rows(Disbursement)
                if row.state in {State.PAID, State.SETTLED}}  # fmt: skip
        if paid != set(standing):
            self.findings.append(f"paid here {len(paid)}, at the bank {len(set(standing))}")
        if self.office.cash() != self.bank.balance():
            self.findings.append(f"cash {self.office.cash()}, bank {self.bank.balance()}")
        day = seoul_day(self.office.world.clock.now()) + timedelta(days=3650)
        found = self.office.look(cash_reconciliation, on=day)
        if found.difference_won:
            self.findings.append(f"{found.difference_won} won that no item explains")

    def end(self) -> None:
        """Let every day end, hear everything, and ask whether anything is left."""
        for _day in range(3):
            self.bank.days(1)
            self._go_on()
        self._check()
        left = self.office.look(unmatched)
        kinds = {item.kind for item in left} - {"message"}
        if kinds:
            self.findings.append(f"left over: {sorted(kinds)}")
        states = {row.state for row in self.office.rows(Disbursement)} - _LAST_STATES
        if states:
            self.findings.append(f"not settled: {sorted(states)}")
        matched = [row.transaction_id for row in self.office.rows(StatementLine)]
        if len(set(matched)) != len(matched) or None in matched:
            self.findings.append("a movement is matched twice, or not at all")

    def figures(self) -> Figures:
        """Return where the payments stand."""
        states = [row.state for row in self.office.rows(Disbursement)]
        return Figures(
            awards=len(states), settled=states.count(State.SETTLED),
            open=sum(state in {State.HELD, State.SENT, State.UNKNOWN} for state in states),
            transfers=len(self.bank.payments()), cash_won=self.office.cash(),
        )  # fmt: skip


@contextmanager
def open_paying_town(
    folder: Path, starter: Warm, *, database_url: str, chance: random.Random
) -> Generator[PayingTown]:
    """Yield a town on a fresh database; the server runs on the machine's clock, and so does the bank."""
    settings = Settings(
        environment="demo", data_folder=folder / "data", database_url=database_url,
        bank_account=ACCOUNT, bank_account_holder="상생피해구제기금 (가상)", _env_file=None,
    )  # fmt: skip
    house = root.build(settings)
    root.prepare(house)
    office = open_office(house.world.engine, SystemClock(), seal_key=house.keys.seal_key)
    server = Server(
        starter,
        {
            "environment": "demo", "data_folder": str(settings.data_folder),
            "database_url": settings.database_url, "bank_account": ACCOUNT,
            "bank_account_holder": "상생피해구제기금 (가상)",
        },
        folder / "server",
    )  # fmt: skip
    now = FrozenClock(SystemClock().now()).now()
    today = seoul_day(now)
    working = today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() > 4 else 0)
    with open_bank(settings.data_folder / "bank", clock=f"{working}T09:00") as bank:
        bank.receive(AT_START, "출연")
        office.give(AT_START, on=working)
        town = PayingTown(server, office, bank, chance)
        try:
            yield town
        finally:
            server.kill()
            house.world.engine.dispose()
