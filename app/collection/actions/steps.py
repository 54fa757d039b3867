"""Steps of collecting: early payment offered, demanded, instalments ended, a fine taken to court."""

from app.access.policy import May
from app.collection import facts
from app.collection.events import CollectionStepTaken
from app.collection.facts import Found
from app.collection.lifecycle import STEP_KINDS, StepKind
from app.collection.problems import StepRefused
from app.collection.rules import steps
from app.collection.schemas import FineObjectionIn, StepIn
from app.collection.tables import Receivable
from app.db.work import Work
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.receivable import Happening, Kind
from app.sanctions import actions as sanctions

_KINDS = {
    StepKind.OFFER_EARLY: Kind.EARLY_OFFERED,
    StepKind.DEMAND: Kind.DEMANDED,
    StepKind.END_PLAN: Kind.PLAN_ENDED,
    StepKind.OBJECT: Kind.OBJECTED,
    StepKind.REFER_TO_COURT: Kind.COURT_REFERRED,
    StepKind.COURT_DECIDED: Kind.COURT_DECIDED,
}


def take_step(work: Work, *, receivable_id: str, form: StepIn, version: int | None) -> Receivable:
    """Take a step of collecting as the officer; the objection is the respondent's own."""
    found = facts.find(work, receivable_id)
    work.require(May.PAYMENT_RECORD, found.target)
    work.expect_version(found.row, version)
    if form.step is StepKind.OBJECT:
        words = Text("이의제기는 당사자가 합니다", "The respondent objects, not the officer")
        raise Invalid(errors=(FieldError("/step", "not_by_staff", words),))
    return _taken(work, found, form)


def object_to_fine(
    work: Work, *, receivable_id: str, form: FineObjectionIn, version: int | None
) -> Receivable:
    """Object to an administrative fine in its 60 days; the fine loses its effect until the court."""
    found = facts.find(work, receivable_id)
    work.require(May.OBJECTION_FILE, found.target)
    work.expect_version(found.row, version)
    last_on = steps.objection_last_on(work.law, work.calendar, found.owed.served_on)
    steps.refuse_late_objection(last_on, work.today)
    return _taken(work, found, StepIn(step=StepKind.OBJECT, reason=form.reason))


def _taken(work: Work, found: Found, form: StepIn) -> Receivable:
    is_fine, happened = found.owed.is_fine, found.owed.happened
    possible = steps.open_steps(is_fine=is_fine, found=found.standing, happened=happened)
    if form.step not in possible:
        name = STEP_KINDS[form.step]
        raise StepRefused(
            Text(f"지금은 할 수 없습니다: {name.ko}", f"Not possible now: {name.en.lower()}"),
            step=str(form.step), possible=sorted(possible),
        )  # fmt: skip
    term = _checked(work, found, form)
    sanctions.set_term(work, measure_id=found.row.measure_id, term=term, reason=form.reason)
    work.touch(found.row)
    work.record(
        CollectionStepTaken(
            subject=found.row.id, case_id=found.row.case_id, step=form.step, on=term.on,
            until=term.until,
        )
    )  # fmt: skip
    work.session.flush()
    return found.row


def _checked(work: Work, found: Found, form: StepIn) -> Happening:
    on = form.on or work.today
    last = max(one.on for one in found.owed.happened if one.kind is not Kind.PAID)
    if not max(found.owed.served_on, last) <= on <= work.today:
        words = Text(
            "앞선 절차부터 오늘까지의 날을 적어 주세요", "Give a day from the step before to today"
        )
        raise Invalid(errors=(FieldError("/on", "outside", words),))
    if form.step is StepKind.OFFER_EARLY:
        steps.refuse_early(work.law, until=form.until, today=on)
    if form.step is StepKind.COURT_DECIDED:
        _refuse_undecided(form)
    return Happening(
        kind=_KINDS[form.step],
        on=on,
        until=form.until if form.step in (StepKind.OFFER_EARLY, StepKind.COURT_DECIDED) else None,
        amount_won=(form.amount_won or 0) if form.step is StepKind.COURT_DECIDED else 0,
    )


def _refuse_undecided(form: StepIn) -> None:
    missing = Text(
        "법원이 정한 금액과 납부기한을 적어 주세요", "Give the court's amount and its due day"
    )
    errors = [
        FieldError(f"/{name}", "missing", missing)
        for name, value in (("amount_won", form.amount_won), ("until", form.until))
        if value is None
    ]
    if errors:
        raise Invalid(errors=tuple(errors))
