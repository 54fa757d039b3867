"""Which cases a list may hold: conditions that whoever makes the list puts into its own query."""

from typing import Any

from sqlalchemy import Select

from app.access.actor import Role, Tie
from app.access.policy import POLICY, REACH, May, Over
from app.db.work import Work
from app.people.store import scope


def visible_case_ids(role: Role, may: May = May.CASE_SEE, *, walled: bool = True) -> Select[Any]:
    """Return the cases an actor is tied to in a way that his permission reaches, walls left out.

    A reach over the own unit or over anything is the caller's to add, minus `walled_case_ids`.
    Whoever runs the statement binds `asking` to it. `walled` is known from `anywhere`.
    """
    over = POLICY.get(may, {}).get(role)
    kinds = frozenset(Tie) if over is Over.ANY else REACH[over] if over else frozenset()
    return scope.tied_case_ids(role, kinds, walled=walled)


def walled_case_ids() -> Select[Any]:
    """Return the cases a wall keeps the actor from, directly or through a company."""
    return scope.walled_case_ids()


def anywhere(work: Work) -> tuple[bool, bool]:
    """Tell whether any wall stands before the actor, and whether any relation may be the actor's."""
    return scope.anywhere(work)


def asking(work: Work) -> dict[str, Any]:
    """Return who asks and when, as the two lists above want it bound."""
    return scope.values(work)
