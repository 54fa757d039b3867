"""The words of the committee: its rules, its two kinds of panel, and what holds on a day. Pure."""

from datetime import date
from enum import StrEnum

from app.kernel.text import Text

RULES = "공정거래위원회 사건절차규칙"


class PanelKind(StrEnum):
    """The two kinds of panel."""

    PLENARY = "plenary"
    SUBCOMMITTEE = "subcommittee"


PANEL_NAMES: dict[str, Text] = {
    PanelKind.PLENARY: Text("전원회의", "Plenary session"),
    PanelKind.SUBCOMMITTEE: Text("소회의", "Subcommittee"),
}


def holds(on: date, from_on: date, until_on: date | None) -> bool:
    """Tell whether something dated holds on a day; its last day still counts."""
    return from_on <= on and (until_on is None or on <= until_on)
