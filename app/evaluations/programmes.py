"""Who evaluates firms and which facts each may get, as dated data with its article. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from app.kernel.problems import Basis, NotConfigured, NotFound
from app.kernel.text import Text
from app.law.figures import Status


class Sort(StrEnum):
    """What a fact is of."""

    OPEN_CASE = "open_case"
    MEASURE = "measure"
    PROVISIONAL = "provisional_measure"
    POINTS = "points"
    CURE = "cure"
    LEFT_OUT = "left_out"


SORT_LABELS: Mapping[Sort, Text] = {
    Sort.OPEN_CASE: Text("진행 중인 사건", "Open cases"),
    Sort.MEASURE: Text("확정된 조치", "Final measure"),
    Sort.PROVISIONAL: Text("확정되지 않은 조치", "Measure not yet final"),
    Sort.POINTS: Text("벌점", "Penalty points"),
    Sort.CURE: Text("시정", "Cure"),
    Sort.LEFT_OUT: Text("제외 사유", "Left out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """From a day on: which facts a programme gets, by which article, read where."""

    from_on: date
    status: Status
    facts: frozenset[Sort]
    basis: str
    source: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """An evaluation of firms."""

    code: str
    name: Text
    history: tuple[Ground, ...]

    def known(self, on: date) -> Ground:
        """Return what holds on a day, or the first entry where none holds yet."""
        begun = [ground for ground in self.history if ground.from_on <= on]
        return begun[-1] if begun else self.history[0]

    def ground(self, on: date) -> Ground:
        """Return the ground for giving facts on a day; raise NotConfigured where none is known."""
        known = self.known(on)
        if known.from_on > on or known.status is Status.UNKNOWN:
            raise NotConfigured(
                Text(
                    f"'{self.name.ko}'에 자료를 줄 근거가 확인되지 않았습니다(미설정).",
                    f"No ground for giving facts to “{self.name.en}” is known (not configured).",
                ),
                basis=(Basis.parse(known.basis),),
                programme=self.code,
            )
        return known


def _read(code: str, held: dict[str, Any]) -> Programme:
    history = tuple(
        Ground(
            from_on=entry["from"], status=Status(entry["status"]),
            facts=frozenset(Sort(name) for name in entry["facts"]), basis=entry["basis"],
            source=entry["source"], note=Text(entry["note_ko"], entry["note_en"]),
        )
        for entry in held["history"]
    )  # fmt: skip
    days = [ground.from_on for ground in history]
    if days != sorted(set(days)) or not days:
        raise ValueError(f"{code}: the history is not strictly dated")
    if any((ground.status is Status.UNKNOWN) != (not ground.facts) for ground in history):
        raise ValueError(f"{code}: facts without a ground, or a ground without facts")
    return Programme(code=code, name=Text(held["ko"], held["en"]), history=history)


@cache
def programmes() -> tuple[Programme, ...]:
    """Return every programme, in the order of the data."""
    text = (files("app.evaluations") / "data" / "programmes.toml").read_text(encoding="utf-8")
    return tuple(_read(code, held) for code, held in tomllib.loads(text).items())


def programme(code: str) -> Programme:
    """Return a programme, or raise NotFound."""
    found = next((one for one in programmes() if one.code == code), None)
    if found is None:
        raise NotFound
    return found
