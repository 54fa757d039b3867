"""What each step of collecting needs: checked before anything is noted. Pure."""

from collections.abc import Sequence
from datetime import date

from app.collection.lifecycle import StepKind
from app.collection.problems import StepRefused
from app.kernel.calendar import WorkingCalendar, last_day
from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.interest import Instalment, check_instalments, instalments_allowed
from app.law.receivable import Happening, Kind, Stage, Standing

DISORDER = "질서위반행위규제법"
_FAIR = Basis("공정거래법", "제103조")
_LIVE = (Stage.OPEN, Stage.OVERDUE, Stage.STAYED)


def open_steps(
    *, is_fine: bool, found: Standing, happened: Sequence[Happening]
) -> frozenset[StepKind]:
    """Return the steps that are possible as a receivable stands; dates are checked when taken."""
    kinds = {one.kind for one in happened if one.on <= found.as_of}
    steps: set[StepKind] = set()
    if found.stage in (Stage.OPEN, Stage.OVERDUE):
        steps.add(StepKind.DEMAND)
    if has_plan(happened) and found.stage is Stage.OVERDUE:
        steps.add(StepKind.END_PLAN)
    if is_fine:
        steps |= _of_fine(found, kinds)
    return frozenset(steps)


def _of_fine(found: Standing, kinds: set[Kind]) -> set[StepKind]:
    if found.stage is Stage.IN_COURT:
        referred = Kind.COURT_REFERRED in kinds
        return {StepKind.COURT_DECIDED if referred else StepKind.REFER_TO_COURT}
    steps: set[StepKind] = set()
    if found.stage is Stage.OPEN and found.early_until is None and not found.paid_won:
        steps.add(StepKind.OFFER_EARLY)
    if found.stage in _LIVE and not kinds & {Kind.OBJECTED, Kind.COURT_DECIDED}:
        steps.add(StepKind.OBJECT)
    return steps


def has_plan(happened: Sequence[Happening]) -> bool:
    """Tell whether instalments run: granted, and not ended since."""
    plans = [one.on for one in happened if one.kind is Kind.PLANNED]
    ends = [one.on for one in happened if one.kind is Kind.PLAN_ENDED]
    return bool(plans) and (not ends or max(ends) < max(plans))


def objection_last_on(book: Book, calendar: WorkingCalendar, served_on: date) -> date:
    """Return the last day to object to an administrative fine."""
    period = book.figure("fine_objection_days", served_on).period
    return calendar.next_working_day(last_day(served_on, period))


def court_last_on(book: Book, calendar: WorkingCalendar, objected_on: date) -> date:
    """Return the last day to refer an objection to the court."""
    period = book.figure("fine_court_days", objected_on).period
    return calendar.next_working_day(last_day(objected_on, period))


def refuse_early(book: Book, *, until: date | None, today: date) -> None:
    """Raise Invalid for an offer of early payment that ends before the time for an opinion."""
    figure = book.figure("fine_opinion_days", today)
    first = last_day(today, figure.period)
    if until is None or until < first:
        words = Text(f"{first} 이후의 날을 적어 주세요", f"Give a day from {first} on")
        raise Invalid(errors=(FieldError("/until", "too_early", words),), basis=(figure.basis,))


def refuse_late_objection(last_on: date, on: date) -> None:
    """Raise StepRefused for an objection after its last day."""
    if on > last_on:
        raise StepRefused(
            Text(
                f"이의제기는 {last_on}까지 할 수 있었습니다",
                f"An objection could be made until {last_on}",
            ),
            basis=(Basis(DISORDER, "제20조"),),
            last_on=last_on.isoformat(),
        )


def refuse_instalments(
    book: Book,
    *,
    is_fine: bool,
    is_sme: bool,
    amount_won: int,
    served_on: date,
    asked_on: date,
) -> None:
    """Raise for instalments or an extension that the law does not open (공정거래법 제103조)."""
    if is_fine:
        raise StepRefused(
            Text(
                "과태료의 분할납부·연장 기준은 설정되지 않았습니다",
                "Instalments and extensions of administrative fines are not configured",
            ),
            basis=(Basis(DISORDER, "제24조의3"),),
        )
    errors = instalments_allowed(
        book, amount_won=amount_won, is_sme=is_sme, served_on=served_on, requested_on=asked_on
    )
    if errors:
        raise Invalid(errors=errors, basis=(_FAIR,))


def refuse_plan(
    book: Book, *, unpaid_won: int, due_on: date, parts: Sequence[tuple[date, int]]
) -> None:
    """Raise Invalid for a plan that the law does not allow or that is not the unpaid sum."""
    plan = [Instalment(on, won) for on, won in parts]
    check_instalments(book, amount_won=unpaid_won, due_on=due_on, plan=plan)


def refuse_extension(book: Book, *, due_on: date, until: date | None) -> None:
    """Raise Invalid for an extension that is no later day, or later than instalments could be."""
    figure = book.figure("instalment_years", due_on)
    end = last_day(due_on, figure.period)
    if until is None or not due_on < until <= end:
        words = Text(
            f"{due_on} 다음 날부터 {end}까지의 날을 적어 주세요",
            f"Give a day after {due_on}, up to {end}",
        )
        raise Invalid(errors=(FieldError("/until", "outside", words),), basis=(figure.basis,))
