"""What is refused about votes."""

from app.kernel.problems import Conflict, Invalid
from app.kernel.text import Text


class VoteOpen(Conflict):
    """One vote is taken after the other."""

    slug = "vote-open"
    title = Text("진행 중인 표결이 있습니다", "A vote is being taken")


class VoteOver(Conflict):
    """A vote that was counted takes no ballot."""

    slug = "vote-over"
    title = Text("이미 끝난 표결입니다", "The vote is over")


class NotOnTheRoll(Conflict):
    """Only who was present at the hearing, and whom nothing keeps away, votes."""

    slug = "not-on-the-roll"
    title = Text("이 표결의 투표자가 아닙니다", "Not a voter in this vote")


class VotedBefore(Conflict):
    """One member, one ballot; what it said can be neither read nor changed."""

    slug = "voted-before"
    title = Text("이미 투표하였습니다", "You have voted")


class BallotsMissing(Conflict):
    """The box is opened only when every voter has voted."""

    slug = "ballots-missing"
    title = Text("아직 투표하지 않은 위원이 있습니다", "Not every member has voted")


class NotYetDeliberated(Conflict):
    """A vote follows the hearing."""

    slug = "not-yet-deliberated"
    title = Text("심의를 마친 뒤에 표결합니다", "A vote follows the hearing")


class ProposalIncomplete(Invalid):
    """A violation is resolved with its measures, and nothing else with any."""

    slug = "proposal-incomplete"
    title = Text("의안을 확인해 주세요", "Check the proposal")
