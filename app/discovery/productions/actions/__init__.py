"""What one may do with productions; one function per act; none commits."""

from app.discovery.productions.actions.building import (
    allot_numbers,
    begin_build,
    note_built,
    note_refused,
    stop_build,
    tell_progress,
)
from app.discovery.productions.actions.issuing import issue, take_out, withdraw
from app.discovery.productions.actions.preparing import (
    check,
    mark,
    order_build,
    prepare,
    reopen,
)

__all__ = [
    "allot_numbers",
    "begin_build",
    "check",
    "issue",
    "mark",
    "note_built",
    "note_refused",
    "order_build",
    "prepare",
    "reopen",
    "stop_build",
    "take_out",
    "tell_progress",
    "withdraw",
]
