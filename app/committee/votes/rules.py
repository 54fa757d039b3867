"""How secret ballots are counted, and what the count means by kind of panel (K15). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from app.cases.lifecycle import Command
from app.committee.hearings.rules import needed
from app.kernel.text import Text


class Choice(StrEnum):
    """What a ballot may say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Question(StrEnum):
    """What is put to the vote."""

    VIOLATION = "violation"
    NO_VIOLATION = "no_violation"
    CLOSE_PROCEDURE = "close_procedure"
    SUSPEND = "suspend"


QUESTIONS: Mapping[str, Text] = MappingProxyType({
    Question.VIOLATION: Text("위반 인정 및 조치", "Violation, with measures"),
    Question.NO_VIOLATION: Text("무혐의", "No violation"),
    Question.CLOSE_PROCEDURE: Text("심의절차종료", "End of the proceedings"),
    Question.SUSPEND: Text("심의중지", "Suspension"),
})  # fmt: skip
# What a resolution does to the case.
STEPS: Mapping[str, Command] = MappingProxyType({
    Question.VIOLATION: Command.RESOLVE_VIOLATION,
    Question.NO_VIOLATION: Command.RESOLVE_NO_VIOLATION,
    Question.CLOSE_PROCEDURE: Command.CLOSE_PROCEDURE,
    Question.SUSPEND: Command.SUSPEND,
})  # fmt: skip

_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ballots said what; who said it is known nowhere."""

    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0

    def with_one(self, choice: Choice) -> "Tally":
        """Return the tally with one more ballot in it."""
        match choice:
            case Choice.FOR:
                return replace(self, votes_for=self.votes_for + 1)
            case Choice.AGAINST:
                return replace(self, votes_against=self.votes_against + 1)
            case Choice.ABSTAIN:
                return replace(self, abstentions=self.abstentions + 1)

    def written(self) -> str:
        """Return the tally in a form whose length tells nothing."""
        counts = (self.votes_for, self.votes_against, self.abstentions)
        return "".join(f"{count:0{_WIDTH}d}" for count in counts)

    @classmethod
    def read(cls, text: str) -> "Tally":
        """Return a tally from its written form."""
        parts = [int(text[at : at + _WIDTH]) for at in range(0, 3 * _WIDTH, _WIDTH)]
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Result:
    """What a count means."""

    carried: bool
    code: str
    words: Text


def result_of(kind: str, members: int, tally: Tally) -> Result:
    """Return whether a proposal is carried: all of a subcommittee, or most of all members."""
    least = needed(kind, members)
    if tally.votes_for >= least:
        words = Text(f"찬성 {tally.votes_for}명으로 가결", f"Carried with {tally.votes_for} for")
        return Result(carried=True, code="carried", words=words)
    if tally.votes_for == tally.votes_against:
        words = Text("찬성과 반대가 같아 부결", "A tie: not carried")
        return Result(carried=False, code="tie", words=words)
    words = Text(
        f"찬성 {tally.votes_for}명으로 의결정족수 {least}명에 미치지 못하여 부결",
        f"Not carried: {tally.votes_for} for, {least} needed",
    )
    return Result(carried=False, code="short", words=words)
