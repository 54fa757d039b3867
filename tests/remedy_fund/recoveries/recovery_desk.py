"""A fund with money, a firm with a loss, and payments to it as the room of payments posts them."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Engine

from app.access.actor import WORKER, Actor, Role
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.work import Work, begin, perform
from app.kernel.clock import FrozenClock
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.applications.actions.compensation import add_compensation
from app.remedy_fund.applications.schemas.filing import CompensationIn
from app.remedy_fund.applications.tables import FundApplication, FundBenefitLine
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.approvals import queries as asked
from app.remedy_fund.approvals.rules import ApprovalKind
from app.remedy_fund.budgets import spending
from app.remedy_fund.budgets.rules import Dimension, LineKey, Spending
from app.remedy_fund.budgets.tables import BudgetLine
from app.remedy_fund.contributions import earmarks
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import AccountKind, Entry, TransactionKind, account_id, legs
from app.remedy_fund.plans.tables import AllocationPlan, Award
from app.remedy_fund.recoveries import queries
from app.remedy_fund.recoveries.actions import balancing, opening, paying_out, receiving
from app.remedy_fund.recoveries.actions import loans as loan_acts
from app.remedy_fund.recoveries.schemas.inputs import ClawbackIn, PayoutIn, ReceiptIn, TransferIn
from app.remedy_fund.recoveries.schemas.outputs import LoanOut, ReceiptOut, RecoveryOut
from tests.remedy_fund.contributions.desk import CHECKERS, COMPANY, Desk, open_desk

T = TypeVar("T")
CASE, APPLICATION = "case_" + "c" * 32, "fapp_" + "a" * 32
LOSS = 10_000_000
SECOND = Actor("account_one", "person_one", Role.FUND_CHECKER, channel="test")


@dataclass
class RecoveryDesk(Desk):
    """Short ways to payments, claims, loans and pay-outs."""

    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def paid(self, *amounts: int, loan: bool = False) -> str:
        """Pay the firm from one earmark for each amount, and let the service answer; return the id."""
        disbursement_id = f"disb_{next(self.numbers):032x}"
        purpose = "liquidity" if loan else "litigation"
        for amount in amounts:
            gift = self.gift(amount, f"gift-{next(self.numbers)}")
            self.earmark(gift, amount, purpose)
        self.pay_again(disbursement_id, sum(amounts), loan=loan)
        return disbursement_id

    def pay_again(self, disbursement_id: str, amount_won: int, *, loan: bool = False) -> None:
        """Reserve and pay, as is done anew after a return."""
        purpose, key = "liquidity" if loan else "litigation", f"attempt-{next(self.numbers)}"
        self.act(lambda work: earmarks.reserve_for(
            work, purposes=(purpose,), amount_won=amount_won, subject=disbursement_id, key=key,
        ))  # fmt: skip
        self._posted(disbursement_id, key, loan=loan)
        self.told(disbursement_id, amount_won, loan=loan)

    def _posted(self, disbursement_id: str, key: str, *, loan: bool) -> None:
        parts = self.act(lambda work: earmarks.use(work, subject=disbursement_id))
        if not loan:
            self.pay(disbursement_id, parts, f"paid:{key}")
        else:
            self.act(lambda work: self._lend(work, disbursement_id, key, parts))
        self.act(lambda work: _count(work, sum(part.amount_won for part in parts)))

    def _lend(self, work: Work, disbursement_id: str, key: str, parts: Any) -> None:
        won = sum(part.amount_won for part in parts)
        claim = ledger.open_account(
            work, kind=AccountKind.LOANS_RECEIVABLE, code="loans_receivable"
        )
        lent = [
            (ledger.open_account(work, kind=AccountKind.LENT, code=f"lent:{part.earmark_id}",
                                 earmark_id=part.earmark_id), part.amount_won)
            for part in parts
        ]  # fmt: skip
        entry = Entry(
            kind=TransactionKind.LOAN_PAID, key=f"paid:{key}", scope="test",
            subject=disbursement_id, effective_on=self.today,
            legs=legs(
                debit=[(claim, won), *((part.account_id, part.amount_won) for part in parts)],
                credit=[(account_id("cash"), won), *lent],
            ),
            settles=tuple(part.reservation_id for part in parts),
        )  # fmt: skip
        ledger.post(work, entry)

    def award(self, won: int, **more: Any) -> str:
        """Let an approved plan have awarded an amount to the firm: reserved and budgeted."""
        gift = self.gift(won, f"gift-{next(self.numbers)}")
        self.earmark(gift, won, "litigation")
        return self.act(lambda work: self._award(work, won, **more))

    def _award(self, work: Work, won: int, **more: Any) -> str:
        number = next(self.numbers)
        plan = AllocationPlan(
            id=work.new_id("plan"), period=f"2026-{number}", round=1, revision=1,
            state="carried_out", scheme_id="demonstration", scheme_edition="2026-1",
            scheme_digest="0" * 64, demonstration=True, inputs={}, residue=[], digest="0" * 64,
            claims=1, awarded_won=won, makers=[], programmes={}, prepared_at=work.now,
            prepared_on=work.today, prepared_by="person_officer",
        )  # fmt: skip
        work.add(plan)
        work.session.flush()
        award = Award(**{
            "id": work.new_id("award"), "plan_id": plan.id, "period": plan.period,
            "line_id": f"line-{number}", "application_id": APPLICATION, "case_id": CASE,
            "company_id": COMPANY, "benefit": "litigation_cost", "loan": False, "amount_won": won,
            "parts": [["litigation", won]], "explanation": [], "made_on": work.today,
            "made_at": work.now,
        } | more)  # fmt: skip
        work.add(award)
        row = work.one(FundApplication, APPLICATION)
        row.awarded_won = row.awarded_won + won
        work.session.flush()
        earmarks.reserve_for(
            work, purposes=("litigation",), amount_won=won, subject=award.id, key="litigation"
        )
        _budget(work, award)
        work.record(ActRefused(subject=award.id, problem="set-up"))
        return award.id

    def told(self, disbursement_id: str, amount_won: int, *, loan: bool = False) -> None:
        """Tell the service that a payment was made, or came back."""
        self.news(
            opening.open_subrogated_claim, subject=disbursement_id, application_id=APPLICATION,
            award_id="awd_" + disbursement_id[5:], case_id=CASE, amount_won=amount_won, loan=loan,
            paid_on=self.today.isoformat(),
        )  # fmt: skip

    def returned(self, disbursement_id: str) -> None:
        """Let a payment come back, and the service answer."""
        parts = self.act(lambda work: earmarks.restore(work, subject=disbursement_id))
        won = sum(part.amount_won for part in parts)
        self.take_back(disbursement_id, parts, f"returned:{disbursement_id}")
        self.act(lambda work: _count(work, -won))
        self.told(disbursement_id, won)

    def loan_returned(self, disbursement_id: str) -> None:
        """Let the payment of a loan come back, and the service answer."""
        parts = self.act(lambda work: earmarks.restore(work, subject=disbursement_id))
        won = sum(part.amount_won for part in parts)
        lent = [(account_id(f"lent:{part.earmark_id}"), part.amount_won) for part in parts]
        entry = Entry(
            kind=TransactionKind.LOAN_REPAID, key=f"returned:{disbursement_id}", scope="test",
            subject=disbursement_id, effective_on=self.today,
            legs=legs(
                debit=[(account_id("cash"), won), *lent],
                credit=[(account_id("loans_receivable"), won),
                        *((part.account_id, part.amount_won) for part in parts)],
            ),
        )  # fmt: skip
        self.act(lambda work: ledger.post(work, entry))
        self.told(disbursement_id, won, loan=True)

    def claim_of(self, disbursement_id: str, kind: str = "subrogated") -> RecoveryOut:
        """Return the one claim of a kind over a payment."""
        page = self.act(lambda work: queries.recoveries(
            work, limit=10, cursor=None, filters={"kind": kind, "disbursement_id": disbursement_id}
        ))  # fmt: skip
        (row,) = page.items
        return self.claim(row.id)

    def claim(self, recovery_id: str) -> RecoveryOut:
        """Return a claim."""
        return self.act(lambda work: queries.recovery(work, recovery_id))

    def ask_back(self, disbursement_id: str, won: int, ground: str = "misuse") -> RecoveryOut:
        """Open a clawback."""
        form = ClawbackIn.model_validate(
            {"disbursement_id": disbursement_id, "ground": ground, "principal_won": won,
             "reason": "정산 결과 (가상)"}
        )  # fmt: skip
        row = self.act(
            lambda work: opening.open_clawback(work, application_id=APPLICATION, form=form)
        )
        return self.claim(row.id)

    def money(self, recovery_id: str, won: int, **more: Any) -> ReceiptOut:
        """Record money on a claim."""
        form = self.receipt_form(won, **more)
        return self.act(lambda work: queries.told_receipt(
            work, receiving.receive(work, recovery_id=recovery_id, form=form, version=None)
        ))  # fmt: skip

    def repaid(self, loan_id: str, won: int, **more: Any) -> ReceiptOut:
        """Record money on a loan."""
        form = self.receipt_form(won, **more)
        return self.act(lambda work: queries.told_receipt(
            work, loan_acts.repay(work, loan_id=loan_id, form=form, version=None)
        ))  # fmt: skip

    def receipt_form(self, won: int, **more: Any) -> ReceiptIn:
        """Return a receipt of today."""
        given = {"amount_won": won, "received_on": self.today.isoformat(),
                 "reference": f"bank-{next(self.numbers)}"}  # fmt: skip
        return ReceiptIn.model_validate(given | more)

    def loan_of(self, disbursement_id: str) -> LoanOut:
        """Return the loan that a payment made."""
        page = self.act(lambda work: queries.loans(work, limit=50, cursor=None, filters={}))
        (row,) = [row for row in page.items if row.disbursement_id == disbursement_id]
        return self.loan(row.id)

    def loan(self, loan_id: str) -> LoanOut:
        """Return a loan."""
        return self.act(lambda work: queries.loan(work, loan_id))

    def compensated(self, won: int) -> None:
        """Let the firm have got other money, and let the service check it."""

        form = CompensationIn.model_validate(
            {"kind": "insurance", "payer": "보험사 (가상)", "amount_won": won,
             "received_on": self.today.isoformat()}
        )  # fmt: skip

        def declared(work: Work) -> None:
            add_compensation(work, applications.subject(work, APPLICATION), form)

        self.act(declared)
        self.check()

    def check(self) -> None:
        """Let the service compare what the firm holds with its loss."""
        self.as_worker(lambda work: balancing.check_compensation(work, {"subject": APPLICATION}))

    def prepare_payout(self, owner: str, won: int) -> str:
        """Prepare a pay-out; return its id."""
        form = PayoutIn.model_validate({"owner": owner, "amount_won": won, "reason": "권리자 반환"})
        row = self.act(
            lambda work: paying_out.prepare_payout(work, application_id=APPLICATION, form=form)
        )
        return row.id

    def confirm(self, payout_id: str, reference: str, actor: Actor = SECOND) -> None:
        """Record the bank's transfer as somebody whose second factor is fresh."""
        form = TransferIn.model_validate(
            {"reference": reference, "paid_on": self.today.isoformat()}
        )
        perform(
            self.world, replace(actor, stepped_up_at=self.clock.now()),
            lambda work: paying_out.confirm_payout(
                work, payout_id=payout_id, form=form, version=None
            ),
        )  # fmt: skip

    def approve_write_off(self, about: str) -> None:
        """Let three persons approve the write-off that is asked for now."""
        filters = {"kind": str(ApprovalKind.WRITE_OFF), "about_id": about, "state": "asked"}
        for name in CHECKERS:
            checker = Actor(f"account_{name}", f"person_{name}", Role.FUND_CHECKER, channel="test")

            def given(work: Work) -> None:
                page = asked.approvals(work, limit=10, cursor=None, filters=filters)
                (request,) = page.items
                approvals.give(work, request.id, request.digest)

            perform(self.world, replace(checker, stepped_up_at=self.clock.now()), given)

    def as_worker(self, act: Callable[[Work], T]) -> T:
        """Run something as the service itself."""
        return perform(self.world, WORKER, act)

    def balanced(self) -> bool:
        """Tell if the books balance."""
        trial = self.act(books.trial_balance)
        return trial.debit_won == trial.credit_won and self.equation().holds


