"""What the committee's acts bring about of themselves: papers, and word to the parties."""

from app.committee.letters.actions import LETTERS, issue_letter
from app.db.work import Work
from app.reactions.answers import Answers
from app.reactions.deliver import News, Reaction


def committee_of(answers: Answers) -> dict[str, tuple[Reaction, ...]]:
    """Return every answer to the committee's events."""

    def issue_committee_paper(work: Work, news: News) -> None:
        issue_letter(
            work, event=news.event, subject=news.subject, case_id=str(news.data["case_id"]),
            about_id=str(news.data.get("decision_id") or ""), base_url=answers.base_url,
        )  # fmt: skip

    told = (answers.tell_respondent, answers.tell_complainant)
    found: dict[str, tuple[Reaction, ...]] = dict.fromkeys(LETTERS, (issue_committee_paper,))
    for event in ("hearing_notified", "decision_served", "decision_corrected"):
        found[event] = (*found.get(event, ()), *told)
    return found
