"""From applications, earmarks, ceilings and the scheme to what a plan is computed from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.db.work import Work
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.remedy_fund.applications.lifecycle import State
from app.remedy_fund.applications.queries import AssessedLine, assessed_lines
from app.remedy_fund.budgets.rules import EVERY_YEAR as ALL_YEARS
from app.remedy_fund.budgets.rules import Dimension, LineKey
from app.remedy_fund.contributions.rules.choosing import Wanted, free_won
from app.remedy_fund.plans import store
from app.remedy_fund.plans.problems import ApplicationsNotReady, NothingToPlan
from app.remedy_fund.plans.rules.allocation import Allocation, allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding, Rule
from app.remedy_fund.plans.rules.level import Basins, fill
from app.remedy_fund.schemes.kinds import Scheme

_STATES = (State.ASSESSED, State.AWARDED, State.SETTLED)
_NOT_READY = Text(
    "산정이 끝나고 보류·이의신청이 없으며 더 지원할 금액이 남은 신청이어야 합니다",
    "It has to be assessed, neither suspended nor objected to nor in a plan, with a sum left to award",
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The lines of applications with their claims, and the money there is."""

    lines: dict[str, AssessedLine]
    allocation: Allocation


def gather(
    work: Work, scheme: Scheme, period: str, rule: Rule, application_ids: Collection[str] | None,
    programmes: Mapping[str, str],
) -> Gathered:  # fmt: skip
    """Compute a plan from how things stand now; raises NothingToPlan, ApplicationsNotReady.

    `programmes` names under which programme of the budget each benefit is awarded.
    """
    lines = _lines(work, scheme, application_ids)
    paid = _paid(work, period)
    caps = _caps(work, scheme, lines)
    priors = _priors(lines)
    claims = [
        Claim(
            id=line.line_id, benefit=line.benefit_code,
            claim_won=line.assessed_won + priors[line.line_id], prior_won=priors[line.line_id],
            cap_won=caps[line.line_id] + sum(paid[line.line_id].values()),
            paid=paid[line.line_id], tier=_tier(scheme, line.benefit_code),
        )
        for line in lines
    ]  # fmt: skip
    options = Options(
        rule=rule, rounding=Rounding(str(scheme.rounding)), de_minimis_won=scheme.de_minimis_won
    )
    return Gathered(
        {line.line_id: line for line in lines},
        allocate(claims, _pots(work, scheme, programmes), options),
    )


def _lines(
    work: Work, scheme: Scheme, application_ids: Collection[str] | None
) -> list[AssessedLine]:
    found = assessed_lines(work, application_ids=application_ids, states=_STATES)
    engaged = store.engaged(work)
    ready = [
        line
        for line in found
        if _ready(line)
        and line.benefit_code in scheme.benefits
        and line.application_id not in engaged
    ]
    missing = sorted(set(application_ids or ()) - {line.application_id for line in ready})
    if missing:
        errors = tuple(FieldError("/application_ids", "not_ready", _NOT_READY) for _ in missing)
        raise ApplicationsNotReady(errors=errors, application_ids=missing)
    if not ready:
        raise NothingToPlan
    return sorted(ready, key=lambda line: line.line_id)


def _ready(line: AssessedLine) -> bool:
    open_won = min(line.assessed_won - line.awarded_won, line.headroom_won)
    return line.state in _STATES and not line.suspended and open_won > 0


def _paid(work: Work, period: str) -> dict[str, dict[str, int]]:
    """Return what earlier rounds of the period awarded, by line and purpose."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for award in store.awards_in(work, period):
        for purpose, won in award.parts:
            found[award.line_id][purpose] = found[award.line_id].get(purpose, 0) + won
    return found


def _caps(work: Work, scheme: Scheme, lines: Sequence[AssessedLine]) -> dict[str, int]:
    """Return the most that each line may be awarded now.

    What a whole application, case or applicant may still get is given to its lines by rank.
    """
    ranked = sorted(lines, key=lambda line: (_tier(scheme, line.benefit_code), line.line_id))
    caps = {line.line_id: line.assessed_won - line.awarded_won for line in ranked}
    year = work.today.year
    cases = {line.case_id: LineKey(ALL_YEARS, Dimension.CASE, key=line.case_id) for line in lines}
    firms = {
        line.applicant_company_id: LineKey(year, Dimension.APPLICANT, key=line.applicant_company_id)
        for line in lines
    }
    limits: list[tuple[Callable[[AssessedLine], str], dict[str, int]]] = [
        (lambda line: line.application_id, {one.application_id: one.headroom_won for one in lines}),
        (
            lambda line: line.case_id,
            store.room_under(work, cases, scheme.ceilings["case"].number),
        ),
        (
            lambda line: line.applicant_company_id,
            store.room_under(work, firms, scheme.ceilings["applicant_year"].number),
        ),
    ]
    for key_of, room in limits:
        for line in ranked:
            key = key_of(line)
            caps[line.line_id] = max(0, min(caps[line.line_id], room[key]))
            room[key] -= caps[line.line_id]
    return caps


def _priors(lines: Sequence[AssessedLine]) -> dict[str, int]:
    """Spread what others paid on an application over its lines by what was assessed."""
    found: dict[str, int] = {}
    by_application: dict[str, list[AssessedLine]] = defaultdict(list)
    for line in lines:
        by_application[line.application_id].append(line)
    for own in by_application.values():
        weights = [line.assessed_won for line in own]
        prior = own[0].prior_won
        basins = Basins(weights, [0] * len(own), [prior] * len(own), weights)
        shares = fill(prior, basins).poured
        found |= {line.line_id: won for line, won in zip(own, shares, strict=True)}
    return found


def _tier(scheme: Scheme, benefit: str) -> int:
    ranks = [rank for rank, tier in enumerate(scheme.tiers) if benefit in tier.benefits]
    return ranks[0] if ranks else len(scheme.tiers)


def _pots(work: Work, scheme: Scheme, programmes: Mapping[str, str]) -> list[Pot]:
    """Return the free money of each purpose, the narrowest first.

    Money that its giver tied to a programme counts where all that its purpose pays is awarded
    under that programme: then none of it can be promised to another one.
    """
    candidates, ids = store.free_money(work), store.programme_ids(work)
    paying = [one for one in scheme.purposes.values() if one.benefits]
    ordered = sorted(paying, key=lambda one: (len(one.benefits), one.code))
    return [
        Pot(
            one.code,
            free_won(candidates, Wanted(
                purposes=(one.code,), on=work.today,
                programme_id=ids.get(_only(programmes.get(code, "") for code in one.benefits), ""),
            )),
            frozenset(one.benefits),
        )
        for one in ordered
    ]  # fmt: skip


def _only(names: Iterable[str]) -> str:
    """Return the one name there is, or none."""
    found = set(names)
    return found.pop() if len(found) == 1 else ""
