"""What the two pages of a debt show, beside what a slow replay of the same events gives."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.collection.schemas import ReceivableOut
from app.deadlines.calendar import published
from app.sanctions.schemas.measure import MeasureOut
from tests.support.slow_balance import Account, Note
from tests.support.slow_deadlines import Plain, Ruling, Told, answer


def due_of(notes: Sequence[Note], measure: MeasureOut) -> date | None:
    """Return the day up to which to pay, counted a day at a time from service, stays and payment."""
    told: list[Told] = [(notes[0].on, "served", "", None, "")]
    told += [
        (note.on, note.kind, "", None, "")
        for note in notes if note.kind in ("stayed", "stay_lifted")
    ]  # fmt: skip
    settled = [one.on for one in measure.steps if one.command == "settle"]
    told += [(on, "paid", "", None, "") for on in settled]
    plain = Plain(
        starts_on=("served",), ends_on=("paid",), period_by_form={}, period="days to pay",
        pauses=(("stayed", "stay_lifted", None, "stayed"),), extends=(), moves=True, restarts=False,
        since=None, length_of=lambda _name, _day: (60, "days"),
        rests=lambda day: day.isoweekday() > 5 or day in published(),
    )  # fmt: skip
    return answer(plain, told, Ruling()).due_on


def on_receivable(shown: ReceivableOut, want: Account, today: date) -> dict[str, tuple[Any, Any]]:
    """Return each figure of the receivable's page beside the slow one."""
    late = want.late(today)
    stage = want.stage or ("overdue" if late else "open")
    overdue = sum(won - paid for on, won, paid in want.schedule if today > on)
    overdue = min(want.owed, overdue + want.charge) if stage in ("open", "overdue") else 0
    return {
        "sum": (shown.amount_won, want.amount), "waived": (shown.waived_won, want.waived),
        "paid": (shown.paid_won, want.paid), "refunded": (shown.refunded_won, want.refunded),
        "charge": (shown.charge_won, want.charge), "owed": (shown.owed_won, want.owed),
        "over": (shown.refund_due_won, want.over), "overdue": (shown.overdue_won, overdue),
        "written off": (shown.written_off_won, want.written_off),
        "stage": (shown.stage.code, stage),
        "parts": (tuple((d.on, d.amount_won, d.paid_won) for d in shown.schedule), want.schedule),
    }  # fmt: skip


def on_measure(measure: MeasureOut, want: Account) -> dict[str, tuple[Any, Any]]:
    """Return each figure of the measure's page beside the slow one."""
    balance = measure.balance
    assert balance is not None
    settled = want.stage == "settled"
    return {
        "sum of the measure": (measure.amount_won, want.amount),
        "paid on the measure": (balance.paid_won, want.paid),
        "charge on the measure": (balance.late_charge_won, want.charge),
        "owed on the measure": (balance.owed_won, want.owed),
        "to be given back": (balance.refund_due_won, want.over),
        "ended by payment": (measure.state.code in ("paid", "annulled"), settled),
    }
