"""What is refused about declarations and challenges."""

from app.kernel.problems import Conflict, Forbidden, Invalid
from app.kernel.text import Text


class DeclarationIncomplete(Invalid):
    """A member who stays away says why and on which article."""

    slug = "declaration-incomplete"
    title = Text("사유와 근거 조문을 적어 주세요", "A reason and an article are needed")


class DeclaredBefore(Conflict):
    """A seat is declared for once; afterwards a member can still stay away."""

    slug = "declared-before"
    title = Text("이미 확인한 배정입니다", "This seat has been declared for")


class SeatVacant(Conflict):
    """Whoever is kept away is neither challenged nor asked any more."""

    slug = "seat-vacant"
    title = Text("이미 심의에서 빠진 위원입니다", "This member is kept away already")


class OwnChallenge(Forbidden):
    """Nobody decides about a challenge to themselves."""

    slug = "own-challenge"
    title = Text(
        "자신에 대한 신청은 결정할 수 없습니다", "Nobody decides on a challenge to themselves"
    )


class ItemDecided(Conflict):
    """What has been resolved is not undone by a change of its panel."""

    slug = "item-decided"
    title = Text("이미 의결한 안건입니다", "The case has been resolved")


class NoVacancy(Conflict):
    """Only a vacant seat is filled, once."""

    slug = "no-vacancy"
    title = Text("비어 있는 자리가 아닙니다", "This seat is not vacant")
