"""Refusals of this room."""

from app.kernel.problems import Conflict
from app.kernel.text import Text


class NoForum(Conflict):
    """The law of the procedure names no place of mediation like this."""

    slug = "no-mediation-forum"
    title = Text(
        "이 절차에는 해당 조정기구가 없습니다", "This procedure has no such mediation body"
    )


class IdentityClosed(Conflict):
    """Mediation brings the parties together by name."""

    slug = "identity-closed"
    title = Text(
        "신고인의 신원이 공개되고 피신고인에게 통지된 사건만 조정할 수 있습니다",
        "Only a case whose respondent was told, with the complainant's name open, is mediated",
    )


class MediationRuns(Conflict):
    """One mediation ends before another begins."""

    slug = "mediation-runs"
    title = Text(
        "이미 진행 중인 조정이나 중재가 있습니다",
        "A mediation or arbitration is running already",
    )


class NotTheApplicant(Conflict):
    """Only the side that applied takes an application back."""

    slug = "not-the-applicant"
    title = Text("신청한 쪽만 취하할 수 있습니다", "Only the side that applied may withdraw")
