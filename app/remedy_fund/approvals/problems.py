"""Refusals of this room."""

from app.kernel.problems import Conflict, Invalid, Stale
from app.kernel.text import Text


class ApprovalMissing(Conflict):
    """Not enough persons have approved, or nobody was asked; `facts` say how many are missing."""

    slug = "approval-missing"
    title = Text("필요한 승인을 받지 못했습니다", "The approvals needed are missing")


class ApprovalStale(Stale):
    """What is to be done, or what the approver saw, is not what approval was asked for."""

    slug = "approval-stale"
    title = Text(
        "승인받은 내용과 다릅니다. 내용을 다시 확인해 주세요",
        "The content is not the one put up for approval; look at it again",
    )


class ApprovalExpired(Conflict):
    """The time in which the request could be answered and used has passed."""

    slug = "approval-expired"
    title = Text(
        "승인 요청의 유효기간이 지났습니다. 다시 요청해 주세요",
        "The request has expired; ask for approval again",
    )


class ApprovalStopped(Conflict):
    """One approver has vetoed the request."""

    slug = "approval-vetoed"
    title = Text("승인자가 거부한 요청입니다", "An approver has vetoed the request")


class ApprovalGivenAlready(Conflict):
    """A person counts once, however many accounts or delegations he has."""

    slug = "approval-given-already"
    title = Text(
        "이 요청에는 한 사람이 한 번만 승인할 수 있습니다",
        "A person can approve a request only once",
    )


class ApprovalBarred(Conflict):
    """Whom one would speak for prepared it, assessed it, edited the payee or is too near to it."""

    slug = "approval-barred"
    title = Text(
        "위임한 사람이 승인할 수 없는 건입니다",
        "The person who delegated may not approve this one",
    )


class DelegationWrong(Invalid):
    """Nobody delegates to himself, and nobody acts for another without his delegation."""

    slug = "approval-delegation-wrong"
    title = Text("승인 위임을 확인해 주세요", "There is no such delegation")
