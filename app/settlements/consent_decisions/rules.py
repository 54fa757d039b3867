"""The daily charge for not performing a consent decision. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text

_BASIS = Basis("하도급법", "제24조의11")


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge: won for each day from the day after the due day up to a day, both counted."""

    daily_won: int
    due_on: date
    until_on: date

    @property
    def first_on(self) -> date:
        """The first day that is charged."""
        return self.due_on + timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days are charged."""
        return (self.until_on - self.due_on).days

    @property
    def total_won(self) -> int:
        """What is owed for these days."""
        return self.days * self.daily_won


def check_charge(
    charge: Charge, *, ceiling_won: int, today: date, charged_until: date | None
) -> None:
    """Raise Invalid where a charge is over the ceiling, empty, in the future or a second one.

    `charged_until` is the last day for which was charged before; no day is charged twice.
    """
    errors = []
    if not 0 < charge.daily_won <= ceiling_won:
        words = Text(f"1일 {ceiling_won:,}원까지입니다", f"At most KRW {ceiling_won:,} a day")
        errors.append(FieldError("/daily_won", "over_the_cap", words))
    if charge.until_on > today or charge.days < 1:
        words = Text("부과 기간을 확인하세요", "Check the days that are charged")
        errors.append(FieldError("/until_on", "outside", words))
    if charged_until is not None and charge.first_on <= charged_until:
        words = Text(
            f"{charged_until}까지 이미 부과했습니다", f"Charged up to {charged_until} already"
        )
        errors.append(FieldError("/due_on", "charged_before", words))
    if errors:
        raise Invalid(errors=tuple(errors), basis=(_BASIS,))
