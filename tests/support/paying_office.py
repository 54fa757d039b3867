"""A fund that pays: money in its books, approved awards with accounts, and people who act."""

import itertools
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Engine, select
from sqlmodel import SQLModel, col

from app.access.actor import ANYBODY, WORKER, Actor, Role
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.work import Work, begin, perform
from app.db.world import World
from app.kernel.calendar import WorkingCalendar
from app.kernel.clock import Clock
from app.kernel.sealing import keyed_hash, sealed
from app.law.book import load
from app.people.tables import Company, Person
from app.remedy_fund.applications.payees import PURPOSE
from app.remedy_fund.applications.tables import FundApplication, FundPayee
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals.tables import ApprovalRequest
from app.remedy_fund.bank.port import Bank
from app.remedy_fund.budgets.tables import BudgetCommitment, BudgetLine
from app.remedy_fund.contributions.tables import Contribution, Earmark, EarmarkPart
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as ledger_queries
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, legs
from app.remedy_fund.ledger.rules import account_id as ledger_account_id
from app.remedy_fund.payments import actions, store
from app.remedy_fund.payments.delivering import Delivery
from app.remedy_fund.payments.schemas import RunIn
from app.remedy_fund.payments.tables import (
    Disbursement,
    DisbursementAttempt,
    PaymentRun,
    StatementLine,
)
from app.remedy_fund.plans.tables import AllocationPlan, Award
from tests.support.mock_bank import ACCOUNT

T = TypeVar("T")
CASE, FIRM = "case_" + "f" * 32, "comp_" + "f" * 32
PLAN, LINE = "plan_" + "f" * 32, "bline_" + "f" * 32
PERSONS = ("officer", "other_officer", "checker", "second_checker", "third_checker")
_ROLES = {"officer": Role.FUND_OFFICER, "other_officer": Role.FUND_OFFICER}


