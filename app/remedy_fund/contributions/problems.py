"""Refusals of this room."""

from app.kernel.problems import Conflict, Invalid, NotConfigured
from app.kernel.text import Text


class ContributionRecorded(Conflict):
    """Money under this reference was recorded before."""

    slug = "contribution-recorded"
    title = Text("이미 기록한 출연입니다", "This contribution was recorded before")


class PurposeUnknown(Invalid):
    """The scheme, or the programme, has no such purpose."""

    slug = "purpose-unknown"
    title = Text("없는 지원 용도입니다", "There is no such purpose")


class PurposeFixed(Conflict):
    """The contributor has fixed another purpose or programme (상생협력법 제20조의5)."""

    slug = "purpose-fixed"
    title = Text(
        "출연자가 정한 용도와 사업에만 쓸 수 있습니다",
        "The contributor has fixed another purpose or programme",
    )


class UseNotConfigured(NotConfigured):
    """Whether the closed list of uses has this purpose is not configured."""

    slug = "use-not-configured"
    title = Text(
        "상생협력기금 계정에서 쓸 수 있는 용도인지 설정되지 않았습니다",
        "Whether the cooperation account may pay this is not configured",
    )


class EarmarksShort(Conflict):
    """What may pay for it does not hold as much; `available_won` says what it holds."""

    slug = "earmarks-short"
    title = Text("쓸 수 있는 재원이 부족합니다", "What may pay for this does not hold as much")


class PartsMissing(Conflict):
    """Nothing is reserved, or paid, from earmarks for this."""

    slug = "earmark-parts-missing"
    title = Text("예약된 재원이 없습니다", "No money of earmarks is reserved for this")


class NotReceived(Conflict):
    """A receipt confirms money that came in; nothing has come in yet."""

    slug = "contribution-not-received"
    title = Text("아직 납입되지 않은 출연입니다", "This contribution has not been received")


class NoContributor(Conflict):
    """A receipt is made out to a contributor; a share of a surcharge has none."""

    slug = "contribution-without-contributor"
    title = Text("출연자가 없는 재원입니다", "This money has no contributor")


class MoreThanOwed(Conflict):
    """More would be paid to the Treasury than the fund owes it."""

    slug = "more-than-owed-to-treasury"
    title = Text("국고에 돌려줄 금액보다 많습니다", "More than is owed to the Treasury")
