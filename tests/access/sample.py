"""How a door is tried: a valid body, and what the policy table is told that it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.access.actor import MINE, OPEN, Role, Target, Tie
from app.access.policy import May
from tests.access.street import Neighbour

About = Callable[[Neighbour, int], Target]
ENTERED_BY = {"person": ""}  # who entered the figure of the street; set when the street opens
PARTIES = frozenset({Tie.COMPLAINANT, Tie.RESPONDENT})


def _case(neighbour: Neighbour, level: int) -> Target:
    return neighbour.to_case(level)


def _company(neighbour: Neighbour, level: int) -> Target:
    return neighbour.to_company(level)


def _item(neighbour: Neighbour, level: int) -> Target:
    return neighbour.to_item(level)


def _open(_neighbour: Neighbour, _level: int) -> Target:
    return OPEN


def _mine(_neighbour: Neighbour, _level: int) -> Target:
    return MINE


def _hidden(_neighbour: Neighbour, _level: int) -> Target:
    return Target()


def _figure(_neighbour: Neighbour, _level: int) -> Target:
    return Target(secret=False, done_by={May.FIGURE_ENTER: frozenset({ENTERED_BY["person"]})})


def _own_list(neighbour: Neighbour, _level: int) -> Target:
    return MINE if neighbour.role is Role.PARTY else OPEN


def _any_case(_neighbour: Neighbour, _level: int) -> Target:
    # A list holds what one is tied to; for the list itself the role alone is asked.
    return Target(ties=frozenset(Tie), secret=False)


CASE, COMPANY, ITEM, EVERYBODY, ONE_SELF = _case, _company, _item, _open, _mine
HIDDEN, OWN_LIST, ANY_CASE, FIGURE = _hidden, _own_list, _any_case, _figure


@dataclass(frozen=True)
class Sample:
    """How a door is tried: its body, what it is about, and the further questions it asks.

    `first` is asked before the declared permission, `then` after it; `hides_from` names the sides
    to which the thing does not exist whatever the table says.
    """

    about: About = CASE
    body: Any = None
    first: tuple[tuple[May, int], ...] = ()
    then: tuple[tuple[May, int], ...] = ()
    hides_from: frozenset[Tie] = frozenset()
    owners_only: bool = False
    open_to: tuple[int, ...] = ()  # of a public door: what anybody is answered
    query: str = ""
