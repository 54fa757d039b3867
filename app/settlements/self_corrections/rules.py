"""What a cure brings, by the agency and by its day relative to the investigation. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.problems import Basis, NotConfigured
from app.kernel.text import Text


class Moment(StrEnum):
    """When the cure was made."""

    BEFORE_INVESTIGATION = "before_investigation"
    BEFORE_REPORT = "before_report"
    BEFORE_MEASURE = "before_measure"
    AFTER_MEASURE = "after_measure"


MOMENTS: dict[Moment, Text] = {
    Moment.BEFORE_INVESTIGATION: Text("조사 개시 전", "Before the investigation"),
    Moment.BEFORE_REPORT: Text(
        "조사 개시 후, 심사보고서 송부 전", "After the investigation began, before the report"
    ),
    Moment.BEFORE_MEASURE: Text(
        "심사보고서 송부 후, 처분 전", "After the report, before a measure"
    ),
    Moment.AFTER_MEASURE: Text("처분 후", "After a measure"),
}


@dataclass(frozen=True, slots=True)
class Days:
    """The days that the cure is measured against; None for what has not happened."""

    opened_on: date | None
    reported_on: date | None
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verified cure does: `cause` names it, `figure` the figure of law that bounds it."""

    sort: str
    cause: str
    basis: str
    figure: str = ""


_NOTICE, _WIN_WIN = "과징금고시 Ⅲ.2", "상생협력법 제28조의3"
_UNKNOWN = Text(
    "이 절차에서 자진시정의 효과를 정한 조문이 확인되지 않았습니다",
    "No article on the effect of a cure in this procedure was found",
)


def moment_of(cured_on: date, days: Days) -> Moment:
    """Return when a cure was made; one on the very day of a step came not before it."""
    if days.measured_on is not None and cured_on >= days.measured_on:
        return Moment.AFTER_MEASURE
    if days.opened_on is None or cured_on < days.opened_on:
        return Moment.BEFORE_INVESTIGATION
    if days.reported_on is None or cured_on < days.reported_on:
        return Moment.BEFORE_REPORT
    return Moment.BEFORE_MEASURE


def outcome_of(track: str, moment: Moment) -> Outcome | None:
    """Return what a verified cure brings, or None where it comes too late for anything.

    Raises NotConfigured for a procedure whose law is silent. The share of a cure after the
    investigation began is not given: only the ceiling is, and an officer gives reasons within it.
    """
    if track not in {"kftc", "mss_win_win"}:
        raise NotConfigured(_UNKNOWN, basis=(Basis("중소기업기술보호법", "제8조의3"),), track=track)
    if moment is Moment.AFTER_MEASURE:
        return None
    return _OUTCOMES[track, moment is Moment.BEFORE_INVESTIGATION]


_OUTCOMES: dict[tuple[str, bool], Outcome] = {
    ("kftc", True): Outcome("relief", "surcharge_may_be_waived", _NOTICE),
    ("kftc", False): Outcome("relief", "surcharge_mitigation", _NOTICE, "cure_ceiling"),
    ("mss_win_win", True): Outcome("bar", "cured_before_investigation", _WIN_WIN),
    ("mss_win_win", False): Outcome("relief", "points_reduction", _WIN_WIN),
}


def warning_is_open(track: str, moment: Moment) -> bool:
    """Tell whether a warning may take the place of more (사건절차규칙 제57조)."""
    return track == "kftc" and moment is not Moment.AFTER_MEASURE
