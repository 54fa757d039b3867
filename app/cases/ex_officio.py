"""Where a case of the office's own accord may begin, on what basis, and who reads tips. Pure."""

from collections.abc import Iterable
from datetime import timedelta

from app.cases.problems import TrackNotServed
from app.cases.rules import HEADQUARTERS_UNIT, UNITS_OF, unit_of
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.people.rules import Limit

EX_OFFICIO = "ex_officio"
LABEL = Text("직권인지", "Ex officio")
# Tips go to the unit that their sender thinks of; intake passes on what it cannot place.
DESKS = ("subcontract", "distribution", "technology", "win_win", "win_win_regional", "intake")
TIPS_BY_ALL = Limit(200, timedelta(hours=1))
TIPS_BY_SOURCE = Limit(20, timedelta(hours=1))
# A clock that tells a complainant something does not run where there is none.
WITHOUT = frozenset({"complainant_progress"})
# The acts on which the law book knows that the authority may begin by itself.
_KNOWN_TRACKS = frozenset({"kftc", "mss_win_win"})
_BASIS = {"하도급법": "하도급법 제22조제4항"}
_SURVEY_BASIS = "상생협력법 제27조"


def opens_here(track: str, code: str, unit: str) -> bool:
    """Tell whether a unit may open a case on a violation of its own accord."""
    own = track in _KNOWN_TRACKS and unit in UNITS_OF[track]
    return own and not _headquarters_alone(track, (code,), unit)


def check_opening(track: str, codes: Iterable[str], unit: str) -> None:
    """Raise TrackNotServed for a procedure that begins by reports only, or another unit's."""
    words = None
    if track not in _KNOWN_TRACKS:
        words = Text(
            "이 절차를 직권으로 개시할 근거가 설정되지 않았습니다",
            "No ground for opening this procedure ex officio is configured",
        )
    elif unit not in UNITS_OF[track] or _headquarters_alone(track, codes, unit):
        words = Text("다른 부서가 맡는 위반 유형입니다", "Another unit deals with these violations")
    if words is not None:
        raise TrackNotServed(errors=(FieldError("/codes", "not_opened_here", words),))


def _headquarters_alone(track: str, codes: Iterable[str], unit: str) -> bool:
    return track == "mss_win_win" and HEADQUARTERS_UNIT == unit_of(track, codes) != unit


def opening_basis(track: str, acts: Iterable[str], source: str) -> str:
    """Return the article that speaks of cases opened ex officio, where the law data name one."""
    if track == "mss_win_win":
        return _SURVEY_BASIS if source == "survey" else ""
    return next((_BASIS[act] for act in acts if act in _BASIS), "")
