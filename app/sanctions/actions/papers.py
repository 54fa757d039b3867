"""Having the paper of a measure made once it is issued."""

from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.kernel.text import Language
from app.papers import actions as papers
from app.sanctions import documents, store
from app.sanctions.actions.steps import LEVEL
from app.sanctions.news import News


def issue_paper(work: Work, news: News, *, base_url: str = "", language: Language = "ko") -> None:
    """Make the paper of a measure that was issued; answers `measure_issued`.

    Kinds without a paper in the law book get none.
    """
    measure = store.measure(work, news.subject)
    target = cases.target_of(work, measure.case_id, level=LEVEL)
    work.require(May.PAPER_ISSUE, target)
    if not work.law.measure(measure.kind).paper:
        return
    papers.issue(
        work,
        case_id=measure.case_id,
        subject_id=measure.id,
        document=documents.paper_for(work, measure.id, base_url=base_url),
        language=language,
        target=target,
    )
