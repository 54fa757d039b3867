"""Refusals of this package."""

from app.kernel.problems import Conflict, Invalid, Kind, Problem
from app.kernel.text import Text


class DraftExpired(Problem):
    """A draft is kept for a limited time."""

    kind, slug = Kind.HIDDEN, "draft-expired"
    title = Text("작성 중이던 신고서의 보관 기간이 지났습니다", "The draft's time is over")


class DraftFiled(Conflict):
    """A draft that was filed does not change any more."""

    slug = "draft-filed"
    title = Text("이미 제출한 신고서입니다", "This draft has been filed")


class CaseClosed(Conflict):
    """A closed case takes nothing more."""

    slug = "case-closed"
    title = Text("종결된 사건입니다", "The case is closed")


class TrackNotServed(Invalid):
    """The codes chosen belong to a procedure that this service does not run."""

    slug = "track-not-served"
    title = Text(
        "다른 기관·절차에서 다루는 사안입니다", "Another body or procedure deals with this"
    )


class ProofMissing(Invalid):
    """A technology complaint was filed without any proof."""

    slug = "proof-missing"
    title = Text(
        "기술 침해 신고에는 입증 자료가 필요합니다", "A technology complaint needs proof attached"
    )


class OutOfOrder(Invalid):
    """A step is dated before the one before it, or in the future."""

    slug = "date-out-of-order"
    title = Text("날짜 순서가 맞지 않습니다", "The dates are out of order")


class ReasonMissing(Invalid):
    """The step must be reasoned in writing."""

    slug = "reason-missing"
    title = Text("사유를 적어야 하는 단계입니다", "This step needs a written reason")


class SeatedByPanel(Conflict):
    """A member of a panel is named with the agenda and declares before the file opens."""

    slug = "seated-by-panel"
    title = Text(
        "심의 위원은 안건을 상정할 때 지정합니다", "Members are named when the case is tabled"
    )


class NotMovable(Conflict):
    """The case cannot be moved so, or not any more."""

    slug = "case-not-movable"
    title = Text("이렇게 옮길 수 없는 사건입니다", "The case cannot be moved like this")


class NoComplainant(Conflict):
    """The act concerns a complainant, and the office opened the case of its own accord."""

    slug = "no-complainant"
    title = Text("신고인이 없는 직권인지 사건입니다", "Opened ex officio: there is no complainant")


class ReportStale(Conflict):
    """What a report said is not what a move would do now; a new report must be seen first."""

    slug = "edition-report-stale"
    title = Text(
        "보고서가 지금 상황과 다릅니다. 새 보고서를 확인하세요",
        "The report no longer says what would happen; look at a new one",
    )


class TipFull(Conflict):
    """A tip takes a limited number of additions."""

    slug = "tip-full"
    title = Text("더 보충할 수 없는 제보입니다", "This tip takes no further additions")
