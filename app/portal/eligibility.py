"""Four questions before anything is typed: does it fit, where does it go, is it still in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.responses import Response

from app.cases.lifecycle import TRACKS
from app.db.work import Work
from app.kernel.clock import seoul_day
from app.kernel.dates import parse_day
from app.kernel.problems import FieldError
from app.kernel.text import Language, Text
from app.law.agencies import AGENCIES
from app.law.kinds import Violation
from app.law.limitation import Limitation, limitation
from app.portal.eligibility_answers import ACTS, RELATIONS, SECRETS, code_for
from app.portal.pages import render, summary
from app.portal.visit import fresh_key, look, shown, visitor, wrong
from app.web.area import Area
from app.web.deps import At, Door, needs

router = Area(include_in_schema=False)
_OPEN = needs(None, public="a check that keeps nothing of what is answered")

_RELATION = Text("상대 기업과 어떤 관계인지 선택하세요", "Choose how you stand to the other firm")
_ACT = Text("어떤 일을 겪었는지 선택하세요", "Choose what happened")
_SECRET = Text("비밀로 관리한 기술인지 선택하세요", "Choose whether the technology was kept secret")
_DAY = Text(
    "거래가 끝난 날을 2026. 11. 21.처럼 적거나, 모르면 비워 두세요",
    "Write the day as 2026-11-21, or leave it blank",
)
_FUTURE = Text(
    "거래가 끝난 날은 오늘이거나 그 전이어야 합니다", "The trade end date must be in the past"
)


@dataclass(frozen=True, slots=True)
class Answers:
    """The four answers as they were given."""

    relation: str = ""
    act: str = ""
    ended_on: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Where the matter goes, and until when it may be reported."""

    violation: Violation
    limit: Limitation
    also: Violation | None


@router.get("/eligibility", openapi_extra=_OPEN)
async def check(
    door: At, relation: str = "", act: str = "", ended_on: str = "", secret: str = ""
) -> Response:
    """Ask the four questions, or answer them once they are given."""
    given = Answers(relation, act, ended_on.strip(), secret)
    if given == Answers():
        await visitor(door)
        return _page(door, given)
    today = seoul_day(door.desk.world.clock.now())
    day, errors = _checked(given, today)
    if errors:
        await visitor(door)
        return _page(door, given, errors=errors)
    finding = await look(door, lambda work: _found(work, given, day))
    return _page(door, given, finding=finding)


def _checked(given: Answers, today: date) -> tuple[date | None, list[FieldError]]:
    asked = (("relation", RELATIONS, _RELATION), ("act", ACTS, _ACT), ("secret", SECRETS, _SECRET))
    errors = [
        wrong(name, words)
        for name, options, words in asked
        if getattr(given, name) not in {option.value for option in options}
    ]
    if not given.ended_on:
        return None, errors
    try:
        day = parse_day(given.ended_on)
    except ValueError:
        return None, [*errors, wrong("ended_on", _DAY, "day")]
    late = [wrong("ended_on", _FUTURE, "future")] if day > today else []
    return day, [*errors, *late]


def _found(work: Work, given: Answers, day: date | None) -> Finding:
    code, also = code_for(given.relation, given.act, given.secret)
    violation = work.law.violation(code)
    return Finding(
        violation=violation,
        limit=limitation(violation, day, work.today, work.law),
        also=work.law.violation(also) if also else None,
    )


def _page(
    door: Door, given: Answers, *, errors: list[FieldError] | None = None,
    finding: Finding | None = None,
) -> Response:  # fmt: skip
    language = door.language
    context: dict[str, Any] = {
        "given": given,
        "relations": shown(RELATIONS, language),
        "acts": shown(ACTS, language),
        "secrets": shown(SECRETS, language),
        "finding": _words(finding, language) if finding else None,
        "key": fresh_key(),
    }
    listed = summary(errors or [], language)
    return render(door, "eligibility.html", status=422 if errors else 200, errors=listed, **context)


def _words(finding: Finding, language: Language) -> dict[str, Any]:
    violation, limit = finding.violation, finding.limit
    agency = AGENCIES[violation.agency].get(language)
    track = TRACKS[violation.track].title.get(language)
    return {
        "code": violation.code,
        "name": violation.name.get(language),
        "basis": str(violation.basis),
        "agency": agency,
        "track": track,
        "last_on": limit.last_on,
        "late": limit.late,
        "limit_text": limit.flag.get(language),
        "limit_basis": str(limit.basis),
        "technical": violation.technical_data,
        "also": finding.also.name.get(language) if finding.also else "",
        "also_agency": AGENCIES[finding.also.agency].get(language) if finding.also else "",
        "also_basis": str(finding.also.basis) if finding.also else "",
    }
