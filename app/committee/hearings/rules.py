"""When a panel can act: quorum and majority by kind of panel (K15). Pure.

A plenary session acts by a majority of all its members, so that fewer than that cannot act at
all. A subcommittee acts unanimously: every seat is filled, and all who sit agree. Whoever is kept
away is never counted as present; the number of all members does not shrink by it.
"""

from app.committee.hearings.problems import NoQuorum
from app.committee.terms import PANEL_NAMES, RULES, PanelKind
from app.kernel.problems import Basis
from app.kernel.text import Text

BASIS = Basis(RULES, "제84조")


def needed(kind: str, members: int) -> int:
    """Return how many members must be present, and how many must agree."""
    return members if kind == PanelKind.SUBCOMMITTEE else members // 2 + 1


def check_quorum(kind: str, members: int, present: int) -> None:
    """Raise NoQuorum with the article where too few members sit to act at all."""
    least = needed(kind, members)
    if present >= least:
        return
    name = PANEL_NAMES[kind]
    raise NoQuorum(
        Text(f"{name.ko}는 위원 {members}명 중 {least}명이 참석해야 합니다 (현재 {present}명)",
             f"{name.en}: {least} of {members} members must be present, not {present}"),
        basis=(BASIS,), needed=least, members=members, present=present,
    )  # fmt: skip
