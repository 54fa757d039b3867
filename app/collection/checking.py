"""Three checks that anybody may make: payment of a price, duty of indexation, ceiling on damages."""

from fractions import Fraction
from typing import Any

from pydantic import BaseModel, Field

from app.collection.schemas import In, PartIn
from app.db.work import Work
from app.kernel.exact import parse_exact
from app.law.computation import Computation, percent
from app.law.damages import damages_ceiling
from app.law.indexation import Finding, IndexedContract, indexation_duty
from app.law.late_charge import Paid
from app.law.payment_check import Delivery, check_payment
from app.sanctions.schemas.calculation import Rate
from app.web.fields import Day, MaybeDay, MaybeWon, Won


class PaymentCheckIn(In):
    """A delivery and how it was paid."""

    received_on: Day = Field(examples=["2026-03-02"])
    price_won: Won = Field(ge=1, examples=[100_000_000])
    agreed_on: MaybeDay = None
    client_paid_on: MaybeDay = None
    payments: list[PartIn] = Field(default=[], max_length=50)
    cash_won: MaybeWon = None
    client_cash_rate: Rate | None = Field(default=None, examples=["50%"])
    as_of: MaybeDay = Field(default=None, examples=["2026-05-31"])


class IndexationIn(In):
    """A contract whose duty of indexation is asked about."""

    contracted_on: Day = Field(examples=["2026-11-23"])
    win_win: bool = False
    giver_is_small: bool = False
    duration_days: int = Field(ge=1, le=36_500, examples=[365])
    price_won: Won = Field(ge=1, examples=[500_000_000])
    opted_out_in_writing: bool = False
    main_share: Rate = Field(default="0", examples=["12%"])
    energy_share: Rate = Field(default="0", examples=["3%"])


class DamagesIn(In):
    """Harm done by an act of a day."""

    violation: str = Field(max_length=20, examples=["TK-USE"])
    acted_on: Day = Field(examples=["2026-03-02"])
    harm_won: Won = Field(ge=1, examples=[300_000_000])


class LineOut(BaseModel):
    """One line of a check with its article."""

    code: str
    ko: str
    en: str
    basis: str
    shown: str = ""
    holds: bool | None = None


class WorkingOut(BaseModel):
    """A sum with its steps, articles, warnings and how sure it is."""

    amount_won: int
    steps: list[dict[str, Any]]
    warnings: list[dict[str, str]]
    status: str
    edition: str

    @classmethod
    def of(cls, made: Computation) -> "WorkingOut":
        """Return a computation as the doors give it."""
        given = made.as_dict()
        return cls.model_validate({name: given[name] for name in cls.model_fields})


class PaymentCheckOut(BaseModel):
    """What a check of a payment found."""

    due_days: list[LineOut]
    due_on: Day
    interest_from: Day
    interest: WorkingOut
    unpaid_won: int
    late_won: int
    cash_rate: str | None
    cash_enough: bool | None


class IndexationOut(BaseModel):
    """Whether a contract must state indexation, line by line."""

    required: bool
    covered: list[LineOut]
    exempt: list[LineOut]


def payment(work: Work, form: PaymentCheckIn) -> PaymentCheckOut:
    """Check when a price was due and what interest its lateness bears."""
    rate = form.client_cash_rate
    delivery = Delivery(
        received_on=form.received_on, price_won=form.price_won, agreed_on=form.agreed_on,
        client_paid_on=form.client_paid_on, cash_won=form.cash_won,
        payments=tuple(Paid(one.on, one.amount_won) for one in form.payments),
        client_cash_rate=None if rate is None else parse_exact(rate),
    )  # fmt: skip
    found = check_payment(work.law, work.calendar, delivery, form.as_of or work.today)
    return PaymentCheckOut(
        due_days=[
            LineOut(code=day.code, ko=day.label.ko, en=day.label.en, basis=day.basis,
                    shown=day.on.isoformat(), holds=day.on == found.due_on)
            for day in found.due_days
        ],
        due_on=found.due_on, interest_from=found.interest_from,
        interest=WorkingOut.of(found.interest), unpaid_won=found.unpaid_won,
        late_won=found.late_won, cash_rate=_shown(found.cash_rate),
        cash_enough=found.cash_enough,
    )  # fmt: skip


def _shown(rate: Fraction | None) -> str | None:
    """Return a share as an exact per cent, or cut to a hundredth of a per cent."""
    if rate is None:
        return None
    return percent(Fraction(int(rate * 10_000), 10_000))


def indexation(work: Work, form: IndexationIn) -> IndexationOut:
    """Check whether a contract must state cost indexation."""
    given = form.model_dump()
    given |= {name: parse_exact(given[name]) for name in ("main_share", "energy_share")}
    found = indexation_duty(work.law, IndexedContract(**given))
    return IndexationOut(
        required=found.required,
        covered=[_line(one) for one in found.covered],
        exempt=[_line(one) for one in found.exempt],
    )


def _line(one: Finding) -> LineOut:
    return LineOut(
        code=one.code, ko=one.label.ko, en=one.label.en, basis=one.basis, shown=one.shown,
        holds=one.holds,
    )  # fmt: skip


def damages(work: Work, form: DamagesIn) -> WorkingOut:
    """Return the ceiling on multiple damages; never an award."""
    return WorkingOut.of(
        damages_ceiling(
            work.law, violation=form.violation, acted_on=form.acted_on, harm_won=form.harm_won
        )
    )
