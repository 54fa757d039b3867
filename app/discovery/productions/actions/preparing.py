"""Putting a set together: from the evidence of a case, marked, checked, given to the worker."""

from app.access.policy import May
from app.cases import queries as cases
from app.db.numbering import next_number
from app.db.work import Work
from app.discovery.productions import assembling, rules, store
from app.discovery.productions.bates import Series
from app.discovery.productions.events import (
    ProductionBuildOrdered,
    ProductionChecked,
    ProductionMarked,
    ProductionPrepared,
    ProductionReopened,
)
from app.discovery.productions.lifecycle import PRODUCTION, Command, ProductionFacts, State
from app.discovery.productions.materials import on_file
from app.discovery.productions.problems import (
    NothingCollected,
    PrefixFixed,
    ReplacementWrong,
    UnknownDocument,
)
from app.discovery.productions.schemas import MarksIn, PrepareIn
from app.discovery.productions.standing import LISTED_LEVEL, held_for
from app.discovery.productions.tables import (
    PageNumberSeries,
    Production,
    ProductionDocument,
    ProductionProgress,
)
from app.discovery.productions.values import Standing
from app.kernel.problems import FieldError
from app.kernel.text import Text

_UNKNOWN = Text("이 제출 자료에 없는 자료입니다", "Not a document of this production")
BUILD_JOB = "build_production"


def prepare(work: Work, *, case_id: str, form: PrepareIn) -> Production:
    """Begin a set from everything on the file of a case; nothing in it is marked yet."""
    work.require(May.PRODUCTION_PREPARE, cases.target_of(work, case_id, level=LISTED_LEVEL))
    items = list(on_file(work, case_id).items.values())
    if not items:
        raise NothingCollected
    _fix_series(work, case_id, form)
    _check_replaced(work, case_id, form.replaces_production_id)
    row = work.add(_row(work, case_id, form))
    work.session.flush()
    work.add(ProductionProgress(production_id=row.id, updated_at=work.now))
    for position, item in enumerate(items, start=1):
        work.add(
            ProductionDocument(
                id=work.new_id("prdd"), production_id=row.id, item_id=item.id, position=position,
                custodian=rules.CUSTODIANS[item.side], record={},
            )
        )  # fmt: skip
    work.record(
        ProductionPrepared(
            subject=row.id, case_id=case_id, documents=len(items),
            recipient_level=row.recipient_level,
            replaces_production_id=row.replaces_production_id or "",
        )
    )  # fmt: skip
    return row


def mark(work: Work, *, production_id: str, form: MarksIn, version: int | None) -> Production:
    """Decide what becomes of some documents; what came on file since is taken into the set."""
    row = _preparing(work, production_id, version)
    PRODUCTION.take(row.state, Command.MARK)
    rows = _with_newcomers(work, row)
    unknown = [n for n, one in enumerate(form.marks) if one.item_id not in rows]
    if unknown:
        raise UnknownDocument(
            errors=tuple(FieldError(f"/marks/{n}/item_id", "unknown", _UNKNOWN) for n in unknown)
        )
    for one in form.marks:
        document = rows[one.item_id]
        document.standing, document.ground = one.standing, one.ground or ""
        document.reason, document.duplicate_of = one.reason, one.duplicate_of
        document.redacted = one.redacted
    row.findings = []
    marks = tuple((one.item_id, str(one.standing)) for one in form.marks)
    work.record(ProductionMarked(subject=row.id, case_id=row.case_id, marks=marks))
    _touch(work, row)
    return row


def check(work: Work, *, production_id: str, version: int | None) -> Production:
    """Check a set; it counts as checked only when nothing was found, which is told in any case."""
    row = _preparing(work, production_id, version)
    PRODUCTION.find(row.state, Command.CHECK)
    _with_newcomers(work, row)
    work.session.flush()
    assembled = assembling.assemble(work, row, _series(work, row.case_id), assembling.unopened)
    findings = assembled.findings()
    row.findings = [
        {"code": one.code, "item_id": one.document_id, **one.words.as_dict()} for one in findings
    ]
    row.level = rules.highest_level(
        [one.shown_level for one in assembled.documents if one.standing is Standing.PRODUCED]
    )
    if not findings:
        row.state = PRODUCTION.take(row.state, Command.CHECK, ProductionFacts()).target
    codes = tuple(sorted({one.code for one in findings}))
    work.record(ProductionChecked(subject=row.id, case_id=row.case_id, codes=codes))
    _touch(work, row)
    return row


