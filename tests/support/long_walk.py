"""Many long random walks of one kind: each is taken step by step and checked after each step."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Generic, TypeVar

H = TypeVar("H")


@dataclass(frozen=True)
class Kind(Generic[H]):
    """How a walk of a kind begins, goes on and is checked; a check returns figure and findings."""

    name: str
    compared: str
    begin: Callable[[Random], H]
    step: Callable[[H, Random], None]
    check: Callable[[H, Random], tuple[int, list[str]]]


@dataclass
class Figures:
    """What came of the walks of a kind."""

    name: str
    compared: str
    histories: int = 0
    steps: int = 0
    comparisons: int = 0
    findings: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.histories} histories, {self.steps} steps, "
            f"{self.comparisons} comparisons ({self.compared}): "
            f"{len(self.findings)} differ ({self.seconds:.1f} s)"
        )


def take(kind: Kind[H], histories: int, steps: int, seed: int) -> Figures:
    """Take so many walks of so many steps; one that finds a difference ends there."""
    begun, found = time.perf_counter(), Figures(kind.name, kind.compared)
    for number in range(histories):
        random = Random(f"{kind.name}:{seed}:{number}")
        history = kind.begin(random)
        found.histories += 1
        for place in range(steps):
            kind.step(history, random)
            compared, findings = kind.check(history, random)
            found.steps += 1
            found.comparisons += compared
            if findings:
                found.findings.append(f"{seed}:{number} step {place}: {findings[0]}")
                break
    found.seconds = time.perf_counter() - begun
    return found
