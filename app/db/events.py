"""Facts that the database floor itself notes: refusals and confidential reads."""

from dataclasses import dataclass

from app.kernel.event import Event


@dataclass(frozen=True, kw_only=True)
class ActRefused(Event):
    """Somebody asked for something and was refused. `subject` is what was asked about."""

    problem: str
    permission: str = ""
    because: str = ""
    door: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfidentialRead(Event):
    """Something of level 3 or higher was read; written before a byte leaves."""

    level: int
    what: str
    purpose_code: str = ""
