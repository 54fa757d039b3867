"""What the steps of a case bring about of themselves: its letters, and word to who gets them."""

from app.access.actor import Tie
from app.cases.letters import actions as letters
from app.db.work import Work
from app.papers import actions as papers
from app.people import queries as relations
from app.reactions.answers import Answers
from app.reactions.deliver import News, Reaction
from app.sanctions.letters import issue_points_notice


def case_letter(answers: Answers) -> Reaction:
    """Return the answer that makes the letter of a step and tells a respondent that may read it."""

    def issue(work: Work, news: News) -> None:
        case_id = news.subject
        letter = letters.issue_letter(
            work, event=news.event, command=str(news.data.get("command") or ""),
            case_id=case_id, base_url=answers.base_url,
        )  # fmt: skip
        if letter is None or letter.audience != "respondent":
            return
        target = answers.case_target(work, case_id)
        ties = relations.case_parties(work, case_id, target=target, kinds={Tie.RESPONDENT})
        if any(tie.from_at for tie in ties):
            told = News(news.event_id, news.event, case_id, {"case_id": case_id})
            answers.tell_respondent(work, told)

    return issue


def fallen_papers(answers: Answers) -> Reaction:
    """Return the answer by which the papers of a measure that was annulled wholly no longer hold."""

    def withdraw(work: Work, news: News) -> None:
        if not news.data.get("in_part"):
            target = answers.case_target(work, str(news.data["case_id"]))
            papers.withdraw_about(work, subject_id=news.subject, target=target)

    return withdraw


def points_letter(answers: Answers) -> Reaction:
    """Return the answer that makes the notice of points once a measure is served."""

    def issue(work: Work, news: News) -> None:
        issue_points_notice(work, news, base_url=answers.base_url)

    return issue