@dataclass
class PayingOffice:
    """The fund under test, with the rows that contributions, applications and plans would leave."""

    world: World
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def actor(self, name: str) -> Actor:
        """Return one of the people, with the second factor shown just now."""
        return Actor(
            f"account_{name}", f"person_{name}", _ROLES.get(name, Role.FUND_CHECKER),
            channel="test", stepped_up_at=self.world.clock.now(),
        )  # fmt: skip

    def do(self, name: str, act: Callable[..., T], **given: Any) -> T:
        """Run one act as somebody, in its own transaction."""
        actor = self.actor(name) if name else WORKER
        return perform(self.world, actor, partial(act, **given))

    def look(self, query: Callable[..., T], *given: Any, **named: Any) -> T:
        """Run one query as an officer."""
        asked = partial(_second, query, *given, **named)
        return perform(self.world, self.actor("officer"), asked, reading=True)

    def rows(self, kind: type[SQLModel]) -> list[Any]:
        """Return all rows of a table, oldest first."""
        with begin(self.world, ANYBODY, reading=True) as work:
            found = list(work.session.execute(select(kind).order_by(col(kind.id))).scalars())  # type: ignore[attr-defined]
            work.session.expunge_all()
            return found

    # -- money

    def give(self, won: int, *, earmark: str = "general", on: date | None = None) -> str:
        """Let money be contributed and earmarked; returns the transaction that moved cash."""
        return perform(self.world, WORKER, partial(self._give, won=won, earmark=earmark, on=on))

    def _give(self, work: Work, *, won: int, earmark: str, on: date | None) -> str:
        cash = ledger.open_account(work, kind=AccountKind.CASH, code="cash")
        free = ledger.open_account(work, kind=AccountKind.UNALLOCATED, code="unallocated")
        marked = ledger.open_account(
            work, kind=AccountKind.EARMARK, code=f"earmark:{earmark}", earmark_id=earmark
        )
        key, day = f"gift-{next(self.numbers)}", on or work.today
        if work.session.get(Earmark, earmark) is None:
            work.add(
                Contribution(
                    id=f"cont_{earmark}", source="donation", account="fund", pledged_on=day,
                    recorded_by="test", reference=key,
                )
            )  # fmt: skip
            work.session.flush()
            work.add(
                Earmark(
                    id=earmark, contribution_id=f"cont_{earmark}", account_id=marked,
                    purpose="relief", amount_won=10**12, received_on=day, made_on=day,
                )
            )  # fmt: skip
        entries = [
            Entry(
                kind=kind, key=f"{key}-{kind}", scope="test", subject=key, effective_on=day,
                legs=legs(debit=((debit, won),), credit=((credit, won),)),
            )
            for kind, debit, credit in (
                (TransactionKind.CONTRIBUTION_RECEIVED, cash, free),
                (TransactionKind.CONTRIBUTION_EARMARKED, free, marked),
            )
        ]  # fmt: skip
        return ledger.post_all(work, entries)[0].transaction_id

    def cash(self) -> int:
        """Return cash in the books."""
        return perform(
            self.world, WORKER, lambda work: ledger_queries.total(work, AccountKind.CASH),
            reading=True,
        )  # fmt: skip

    def earmark(self, earmark: str = "general") -> tuple[int, int]:
        """Return what an earmark holds and what of it is reserved."""
        found = perform(
            self.world, WORKER,
            lambda work: ledger_queries.balance(
                work, ledger_account_id(f"earmark:{earmark}")
            ), reading=True,
        )  # fmt: skip
        return found.balance_won, found.reserved_won

    # -- awards

    def award(
        self, won: int, *, account: str = "110-222-333333", holder: str = "한빛정밀(가상)",
        loan: bool = False, earmarks: Collection[tuple[str, int]] = (),
    ) -> Award:  # fmt: skip
        """Approve an award to a new application with a verified account."""
        parts = tuple(earmarks) or (("general", won),)
        return perform(
            self.world, WORKER,
            partial(self._award, won=won, account=account, holder=holder, loan=loan, parts=parts),
        )  # fmt: skip

    def _award(
        self, work: Work, *, won: int, account: str, holder: str, loan: bool,
        parts: tuple[tuple[str, int], ...],
    ) -> Award:  # fmt: skip
        award_id, application_id = work.new_id("award"), work.new_id("fapp")
        work.add(
            FundApplication(
                id=application_id, number=application_id[-20:], case_id=CASE,
                applicant_company_id=FIRM, applicant_name="한빛정밀(가상)", applicant_size="small",
                respondent_company_id="", state="awarded", scheme_id="test",
                scheme_edition="1", scheme_digest="", filed_by="test",
                filed_by_person="person_filer", filed_on=work.today, filed_at=work.now,
                assessed_loss_won=10**14, awarded_won=won,
            )
        )  # fmt: skip
        work.session.flush()
        self.name_payee(work, application_id, account=account, holder=holder)
        award = work.add(
            Award(
                id=award_id, plan_id=PLAN, period="2026", line_id=work.new_id("fline"),
                application_id=application_id, case_id=CASE, company_id=FIRM,
                benefit="litigation_cost", loan=loan, amount_won=won, parts=[["relief", won]],
                explanation=[], made_on=work.today, made_at=work.now,
            )
        )  # fmt: skip
        line = work.one(BudgetLine, LINE)
        line.committed_won += won
        work.add(
            BudgetCommitment(id=work.new_id("bcom"), line_id=LINE, subject=award_id, open_won=won)
        )
        work.record(ActRefused(subject=application_id, problem="set-up"))
        for position, (earmark, part) in enumerate(parts, start=1):
            self._hold(work, award_id, earmark, part, position)
        return award

    def _hold(self, work: Work, award_id: str, earmark: str, won: int, position: int) -> None:
        account_id = ledger_account_id(f"earmark:{earmark}")
        work.add(
            EarmarkPart(
                id=work.new_id("epart"), earmark_id=earmark, subject=award_id, key="relief",
                position=position, amount_won=won, state="held",
                reservation_id=ledger.reserve(
                    work, account_id=account_id, amount_won=won, subject=award_id, key=earmark
                ),
            )
        )  # fmt: skip

    def name_payee(
        self, work: Work, application_id: str, *, account: str, holder: str = "한빛정밀(가상)",
        sequence: int = 1,
    ) -> None:  # fmt: skip
        """Put a verified account on file, as applications do."""
        before = select(FundPayee).where(col(FundPayee.application_id) == application_id)
        for one in work.session.execute(before).scalars():
            one.current = False
        key = work.world.seal_key
        work.add(
            FundPayee(
                id=work.new_id("fpay"), application_id=application_id, sequence=sequence,
                bank_code="088", sealed_number=sealed(key, PURPOSE, account),
                last_four=account[-4:], holder_name=holder,
                fingerprint=keyed_hash(key, PURPOSE, f"088:{account}:{holder}"),
                set_by_person="person_filer", set_at=work.now, usable_from=work.today,
                verified_at=work.now, verified_by_person="person_verifier",
            )
        )  # fmt: skip

    # -- runs

    def prepared(self, *awards: Award) -> PaymentRun:
        """Gather awards in a run and put it up for approval."""
        pay_on = perform(self.world, WORKER, lambda work: work.today, reading=True)
        form = RunIn(award_ids=[one.id for one in awards], pay_on=pay_on)
        run = self.do("officer", actions.prepare, form=form)
        return self.do("officer", actions.ask, run_id=run.id, version=None)

    def approved(self, *awards: Award) -> PaymentRun:
        """Gather awards in a run that everybody approves who has to."""
        run = self.prepared(*awards)
        self.approve(run)
        return run

    def approve(self, run: PaymentRun) -> None:
        """Let as many checkers approve a run as it takes."""
        asked = next(one for one in self.rows(ApprovalRequest) if one.id == run.approval_id)
        names = ("checker", "second_checker", "third_checker")
        for name in names[: asked.required_persons]:
            self.do(name, approvals.give, request_id=run.approval_id, seen_digest=run.digest)

    def sent(self, *awards: Award) -> PaymentRun:
        """Gather, approve and release awards; nothing is handed over yet."""
        run = self.approved(*awards)
        return self.do("officer", actions.send, run_id=run.id, version=None)

    def delivered(self, bank: Bank, *awards: Award) -> PaymentRun:
        """Gather, approve, release awards and hand them over."""
        run = self.sent(*awards)
        self.deliver(bank, run)
        return run

    def deliver(self, bank: Bank, run: PaymentRun) -> None:
        """Do what the job of a run does."""
        Delivery(self.world, bank).deliver({"run_id": run.id})

    def watch(self, bank: Bank) -> None:
        """Do what the regular job does."""
        Delivery(self.world, bank).watch({})

    def of(self, award: Award) -> Disbursement:
        """Return the disbursement of an award."""
        found: Disbursement = next(
            row for row in self.rows(Disbursement) if row.award_id == award.id
        )
        return found

    def orders(self, award: Award) -> list[DisbursementAttempt]:
        """Return the orders made for an award, oldest first."""
        row = self.of(award)
        return self.look(store.attempts_of, row.id)

    def lines(self) -> list[StatementLine]:
        """Return every movement that is known."""
        return self.rows(StatementLine)


