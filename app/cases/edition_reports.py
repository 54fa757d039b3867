"""What a reader may learn of moves to a new edition of the rules."""

from dataclasses import replace
from typing import Any

from app.access.actor import Target
from app.access.policy import May
from app.cases import store
from app.cases.actions.ties import may_over
from app.cases.schemas.editions import (
    CaseLineOut,
    EditionReportList,
    EditionReportOut,
    EditionReportRow,
    FigureChangeOut,
)
from app.cases.step_words import label_of
from app.cases.tables import Case, EditionReport
from app.db.work import Work

_SHOWN = 20
_ALL = Target(level=2, secret=False)


def reports(work: Work) -> EditionReportList:
    """Return the newest reports."""
    work.require(May.EDITION_REPORT, _ALL)
    items = [
        EditionReportRow(
            id=row.id, to_edition=row.to_edition, digest=row.digest, made_at=row.made_at,
            moved_at=row.moved_at, cases=len(row.lines),
        )
        for row in store.reports(work, limit=_SHOWN)
    ]  # fmt: skip
    return EditionReportList(edition=work.law.edition, items=items)


def report(work: Work, report_id: str) -> EditionReportOut:
    """Return a report with what it says of each case that the reader may see."""
    work.require(May.EDITION_REPORT, _ALL)
    row = work.one(EditionReport, report_id)
    return report_out(work, row)


def target_of(work: Work, report_id: str) -> Target:
    """Return what the policy table is told of carrying a report out: who made it may not."""
    made_by = work.one(EditionReport, report_id).made_by
    return replace(_ALL, done_by={str(May.EDITION_REPORT): frozenset({made_by})})


def report_out(work: Work, row: EditionReport) -> EditionReportOut:
    """Return a report as the reader may see it."""
    shown = [(line, store.case(work, line["case_id"])) for line in row.lines]
    staying = sum(bool(line["decided"]) for line in row.lines)
    return EditionReportOut(
        id=row.id, version=row.version, to_edition=row.to_edition, digest=row.digest,
        made_at=row.made_at, moved_at=row.moved_at,
        current=row.to_edition == work.law.edition and row.moved_at is None,
        cases=len(row.lines), moving=len(row.lines) - staying, staying=staying,
        figures=[FigureChangeOut.model_validate(one) for one in row.figures],
        lines=[_line_out(work, line, case) for line, case in shown if _sees(work, case)],
    )  # fmt: skip


def _sees(work: Work, case: Case) -> bool:
    return work.decide(May.CASE_SEE, replace(may_over(work, case), level=1)).allowed


def _line_out(work: Work, line: dict[str, Any], case: Case) -> CaseLineOut:
    deadlines = [{**one, **_clock_words(work, one["name"])} for one in line["deadlines"]]
    steps = [{**one, **_step_words(case.track, one["command"])} for one in line["steps"]]
    return CaseLineOut.model_validate({**line, "deadlines": deadlines, "steps": steps})


def _clock_words(work: Work, name: str) -> dict[str, str]:
    clock = work.law.contents.clocks.get(name)
    return {
        "label_ko": clock.label.ko if clock else name,
        "label_en": clock.label.en if clock else name,
    }


def _step_words(track: str, command: str) -> dict[str, str]:
    label = label_of(track, command)
    return {"label_ko": label.ko, "label_en": label.en}
