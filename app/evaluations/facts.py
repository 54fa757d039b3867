"""Gathering a firm's past from the houses below, and putting words to what is told of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.cases import histories as case_histories
from app.db.work import Work
from app.evaluations import store
from app.evaluations.history import Cure, Firm, Period, Points, Suit
from app.evaluations.programmes import SORT_LABELS, Programme, Sort, programme
from app.evaluations.rules import CURE_LABELS, REASON_LABELS, Fact, Reason, row_of, told
from app.evaluations.tables import OutcomeRequest
from app.kernel.text import Text
from app.law.figures import decimal
from app.law.score import Score
from app.people import queries as people
from app.sanctions import histories as measure_histories
from app.sanctions.rules.ledger import Account
from app.settlements.self_corrections.facts import verified


def period_of(work: Work, row: OutcomeRequest) -> Period:
    """Return which days a request wants to know of, as known today."""
    return Period(
        first=row.period_first, last=row.period_last, as_of=row.as_of, known_at=work.today
    )


def rows_of(work: Work, row: OutcomeRequest) -> list[dict[str, Any]]:
    """Return every fact that a request is told today, firm by firm as asked, with words.

    Raises NotConfigured where no ground for giving facts to the programme is known.
    """
    asked: Programme = programme(row.programme)
    allowed, period = asked.ground(work.today).facts, period_of(work, row)
    firms = (firm_of(work, number) for number in row.business_numbers)
    return [_worded(work, fact) for firm in firms for fact in told(firm, period, allowed)]


def firm_of(work: Work, number: str) -> Firm:
    """Return a firm with its past; one that the register does not know has none."""
    company_id = people.company_with(work, number)
    if company_id is None:
        return Firm(number=number)
    cases = tuple(case_histories.against(work, company_id))
    suits = store.suits_against(work, company_id)
    return Firm(
        number=number,
        cases=cases,
        measures=tuple(measure_histories.against(work, company_id)),
        suits=tuple(
            Suit(measure_id=one.measure_id, filed_on=one.filed_on, ended_on=one.ended_on)
            for one in suits
        ),
        cures=tuple(cure for case in cases for cure in _cures(work, case.case_id)),
        score=_scores(work, measure_histories.account(work, company_id)),
    )


def _cures(work: Work, case_id: str) -> list[Cure]:
    paid = measure_histories.consent_money(work, case_id)
    return [
        *(Cure(kind="self_correction", on=on, known_on=known_on, amount_won=won)
          for on, won, known_on in verified(work, case_id)),
        *(Cure(kind="consent_decision", on=on, known_on=on, amount_won=won) for on, won in paid),
    ]  # fmt: skip


def _scores(work: Work, account: Account) -> Callable[[date, date], tuple[Points, ...]]:
    book = work.law

    def score(as_of: date, known_at: date) -> tuple[Points, ...]:
        return tuple(
            _points(account, account.score(book, as_of=as_of, known_at=known_at, regime=regime))
            for regime in sorted({line.regime for line in account.lines})
        )

    return score


def _points(account: Account, score: Score) -> Points:
    of_measure = {line.line_id: line.measure_id for line in account.lines}
    return Points(
        regime=score.regime, net=decimal(score.net), gross=decimal(score.gross),
        mitigation=decimal(score.mitigation), aggravation=decimal(score.aggravation),
        measures=score.measures_counted, edition=score.edition,
        measure_ids=frozenset(of_measure[x.reference] for x in score.lines if x.counted),
    )  # fmt: skip


def _worded(work: Work, fact: Fact) -> dict[str, Any]:
    label = _label(work, fact)
    return {**row_of(fact), "label_ko": label.ko, "label_en": label.en}


def _label(work: Work, fact: Fact) -> Text:
    sort = Sort(fact.fact)
    named: dict[Sort, Callable[[], Text]] = {
        Sort.MEASURE: lambda: work.law.measure(fact.kind).name,
        Sort.PROVISIONAL: lambda: work.law.measure(fact.kind).name,
        Sort.OPEN_CASE: lambda: case_histories.state_label(fact.act, fact.stage),
        Sort.POINTS: lambda: work.law.regime(fact.act).label,
        Sort.CURE: lambda: CURE_LABELS[fact.kind],
        Sort.LEFT_OUT: lambda: _reason(fact),
    }
    return named[sort]()


def _reason(fact: Fact) -> Text:
    reason = REASON_LABELS[Reason(fact.reason)]
    if not fact.kind:
        return reason
    of = SORT_LABELS[Sort(fact.kind)]
    return Text(f"{reason.ko}: {of.ko}", f"{reason.en}: {of.en}")
