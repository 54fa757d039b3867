"""The paper of every measure under every body of rules that has it, made by its own builder."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from app.access.actor import WORKER
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.law.book import load
from app.law.computation import Computation
from app.law.surcharge import Severity, compute_surcharge
from app.papers.documents import Paper
from app.sanctions.documents import paper_for
from app.sanctions.rules import kinds
from app.sanctions.tables import Measure, MeasureStep
from tests.law.surcharge_cases import BOOK, inputs, rated
from tests.sanctions.scene import Scene

RUNGS: Final = tuple(
    (kind.kind, rung.regime) for kind in load().measures() for rung in kind.rungs
)  # fmt: skip
_ON, _AT, _LATER = date(2026, 11, 20), datetime(2026, 11, 20, 1, tzinfo=UTC), date(2026, 12, 21)
_VIOLATIONS: Final = {
    "kftc": ["TK-USE", "SC-CUT"], "mss_win_win": ["WW-NDA"], "sme_technology": ["ST-INF"],
}  # fmt: skip


def measure_papers(scene: Scene, free: str, head: dict[str, str]) -> dict[str, Paper]:
    """Return each paper by the kind of its measure and the rules it was taken under."""
    return {
        f"measure {kind} {regime}": replace(_made(scene, number, kind, regime, free), **head)  # type: ignore[arg-type]
        for number, (kind, regime) in enumerate(RUNGS, start=1)
    }


def _made(scene: Scene, number: int, kind: str, regime: str, free: str) -> Paper:
    track = BOOK.regime(regime).track
    case_id = scene.case(track, "under_measure", _VIOLATIONS[track])
    row = _row(f"measure_{number}", number, kind, regime, free)
    row.case_id, row.company_id, row.violations = case_id, scene.company_id, _VIOLATIONS[track]

    def enter(work: Work) -> None:
        work.add(row)
        work.session.flush()
        for place, command in enumerate(("draft", "countersign", "issue"), start=1):
            work.add(MeasureStep(
                id=f"step_{number}_{place}", measure_id=f"measure_{number}", sequence=place,
                command=command, from_state="", to_state="", on=_ON, at=_AT,
                account_id="acc_lead", person_id="per_lead",
            ))  # fmt: skip
        work.record(ConfidentialRead(subject=case_id, level=1, what="scene"))

    scene.do(WORKER, enter)
    return scene.see(WORKER, lambda work: paper_for(work, f"measure_{number}"))


def _row(measure_id: str, number: int, kind: str, regime: str, free: str) -> Measure:
    rung, carries = kinds.rung_of(BOOK, kind, regime), BOOK.measure(kind).carries
    worked_out = kinds.is_calculated(BOOK.measure(kind), BOOK.regime(regime))
    return Measure(
        id=measure_id, case_id="", company_id="", sequence=1, kind=kind, regime=regime,
        number=f"m-{number}", number_year=2026, number_serial=number, state="issued",
        decided_on=_ON, violations=[], order_items=[free] if carries == "act" else [],
        reasons=free, legal_basis=str(rung.basis), drafted_by="per_examiner", issued_at=_AT,
        law_edition="", comply_by=_LATER if rung.comply_within and carries == "act" else None,
        amount_won=1_003_000_000 if carries == "money" else None,
        computation=_sum().as_dict() if worked_out else None,
        points_hundredths=260 if rung.points else None,
        points_status="reported" if rung.points else "",
        posted_until=_LATER if rung.posted_for else None, demonstration=True,
    )  # fmt: skip


def _sum() -> Computation:
    """Return the second published vector: rated, adjusted, cut off below a million won."""
    line = rated(1_003_000_000, "1/2", Severity.GRAVE)
    return compute_surcharge(BOOK, inputs(line, price=2_000_000_000))