def _second(query: Callable[..., T], *given: Any, **named: Any) -> T:
    *rest, work = given
    return query(work, *rest, **named)


def open_office(engine: Engine, clock: Clock, seal_key: bytes = b"k" * 32) -> PayingOffice:
    """Return a fund on a database that has its schema; people, a firm and a case are put there."""
    book = load()
    calendar = WorkingCalendar("test", lambda day: day.weekday() >= 5)
    world = World(
        engine, clock, lambda _: book, lambda _: calendar, seal_key, demonstration=True,
        fund_account=ACCOUNT,
    )  # fmt: skip
    with begin(world, ANYBODY) as work:
        now = work.now
        for name in PERSONS:
            work.add(Person(id=f"person_{name}", name=name, created_at=now))
        work.add(
            Company(id=FIRM, name="한빛정밀(가상)", size="small", kind="company", created_at=now)
        )
        work.add(
            Case(
                id=CASE, number="2026-제감-1", number_type="SUB", number_year=2026,
                number_serial=1, public_reference="reference", track="kftc", state="received",
                unit="subcontract", examiner_id="", filed_by="person_filer",
                complainant_name="한빛(가상)", respondent_name="대한(가상)",
                respondent_company_id="", violations=[], complaint={}, identity_choice="private",
                consent_state="not_asked", received_on=date(2026, 11, 2),
                received_at=datetime(2026, 11, 2, 1, tzinfo=UTC), law_edition="test",
            )
        )  # fmt: skip
        work.add(
            AllocationPlan(
                id=PLAN, period="2026", round=1, revision=1, state="carried_out",
                scheme_id="test", scheme_edition="1", scheme_digest="", demonstration=True,
                inputs={}, residue=[], digest="", claims=0, awarded_won=0, makers=[],
                programmes={}, prepared_at=now, prepared_on=work.today, prepared_by="test",
            )
        )  # fmt: skip
        work.add(
            BudgetLine(
                id=LINE, fiscal_year=2026, dimension="item", programme="relief",
                item="litigation_cost", cap_won=10**13,
            )
        )  # fmt: skip
        work.record(ActRefused(subject=CASE, problem="set-up"))
    return PayingOffice(world)
