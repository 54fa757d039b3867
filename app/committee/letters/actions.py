"""Having the committee's papers made when its acts ask for them; run by the worker."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.access.policy import May
from app.cases import queries as cases
from app.committee.letters import documents
from app.db.work import Work
from app.kernel.text import Text
from app.papers import actions as papers
from app.papers.committee import CommitteePaper

_LEVEL = 2

# Which event brings about which paper, and what it is called; the event's subject is what the paper is about.
LETTERS: Mapping[str, tuple[Text, Callable[[Work, str, str], CommitteePaper]]] = MappingProxyType({
    "agenda_item_tabled": (documents.AGENDA, documents.agenda_paper),
    "hearing_notified": (documents.NOTICE, documents.notice_paper),
    "hearing_closed": (documents.MINUTES, documents.minutes_paper),
    "decision_written": (documents.DECISION, documents.decision_paper),
    "decision_corrected": (documents.CORRECTION, documents.correction_paper),
})  # fmt: skip


def issue_letter(
    work: Work, *, event: str, subject: str, case_id: str, about_id: str = "", base_url: str = ""
) -> None:  # fmt: skip
    """Make the paper that an event asks for. A correction hangs on the decision it corrects."""
    target = cases.target_of(work, case_id, level=_LEVEL)
    work.require(May.PAPER_ISSUE, target)
    _, write = LETTERS[event]
    papers.issue(
        work, case_id=case_id, subject_id=about_id or subject,
        document=write(work, subject, base_url), language="ko", target=target,
    )  # fmt: skip
