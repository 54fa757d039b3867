"""What the things behind ids are called on the fund's pages, each with a link to its own page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from app.access.actor import OPEN
from app.access.policy import May
from app.cases import queries as cases
from app.cases.numbers import CaseNumber
from app.db.work import Work
from app.kernel.dates import format_day
from app.kernel.money import format_won
from app.kernel.problems import Problem
from app.kernel.text import Language, Text
from app.people import queries as people
from app.portal import fund_offers as offers
from app.remedy_fund.applications import queries as applications
from app.remedy_fund.budgets import queries as budgets
from app.remedy_fund.closing.words import TRANSACTIONS
from app.remedy_fund.contributions import queries as contributions
from app.remedy_fund.ledger import listing as ledger
from app.remedy_fund.payments import queries as payments
from app.remedy_fund.plans import queries as plans
from app.remedy_fund.recoveries import queries as recoveries

Shown = Markup | str
Name = Callable[[Work, str, Language], Shown]
_RUN = Text("지급 묶음 {number}", "Run {number}")
_PLAN = Text("배분 계획 {period} · {round}차", "Plan {period} · round {round}")
_UNKNOWN = Text("확인할 수 없음({tail})", "not known ({tail})")
_CHANGED = Text("지금 등록된 계좌와 다름", "not the account named now")
_TAIL = 6


def link(url: str, text: str) -> Markup:
    """Return a link."""
    return Markup('<a href="{}">{}</a>').format(url, text)


def bare(shown: Shown) -> str:
    """Return a name without its link."""
    return shown.striptags() if isinstance(shown, Markup) else shown


def _application(work: Work, row_id: str, _language: Language) -> Shown:
    row = applications.subject(work, row_id)
    if not work.decide(May.APPLICATION_READ, applications.target_of(work, row)).allowed:
        return row.number
    return link(f"/fund/applications/{row.id}", f"{row.number} · {row.applicant_name}")


def _case(work: Work, row_id: str, language: Language) -> Shown:
    row = cases.subject(work, row_id)
    return CaseNumber(row.number_year, row.number_type, row.number_serial).text().get(language)


def _firm(work: Work, row_id: str, _language: Language) -> Shown:
    return people.company_names(work, {row_id})[row_id]


def _award(work: Work, row_id: str, language: Language) -> Shown:
    row = plans.made_awards(work, [row_id])[0]
    words = offers.benefit_names(work, language).get(row.benefit, row.benefit)
    return f"{words} {format_won(row.amount_won, language)}"


def _disbursement(work: Work, row_id: str, language: Language) -> Shown:
    row = payments.disbursement(work, row_id)
    return link(f"/fund/disbursements/{row.id}", format_won(row.amount_won, language))


def _run(work: Work, row_id: str, language: Language) -> Shown:
    row = payments.run(work, row_id)
    return link(f"/fund/runs/{row.id}", _RUN.get(language).format(number=row.number))


def _plan(work: Work, row_id: str, language: Language) -> Shown:
    row = plans.plan(work, row_id)
    words = _PLAN.get(language).format(period=row.period, round=row.round)
    return link(f"/fund/plans/{row.id}", words)


def _earmark(work: Work, row_id: str, language: Language) -> Shown:
    row = contributions.earmark(work, row_id)
    words = offers.purpose_names(work, language).get(row.purpose, row.purpose)
    giver = _giver(work, row.contribution_id, language)
    return link(f"/fund/contributions/{row.contribution_id}", f"{words} ({giver})")


def _contribution(work: Work, row_id: str, language: Language) -> Shown:
    return link(f"/fund/contributions/{row_id}", _giver(work, row_id, language))


def _giver(work: Work, contribution_id: str, language: Language) -> str:
    row = contributions.contribution(work, contribution_id).contribution
    return row.contributor_name or str(getattr(row.source, language))


def _contribution_change(work: Work, row_id: str, _language: Language) -> Shown:
    row = contributions.change(work, row_id)
    return link(f"/fund/contribution-changes/{row.id}", row.letter_reference)


def _budget_change(work: Work, row_id: str, _language: Language) -> Shown:
    row = budgets.change(work, row_id)
    return link(f"/fund/budget-changes/{row.id}", row.reason)


def _budget_line(work: Work, row_id: str, language: Language) -> Shown:
    row = budgets.line(work, row_id)
    own = {one["value"]: one["label"] for one in offers.programme_codes(work, "", language)}
    names = offers.purpose_names(work, language) | offers.benefit_names(work, language) | own
    return f"{row.fiscal_year} · {names.get(row.programme, row.programme)} · " + names.get(
        row.item, row.item
    )


def _programme(work: Work, row_id: str, language: Language) -> Shown:
    known = {one["value"]: one["label"] for one in offers.programmes(work, "", language)}
    return known[row_id]


def _claim(work: Work, row_id: str, language: Language) -> Shown:
    row = recoveries.recovery(work, row_id)
    words = f"{getattr(row.kind, language)} – {getattr(row.ground, language)}"
    return link(f"/fund/recoveries/{row.id}", words)


def _loan(work: Work, row_id: str, language: Language) -> Shown:
    row = recoveries.loan(work, row_id)
    return link(f"/fund/loans/{row.id}", format_won(row.lent_won, language))


def _payout(work: Work, row_id: str, language: Language) -> Shown:
    row = recoveries.payout(work, row_id)
    return link(f"/fund/payouts/{row.id}", str(getattr(row.owner, language)))


def _line(work: Work, row_id: str, language: Language) -> Shown:
    row = payments.line(work, row_id)
    words = f"{format_day(row.booked_on, language)} · {format_won(row.amount_won, language)}"
    return link(f"/fund/lines/{row.id}", words)


def _entry(work: Work, row_id: str, language: Language) -> Shown:
    row = ledger.transaction(work, row_id)
    words = f"{format_day(row.effective_on, language)} · {TRANSACTIONS[row.kind].get(language)}"
    return link(f"/fund/entries/{row.id}", words)


# How an id begins, and what names the thing behind it.
_NAMES: Mapping[str, Name] = {
    "fapp": _application, "case": _case, "com": _firm, "award": _award,
    "disb": _disbursement, "prun": _run, "plan": _plan,
    "earmark": _earmark, "contrib": _contribution, "cchange": _contribution_change,
    "bchange": _budget_change, "bline": _budget_line, "programme": _programme, "rcv": _claim,
    "loan": _loan, "rpo": _payout, "sline": _line, "ltxn": _entry,
}  # fmt: skip


def is_known(value: Any) -> bool:
    """Tell whether a value is an id that has a name."""
    if not isinstance(value, str):
        return False
    prefix, mark, rest = value.partition("_")
    return bool(mark) and prefix in _NAMES and len(rest) > _TAIL and rest.isalnum()


def name_of(work: Work, row_id: str, language: Language) -> Shown:
    """Return what a thing is called for this reader; by the end of its id where he may not know."""
    if not is_known(row_id):
        return f"…{row_id[-_TAIL:]}"
    unknown = _UNKNOWN.get(language).format(tail=row_id[-_TAIL:])
    if not work.decide(May.FUND_READ, OPEN).allowed:
        return unknown
    try:
        return _NAMES[row_id.partition("_")[0]](work, row_id, language)
    except (Problem, IndexError, KeyError):
        return unknown


def names_in(work: Work, ids: Iterable[str], language: Language) -> dict[str, Shown]:
    """Return the names of things, each looked up once."""
    return {one: name_of(work, one, language) for one in set(ids)}


def payee_name(work: Work, application_id: str, fingerprint: str, language: Language) -> str:
    """Return whose account a fingerprint is, by holder and last digits, where the reader may know."""
    short = fingerprint[:12]
    try:
        row = applications.application(work, application_id)
        stands = applications.payee(work, application_id).fingerprint == fingerprint
    except Problem:
        return short
    if row.payee is None or not stands:
        return f"{short} – " + _CHANGED.get(language)
    return f"{row.payee.holder_name} ····{row.payee.last_four} ({short})"
