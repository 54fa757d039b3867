"""Refusals of this room."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class NothingToPlan(Conflict):
    """No application is assessed, free of suspension and objection, and open to an award."""

    slug = "nothing-to-plan"
    title = Text("배분할 신청이 없습니다", "No application is ready to be planned for")


class ApplicationsNotReady(Invalid):
    """Some of the applications named cannot be part of a plan now."""

    slug = "applications-not-ready"
    title = Text(
        "배분 계획에 넣을 수 없는 신청입니다", "Some applications cannot be planned for now"
    )


class PlanOpen(Conflict):
    """There is a plan of the period that is neither carried out nor given up."""

    slug = "plan-open"
    title = Text(
        "이 기간에 아직 끝나지 않은 배분 계획이 있습니다", "Another plan of the period is open"
    )


class PlanDoesNotReplay(Conflict):
    """What is kept of the plan does not give its digest any more; it must not be carried out."""

    slug = "plan-does-not-replay"
    title = Text(
        "저장된 배분 계획을 다시 계산한 결과가 다릅니다",
        "Computing the plan again gives another result",
    )


class PlanOverBudget(Conflict):
    """The awards would pass what the budget of the year leaves for a benefit."""

    slug = "plan-over-budget"
    title = Text("지출 계획의 한도를 넘는 배분입니다", "The awards would pass the budget")
