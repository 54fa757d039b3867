"""How a thing may live: a table of rows, read by guards, pages, documents and tests alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.kernel.problems import Basis, Conflict
from app.kernel.text import Text


@dataclass(frozen=True)
class Blocked:
    """Why a step that the table knows may not be taken now."""

    code: str
    reason: Text
    basis: tuple[Basis, ...] = ()


# A guard gets the facts of the thing and answers None where the step may be taken.
Guard = Callable[[Any], Blocked | None]


@dataclass(frozen=True)
class Row:
    """One permitted step: from a state, by a command, to a state, by whom, on what basis."""

    source: StrEnum
    command: StrEnum
    target: StrEnum
    by: StrEnum
    basis: str
    label: Text
    guards: tuple[Guard, ...] = ()
    outcome: str = ""
    needs_reason: bool = False
    automatic: bool = False  # taken by another act, not offered as a button of its own

    def blocked(self, facts: Any) -> tuple[Blocked, ...]:
        """Return every reason why this step may not be taken on these facts."""
        answers = (guard(facts) for guard in self.guards)
        return tuple(answer for answer in answers if answer is not None)


class StepNotAllowed(Conflict):
    """The table has no such step from the present state."""

    slug = "step-not-allowed"
    title = Text("지금 단계에서는 할 수 없는 일입니다", "Not a step from the present state")


class StepBlocked(Conflict):
    """The table has the step, but the facts do not permit it."""

    slug = "step-blocked"
    title = Text("아직 할 수 없는 단계입니다", "This step is blocked")


@dataclass(frozen=True)
class Lifecycle:
    """A table of steps. Refuses doubled rows and unreachable states when it is made."""

    name: str
    title: Text
    initial: StrEnum
    rows: Sequence[Row]
    labels: dict[StrEnum, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seen = {(row.source, row.command) for row in self.rows}
        if len(seen) != len(self.rows):
            raise ValueError(f"{self.name}: two rows for one state and command")
        lost = {row.source for row in self.rows} - self._reachable()
        if lost:
            raise ValueError(f"{self.name}: states nobody can reach: {sorted(lost)}")
        nameless = self.states() - set(self.labels)
        if nameless:
            raise ValueError(f"{self.name}: states without a label: {sorted(nameless)}")

    def _reachable(self) -> set[StrEnum]:
        found = {self.initial}
        while True:
            further = {row.target for row in self.rows if row.source in found} - found
            if not further:
                return found
            found |= further

    def states(self) -> set[StrEnum]:
        """Return every state that the table names."""
        return {self.initial, *(r.source for r in self.rows), *(r.target for r in self.rows)}

    def final(self, state: str) -> bool:
        """Tell whether no step leads out of a state."""
        return not self.steps(state)

    def steps(self, state: str) -> tuple[Row, ...]:
        """Return the rows that start at a state, in table order."""
        return tuple(row for row in self.rows if row.source == state)

    def find(self, state: str, command: str, *, by_hand: bool = False) -> Row:
        """Return the row for a command, or raise the problem that says what is possible.

        `by_hand` leaves out the steps that only another act brings about.
        """
        rows = [row for row in self.steps(state) if not (by_hand and row.automatic)]
        for row in rows:
            if row.command == command:
                return row
        raise StepNotAllowed(
            Text(
                f"'{self.label(state).ko}' 상태에서는 할 수 없는 일입니다.",
                f"Not possible in the state “{self.label(state).en}”.",
            ),
            state=str(state),
            command=str(command),
            allowed=[str(row.command) for row in rows],
        )

    def take(self, state: str, command: str, facts: Any = None) -> Row:
        """Return the row for a command; raise where there is none or the facts block it."""
        row = self.find(state, command)
        refuse_blocked(row, facts)
        return row

    def label(self, state: str) -> Text:
        """Return the name of a state in both languages."""
        return next(text for known, text in self.labels.items() if known == state)

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {r.source} --> {r.target}: {r.command}" for r in self.rows]
        return "\n".join(lines)


def refuse_blocked(row: Row, facts: Any) -> None:
    """Raise StepBlocked with every reason why a step may not be taken on these facts."""
    reasons = row.blocked(facts) if facts is not None else ()
    if reasons:
        raise StepBlocked(
            reasons[0].reason,
            basis=tuple(basis for reason in reasons for basis in reason.basis),
            command=str(row.command),
            reasons=[{"code": r.code, **r.reason.as_dict()} for r in reasons],
        )
