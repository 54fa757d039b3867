"""What one may do with agency figures; one function per act; none commits."""

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.event import Event
from app.kernel.problems import FieldError, Invalid
from app.law.figures import AgencyEntry
from app.rulebook import store
from app.rulebook.events import FigureApproved, FigureEntered, FigureReturned, FigureWithdrawn
from app.rulebook.lifecycle import FIGURE, Command, State
from app.rulebook.problems import FigureAlreadyEntered, FigureNotFound
from app.rulebook.schemas import FigureIn, ReasonIn
from app.rulebook.tables import AgencyFigure

# The book asks for a second person; here that one has not yet been found.
_NOBODY_YET = "awaited"


def enter(work: Work, form: FigureIn) -> AgencyFigure:
    """Enter a figure that no source gives; it counts only once another person approves it.

    Raises `Invalid` where the book does not know the name, the value is of the wrong kind or a
    source gives the figure, and `FigureAlreadyEntered` for a second entry for the same day.
    """
    work.require(May.FIGURE_ENTER, Target(secret=False))
    _refuse_unfitting(work, form)
    live_key = f"{form.name}@{form.effective_from.isoformat()}"
    before = store.with_live_key(work, live_key)
    if before is not None:
        raise FigureAlreadyEntered(figure_id=before.id, state=before.state)
    row = work.add(
        AgencyFigure(
            id=work.new_id("fig"),
            name=form.name,
            value=form.value,
            effective_from=form.effective_from,
            source_paper=form.source_paper,
            reason=form.reason,
            state=str(State.ENTERED),
            live_key=live_key,
            entered_by=work.actor.person_id,
            entered_at=work.now,
        )
    )
    work.record(FigureEntered(subject=row.id, figure=row.name, effective_from=row.effective_from))
    return row


def approve(work: Work, figure_id: str, *, version: int | None) -> AgencyFigure:
    """Approve a figure that another person entered; from now on the law book holds it."""
    row = _decided(work, figure_id, Command.APPROVE, version)
    row.decided_by, row.decided_at = work.actor.person_id, work.now
    _record(work, row, FigureApproved)
    return row


def send_back(work: Work, figure_id: str, form: ReasonIn, *, version: int | None) -> AgencyFigure:
    """Return a figure to the one who entered it, with a reason; a corrected entry may follow."""
    row = _decided(work, figure_id, Command.RETURN, version)
    row.decided_by, row.decided_at = work.actor.person_id, work.now
    row.decision_reason, row.live_key = form.reason, row.id
    _record(work, row, FigureReturned)
    return row


def withdraw(work: Work, figure_id: str, form: ReasonIn, *, version: int | None) -> AgencyFigure:
    """Take an approved figure out of use; decisions already made keep the edition they used."""
    row = _decided(work, figure_id, Command.WITHDRAW, version)
    row.withdrawn_by, row.withdrawn_at = work.actor.person_id, work.now
    row.decision_reason, row.live_key = form.reason, row.id
    _record(work, row, FigureWithdrawn)
    return row


def _decided(work: Work, figure_id: str, command: Command, version: int | None) -> AgencyFigure:
    """Return the row, moved along its lifecycle, where this person may take that step."""
    row = work.session.get(AgencyFigure, figure_id)
    entered_by = frozenset({row.entered_by}) if row else frozenset()
    work.require(May.FIGURE_APPROVE, Target(secret=False, done_by={May.FIGURE_ENTER: entered_by}))
    if row is None:
        raise FigureNotFound
    step = FIGURE.take(row.state, command)
    work.expect_version(row, version)
    row.state = str(step.target)
    return row


def _record(
    work: Work,
    row: AgencyFigure,
    kind: type[FigureApproved | FigureReturned | FigureWithdrawn],
) -> None:
    happened: Event = kind(subject=row.id, figure=row.name, effective_from=row.effective_from)
    work.record(happened)
    # The version that the answer names is counted up by the write.
    work.session.flush()


def _refuse_unfitting(work: Work, form: FigureIn) -> None:
    """Raise Invalid in the words of the book, with pointers into the form."""
    entry = AgencyEntry(
        name=form.name,
        value=form.value,
        effective_from=form.effective_from,
        source_paper=form.source_paper,
        entered_by=work.actor.person_id,
        approved_by=_NOBODY_YET,
    )
    try:
        work.law.with_entries((entry,))
    except Invalid as refused:
        errors = tuple(
            FieldError("/" + error.pointer.rpartition("/")[2], error.code, error.detail)
            for error in refused.errors
        )
        raise Invalid(errors=errors) from refused
