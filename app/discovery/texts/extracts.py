"""What reading a file gives, whichever reader it was. Pure."""

import sys
from dataclasses import dataclass, field
from typing import Any

from app.discovery.texts.rules import MOST_CHARACTERS, TextState, cleaned, state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What reading a file gave: a state, the text, and what read it."""

    state: str
    reason: str = ""
    engine: str = ""
    engine_version: str = ""
    text: str = ""
    pages: int = 0
    confidence_percent: int | None = None
    message_hash: str = ""
    members: tuple[dict[str, Any], ...] = ()
    confined: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


def finished(text: str, *, engine: str, **more: Any) -> Extract:
    """Return a text that was read, cut where it is longer than is kept, with its state."""
    whole = cleaned(text[: 2 * MOST_CHARACTERS])
    version = more.pop("engine_version", "") or sys.version.split()[0]
    if len(whole) > MOST_CHARACTERS:
        more |= {"state": TextState.TOO_LARGE, "reason": "characters"}
    more.setdefault("state", state_of(whole))
    return Extract(text=whole[:MOST_CHARACTERS], engine=engine, engine_version=version, **more)
