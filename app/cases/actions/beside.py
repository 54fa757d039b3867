"""What packages above bring about in a case beside its track: notes, bars and reliefs.

They have asked for their own permission. Effects reach measures only through these rows.
"""

from dataclasses import dataclass
from datetime import date

from app.cases import rules, store
from app.cases.actions.clocks import rederive
from app.cases.actions.history import Taken, note
from app.cases.events import CaseNoted, EffectEnded, EffectLaid
from app.cases.lifecycle.beside import BESIDE
from app.cases.tables import Case, CaseEffect
from app.db.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a settlement does to measures: `bar` forbids the kinds named (none: every kind),
    `relief` opens a reduction that an officer may grant."""

    sort: str
    cause: str
    basis: str
    kinds: tuple[str, ...] = ()
    figure: str = ""


def note_beside(
    work: Work, *, case_id: str, what: str, on: date | None = None, reason: str = "",
    basis: str = "",
) -> Case:  # fmt: skip
    """Write down something that happened beside the track and derive the clocks anew.

    `basis` stands in for the usual article where the thing rests on another Act.
    """
    case = store.case(work, case_id)
    steps = store.steps(work, case_id)
    day, told = on or work.today, BESIDE[what]
    rules.check_day(day, work.today, steps[-1].on)
    taken = Taken(
        command=what,
        from_state=case.state,
        to_state=case.state,
        basis=basis or told.basis,
        on=day,
        reason=reason,
        occurrence=told.occurrence,
    )
    note(work, case, steps, taken)
    rederive(work, case, steps)
    work.touch(case)
    work.record(CaseNoted(subject=case_id, what=what, on=day))
    return case


def lay_effect(work: Work, *, case_id: str, source_id: str, effect: Effect) -> CaseEffect:
    """Lay an effect on the measures of a case from today on."""
    row = work.add(
        CaseEffect(
            id=work.new_id("effect"),
            case_id=case_id,
            source_id=source_id,
            sort=effect.sort,
            cause=effect.cause,
            kinds=list(effect.kinds),
            figure=effect.figure,
            basis=effect.basis,
            since_on=work.today,
        )
    )
    work.record(EffectLaid(subject=row.id, case_id=case_id, sort=row.sort, cause=row.cause))
    return row


def end_effects(work: Work, *, case_id: str, source_id: str) -> int:
    """End every effect that a settlement still has; returns how many there were."""
    rows = [row for row in store.effects(work, case_id) if row.source_id == source_id]
    standing = [row for row in rows if row.until_on is None]
    for row in standing:
        row.until_on = work.today
        work.record(EffectEnded(subject=row.id, case_id=case_id, sort=row.sort, cause=row.cause))
    return len(standing)
