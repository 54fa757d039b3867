"""What is refused about written decisions."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class FindingUnproved(Invalid):
    """A finding rests on evidence of the file."""

    slug = "finding-unproved"
    title = Text("인정 사실의 증거를 확인해 주세요", "Each finding rests on evidence of the file")


class NotClerical(Invalid):
    """A correction mends a passage that is there."""

    slug = "not-a-correction"
    title = Text("경정할 내용을 확인해 주세요", "Check the correction")


class NothingResolved(Conflict):
    """A decision is written on what was resolved."""

    slug = "nothing-resolved"
    title = Text("의결이 없는 사건입니다", "Nothing has been resolved in this case")


class DecisionThere(Conflict):
    """A resolution has one written decision."""

    slug = "decision-there"
    title = Text("이미 의결서가 있습니다", "There is a written decision already")
