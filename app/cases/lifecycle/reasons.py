"""Which letter prints the reason of a step: what a page may promise and a letter may say. Pure."""

from app.cases.lifecycle.steps import Command, Outcome
from app.kernel.lifecycle import Lifecycle, Row

# Their own letter to a party prints what the officer wrote.
_OWN = frozenset(
    {
        Command.NOTIFY_INVESTIGATION,
        Command.REQUEST_DATA,
        Command.TELL_COMPLAINANT,
        Command.TELL_RESPONDENT,
        Command.NOTIFY_DISPOSITION,
        Command.NOTIFY_HEARING,
        Command.SEND_REPORT,
        Command.REFUSE_REINVESTIGATION,
        Command.REINVESTIGATE,
    }
)
# Why a party withdrew and which other case took the matter over is not for the other side.
_KEPT = frozenset({Outcome.WITHDRAWN, Outcome.MERGED, Outcome.HANDED_OVER})


def printed_by(command: str, outcome: str = "") -> Command | None:
    """Return the step whose letter to a party prints the reason of a step, None where none does.

    `outcome` is how the case ends with the step, empty where it goes on.
    """
    if outcome:
        return None if outcome in _KEPT else Command.NOTIFY_CLOSING
    if command == Command.EXTEND_INVESTIGATION:
        return Command.NOTIFY_EXTENSION
    return Command(command) if command in _OWN else None


def is_printed(track: Lifecycle, row: Row) -> bool:
    """Tell whether a track has the letter that prints the reason of one of its steps."""
    teller = printed_by(row.command, row.outcome)
    return any(other.command == teller for other in track.rows)
