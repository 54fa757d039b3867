"""The paper of a measure: made when it is issued, opened to the parties when it is served."""

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.papers import actions as papers
from app.sanctions import documents, store
from app.sanctions.actions.steps import LEVEL
from app.sanctions.news import News


def issue_paper(work: Work, news: News, *, base_url: str = "") -> None:
    """Make the paper of a measure that was issued; answers `measure_issued`.

    The agency reads it and sends it; the parties read it from the service of the measure on.
    """
    measure = store.measure(work, news.subject)
    target = cases.target_of(work, measure.case_id, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    paper = papers.issue(
        work,
        case_id=measure.case_id,
        subject_id=measure.id,
        document=documents.paper_for(work, measure.id, base_url=base_url),
        language="ko",
        target=target,
    )
    if measure.served_on is None:
        work.session.flush()
        papers.withhold(work, paper_id=paper.id, target=target)