def reopen(work: Work, *, production_id: str, version: int | None) -> Production:
    """Take a set that was checked or built back; what was built of it counts no more."""
    row = _preparing(work, production_id, version)
    row.state = PRODUCTION.take(row.state, Command.REOPEN).target
    # No row names the object any more; the reaper clears it.
    row.store_key, row.sha256, row.manifest_sha256, row.size_bytes = None, "", "", 0
    row.built_at, row.figures, row.account = None, {}, []
    work.record(ProductionReopened(subject=row.id, case_id=row.case_id))
    _touch(work, row)
    return row


def order_build(work: Work, *, production_id: str, version: int | None) -> Production:
    """Give a checked set to the worker."""
    row = _preparing(work, production_id, version)
    PRODUCTION.take(row.state, Command.ORDER_BUILD)
    _touch(work, row)
    work.record(ProductionBuildOrdered(subject=row.id, case_id=row.case_id))
    store.tell_progress(work, row.id, "waiting", 0, 0)
    work.later(BUILD_JOB, {"production_id": row.id}, key=work.new_id("build"))
    return row


def _preparing(work: Work, production_id: str, version: int | None) -> Production:
    return held_for(work, production_id, May.PRODUCTION_PREPARE, version)


def _touch(work: Work, row: Production) -> None:
    """Remember who had a hand in the set: none of them issues it."""
    if work.actor.person_id and work.actor.person_id not in row.prepared_by:
        row.prepared_by = [*row.prepared_by, work.actor.person_id]


def _row(work: Work, case_id: str, form: PrepareIn) -> Production:
    return Production(
        id=work.new_id("prod"), case_id=case_id,
        sequence=next_number(work, f"production:{case_id}"), title=form.title,
        recipient=form.recipient, recipient_level=form.recipient_level,
        organisation=form.organisation, exhibit_side=form.exhibit_side,
        slip_sheets=form.slip_sheets, state=State.ASSEMBLING,
        replaces_production_id=form.replaces_production_id or None, prepared_on=work.today,
        prepared_at=work.now, prepared_by=[work.actor.person_id], findings=[], figures={},
        account=[],
    )  # fmt: skip


def _fix_series(work: Work, case_id: str, form: PrepareIn) -> None:
    """Fix the form of the matter's numbers with its first set; afterwards it stays."""
    wanted = Series(form.prefix, form.width)
    found = store.series_of(work, case_id)
    if found is None:
        work.add(
            PageNumberSeries(
                id=work.new_id("pns"), case_id=case_id, prefix=wanted.prefix, width=wanted.width
            )
        )
    elif (found.prefix, found.width) != (wanted.prefix, wanted.width):
        raise PrefixFixed(prefix=found.prefix, width=found.width)


def _series(work: Work, case_id: str) -> PageNumberSeries:
    found = store.series_of(work, case_id)
    if found is None:
        raise LookupError(f"the matter {case_id} has no page numbers")
    return found


def _check_replaced(work: Work, case_id: str, production_id: str) -> None:
    if not production_id:
        return
    productions = {one.id: one for one in store.productions_of(work, case_id)}
    if production_id not in productions or productions[production_id].state != State.ISSUED:
        raise ReplacementWrong


def _with_newcomers(work: Work, row: Production) -> dict[str, ProductionDocument]:
    rows = {one.item_id: one for one in store.documents_of(work, row.id)}
    position = max((one.position for one in rows.values()), default=0)
    for item in on_file(work, row.case_id).items.values():
        if item.id not in rows:
            position += 1
            rows[item.id] = work.add(
                ProductionDocument(
                    id=work.new_id("prdd"), production_id=row.id, item_id=item.id,
                    position=position, custodian=rules.CUSTODIANS[item.side], record={},
                )
            )  # fmt: skip
    return rows