def _budget(work: Work, award: Award) -> None:
    key = LineKey(2026, Dimension.ITEM, "proof", "litigation_cost")
    if work.session.get(BudgetLine, key.id) is None:
        work.add(
            BudgetLine(
                id=key.id, fiscal_year=2026, dimension=key.dimension, programme=key.programme,
                item=key.item, cap_won=LOSS,
            )
        )  # fmt: skip
        work.session.flush()
    spent_on = Spending(
        fiscal_year=2026, programme="proof", item="litigation_cost", applicant=award.company_id,
        case_id=award.case_id,
    )  # fmt: skip
    spending.bind(work, spending=spent_on, amount_won=award.amount_won, subject=award.id)


def _count(work: Work, won: int) -> None:
    row = work.one(FundApplication, APPLICATION)
    row.paid_won += won
    row.awarded_won = max(row.awarded_won, row.paid_won)
    work.record(ActRefused(subject=APPLICATION, problem="set-up"))


def open_recovery_desk(engine: Engine, clock: FrozenClock) -> RecoveryDesk:
    """Return the desk on a migrated database, with one firm that applied."""
    base = open_desk(engine, clock)
    with begin(base.world, WORKER) as work:
        work.add(_case(work))
        work.session.flush()
        apply(work, CASE, COMPANY)
    return RecoveryDesk(base.world, base.clock)


