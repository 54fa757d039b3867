"""Every paper that the service issues: its name, template, reader, and the step that brings it.

Read from the code. `.venv/bin/python scripts/paper_table.py` prints it as a table and fails where a
paper is wanting, has no template, or hangs on an event that nothing answers.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.cases.letters.actions import LETTERS as CASE_LETTERS  # noqa: E402 - the root comes first
from app.committee.letters.actions import LETTERS as COMMITTEE_LETTERS  # noqa: E402
from app.kernel.text import Text  # noqa: E402
from app.law.book import Book, load  # noqa: E402
from app.papers.actions import AUDIENCE, TITLES  # noqa: E402
from app.papers.documents import MEASURE_HEADINGS, MEASURE_TEMPLATES  # noqa: E402
from app.papers.render import TEMPLATES  # noqa: E402
from app.reactions.answers import Answers  # noqa: E402
from app.reactions.table import table_of  # noqa: E402
from app.sanctions import letters as points  # noqa: E402
from app.sanctions.rules.kinds import CALCULATED_PAPER  # noqa: E402
from app.settlements.letter_words import ARBITRATION_LETTERS  # noqa: E402
from app.settlements.letter_words import LETTERS as SETTLEMENT_LETTERS  # noqa: E402

# What the service tells of a thing when it is asked: the paper is set then, and issued to nobody.
REPORTS = (
    ("custody_report", Text("증거 보관 이력 보고서", "Chain of Custody Report"), "officials"),
    ("allocation_plan", Text("배분 계획과 산정 이유", "Allocation Plan with Reasons"), "fund staff, applicant"),
    ("contribution_receipt", Text("기부금 수령 확인서", "Confirmation of Contribution Received"), "contributor"),
    ("fund_report", Text("결산·분기 보고·기금 공시", "Closing, Quarterly Report and Publication of the Fund"), "fund staff, public"),
)  # fmt: skip
# What must be there, whatever else there is.
ASKED = frozenset({
    "consent_form", "receipt", "progress_complainant", "progress_respondent", "prior_notice",
    "examiners_report", "corrective_recommendation", "corrective_order", "surcharge",
    "points_notice", "closing_notice", "warning", "caution", "improvement_request", "publication",
    "administrative_fine", "bid_restriction_request", "business_suspension_request",
    "education_order", "habitual_listing", "criminal_referral", "referral", "agenda_item_tabled",
    "hearing_notified", "hearing_closed", "decision_written", "decision_corrected",
    "mediation_begun", "mediation_moved:extend", "mediation_moved:settle", "mediation_moved:fail",
    "mediation_moved:dismiss", "consent_decision_moved:decide", "consent_decision_moved:cancel",
})  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Row:
    """A paper: its name in the code, its title, template, readers, and event with command."""

    name: str
    title: Text
    template: str
    reads: str
    event: str = ""
    command: str = ""


def rows(book: Book | None = None) -> list[Row]:
    """Return every paper, in the order of a case."""
    return [
        Row("receipt", TITLES["receipt"], "receipt", AUDIENCE["receipt"], "complaint_filed"),
        Row("referral", TITLES["referral"], "referral", AUDIENCE["referral"], "case_step_taken", "refer_out"),
        *(
            Row(one.kind, one.title, "notice", one.audience, event, command)
            for (event, command), one in CASE_LETTERS.items()
        ),
        *(
            Row(
                (f"{event}:{command}" if command != "begun" else event) + where,
                one.title, "committee", "parties", event, command,
            )
            for where, letters in (("", SETTLEMENT_LETTERS), (" (arbitration)", ARBITRATION_LETTERS))
            for (event, command), one in letters.items()
        ),
        *(
            Row(event, title, "committee", "parties", event)
            for event, (title, _) in COMMITTEE_LETTERS.items()
        ),
        *_measures(book or load()),
        Row(points.KIND, points.TITLE, "notice", "respondent", "measure_served"),
        *(Row(name, title, name, reads) for name, title, reads in REPORTS),
    ]  # fmt: skip


def _measures(book: Book) -> list[Row]:
    found = []
    for kind in book.measures():
        worked_out = kind.paper == CALCULATED_PAPER
        template = CALCULATED_PAPER if worked_out else MEASURE_TEMPLATES.get(kind.kind, "measure")
        reads = AUDIENCE.get(template, "parties")
        found.append(
            Row(
                kind.kind,
                MEASURE_HEADINGS.get(kind.kind, kind.name),
                template,
                reads,
                "measure_issued",
            )
        )
    return found


def faults(found: list[Row]) -> list[str]:
    """Return what is wanting."""
    answers: Any = Answers(signer=None, base_url="", case_target=None)  # type: ignore[arg-type]
    answered = table_of(answers)
    return [
        *(f"{name}: no such paper" for name in sorted(ASKED - {row.name for row in found})),
        *(f"{row.name}: no template {row.template}" for row in found if row.template not in TEMPLATES),
        *(f"{row.name}: nothing answers {row.event}" for row in found if row.event and row.event not in answered),
        *(f"{one}: not listed" for one in sorted(TEMPLATES - {row.template for row in found})),
    ]  # fmt: skip


def table(found: list[Row]) -> str:
    """Return the list as a Markdown table."""
    lines = ["| paper | in the code | template | issued on | read by |", "|---|---|---|---|---|"]
    for row in found:
        step = f"`{row.event}` {row.command}".strip() if row.event else "on request"
        lines.append(
            f"| {row.title.ko}<br>{row.title.en} | `{row.name}` | `{row.template}` | {step} | {row.reads} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    every = rows()
    print(table(every))
    print(f"\n{len(every)} papers, each in Korean and English")
    if missing := faults(every):
        sys.exit("\n".join(missing))
