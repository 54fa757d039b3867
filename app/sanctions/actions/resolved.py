"""What a committee's resolution brings: drafts as resolved, and a bar on everything else.

The committee's act has asked for its own permission; whoever counts the votes drafts, and so may
not countersign.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.sanctions.actions.drafting import write_draft
from app.sanctions.actions.steps import LEVEL
from app.sanctions.events import MeasuresResolved
from app.sanctions.schemas.measure import MeasureIn
from app.sanctions.tables import Measure, ResolvedMeasure


@dataclass(frozen=True, slots=True)
class ResolvedLine:
    """A kind of measure that was resolved, and for which violations."""

    kind: str
    violations: tuple[str, ...]


def hold_to_resolution(
    work: Work, *, case_id: str, resolution_id: str, lines: Sequence[ResolvedLine]
) -> None:
    """Let nothing be issued on a finding in this case but what was resolved, each once."""
    work.require(May.CASE_DOCKET, cases.target_of(work, case_id, level=LEVEL))
    for sequence, line in enumerate(lines, start=1):
        work.add(
            ResolvedMeasure(
                id=work.new_id("rmeasure"),
                case_id=case_id,
                resolution_id=resolution_id,
                sequence=sequence,
                kind=line.kind,
                violations=list(line.violations),
            )
        )
    work.record(
        MeasuresResolved(
            subject=resolution_id, case_id=case_id, kinds=tuple(line.kind for line in lines)
        )
    )
    work.session.flush()


def draft_resolved(work: Work, *, case_id: str, form: MeasureIn) -> Measure:
    """Draft a measure as it was resolved; raises what a draft by hand would raise."""
    target = cases.target_of(work, case_id, level=LEVEL)
    work.require(May.CASE_DOCKET, target)
    return write_draft(work, case_id=case_id, form=form, target=target)
