"""What is refused about hearings."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class NoQuorum(Conflict):
    """Too few members sit."""

    slug = "no-quorum"
    title = Text("의사정족수가 차지 않았습니다", "There is no quorum")


class HearingOver(Conflict):
    """Minutes that are closed take nothing more."""

    slug = "hearing-over"
    title = Text("이미 종결한 심의입니다", "The hearing has been closed")


class PartyUnheard(Conflict):
    """A party that came has not been heard."""

    slug = "party-unheard"
    title = Text("출석한 당사자의 진술을 듣지 않았습니다", "A party that came has not been heard")


class NotClosedPart(Invalid):
    """A part is closed only where a request for it was granted."""

    slug = "not-a-closed-part"
    title = Text("비공개 결정이 없는 진술입니다", "No request granted closes this part")