def apply(work: Work, case_id: str, company_id: str) -> None:
    """Let a firm have applied, with its loss assessed."""
    work.add(_application(work, case_id, company_id))
    work.session.flush()
    for sequence, benefit in enumerate(("litigation_cost", "bridging_loan"), start=1):
        work.add(
            FundBenefitLine(
                id=work.new_id("fline"), application_id=APPLICATION, sequence=sequence,
                benefit=benefit, harm=f"harm-{sequence}", cost_won=LOSS, claimed_won=LOSS,
                evidence=[],
            )
        )  # fmt: skip
    work.record(ActRefused(subject=APPLICATION, problem="set-up"))


def _case(work: Work) -> Case:
    return Case(
        id=CASE, number="2026-제감-1", number_type="SUB", number_year=2026, number_serial=1,
        public_reference="reference", track="kftc", state="received", unit="subcontract",
        examiner_id="", filed_by="person_officer", complainant_name="한빛(가상)",
        respondent_name="대한(가상)", respondent_company_id="", violations=[], complaint={},
        identity_choice="private", consent_state="not_asked", received_on=date(2026, 11, 2),
        received_at=work.now, law_edition="test",
    )  # fmt: skip


def _application(work: Work, case_id: str, company_id: str) -> FundApplication:
    return FundApplication(
        id=APPLICATION, number="F-2026-1", case_id=case_id, applicant_company_id=company_id,
        applicant_name="한빛 (가상)", applicant_size="small", respondent_company_id="", state="awarded",
        scheme_id="demonstration", scheme_edition="2026-1", scheme_digest="0" * 64,
        filed_by="account_party", filed_by_person="person_party", filed_on=date(2026, 9, 3),
        filed_at=work.now, assessed_loss_won=LOSS,
    )  # fmt: skip
