"""What settlements bring about of themselves: papers, and word to the parties."""

from app.db.work import Work
from app.reactions.answers import Answers
from app.reactions.deliver import News, Reaction
from app.settlements.letters import issue_letter

# Of a consent decision the complainant hears when comments are invited, and of what was decided.
_FOR_BOTH = frozenset({"invite_comments", "decide", "cancel"})


def settlements_of(answers: Answers) -> dict[str, tuple[Reaction, ...]]:
    """Return every answer to the events of settlements."""

    def issue_settlement_paper(work: Work, news: News) -> None:
        issue_letter(
            work, event=news.event, subject=news.subject,
            command=str(news.data.get("command") or ""), base_url=answers.base_url,
        )  # fmt: skip

    def tell_complainant_of_consent(work: Work, news: News) -> None:
        if news.data.get("command") in _FOR_BOTH:
            answers.tell_complainant(work, news)

    both = (issue_settlement_paper, answers.tell_respondent, answers.tell_complainant)
    own = (answers.tell_respondent,)
    return {
        "mediation_begun": both,
        "mediation_moved": both,
        "consent_decision_moved": (
            issue_settlement_paper,
            answers.tell_respondent,
            tell_complainant_of_consent,
        ),
        "self_correction_moved": own,
        "simplified_proposed": own,
    }
