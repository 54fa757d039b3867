"""When a case or a measure can never move again, so that somebody must look at it. Pure."""

from dataclasses import dataclass

from app.kernel.text import Text

# The answers of the policy table: they say who may act, not whether the thing can move.
OF_THE_POLICY = frozenset(
    {"disabled", "wall", "role", "tie", "scope", "level", "same_person", "step_up"}
)
# What passes by itself: the day set for a hearing comes.
OF_TIME = frozenset({"hearing_ahead"})
CODES: dict[str, Text] = {
    "no_step": Text("이 단계에서 할 수 있는 일이 없음", "Its state knows no further step"),
    "all_blocked": Text(
        "모든 단계가 막혔고 기다릴 기한이나 결정도 없음",
        "Every step is blocked and no clock or decision is waited for",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Still:
    """How a thing stands: the blocking reasons of each step of its state, and what it waits for."""

    steps: tuple[frozenset[str], ...]
    awaited: bool


def why_still(thing: Still) -> str:
    """Return why a thing can never move again, or nothing where it can."""
    if not thing.steps:
        return "" if thing.awaited else "no_step"
    if thing.awaited or any(not reasons - OF_THE_POLICY - OF_TIME for reasons in thing.steps):
        return ""
    return "all_blocked"
