"""The fund's share of collected surcharges: credited on collection, taken back by entries, never by edits.

The service itself calls these when money came in for a measure, was given back, or when a measure was
annulled or reduced. Where no scheme applies nothing is credited and nothing fails. Whatever order the
news come in, and however often, the share stands at the floor of the ratio times what is kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from app.access.policy import May
from app.db.work import Work
from app.remedy_fund.contributions import store
from app.remedy_fund.contributions.events import SurchargeShareMoved
from app.remedy_fund.contributions.money import (
    CASH,
    FUND,
    SHORTFALL,
    TREASURY,
    UNALLOCATED,
    available_won,
    bookable_on,
)
from app.remedy_fund.contributions.purposes import Destination
from app.remedy_fund.contributions.recording import new_received, open_books, set_aside
from app.remedy_fund.contributions.rules.shares import Draw, Place, draw, kept_won, share_won
from app.remedy_fund.contributions.rules.sums import Source
from app.remedy_fund.contributions.tables import Contribution, SurchargeShare, SurchargeShareEntry
from app.remedy_fund.ledger import actions as ledger
from app.remedy_fund.ledger import queries as books
from app.remedy_fund.ledger.rules import Entry, TransactionKind, legs
from app.remedy_fund.schemes import queries as schemes
from app.remedy_fund.schemes.kinds import Scheme
from app.remedy_fund.schemes.problems import NoEnactedScheme

SCOPE = "surcharge_shares"
# Public money without a contributor's purpose is set aside for all that the scheme pays.
GENERAL = "general"
_OVERPAID = "overpaid"

News = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Cause:
    """What moved a share: its code, what makes it unique, the won that it is about, its day."""

    code: str
    key: str
    amount_won: int
    on: date


def on_surcharge_payment(work: Work, event: News) -> None:
    """Credit the share of a payment; answers `surcharge_payment_received`.

    What was paid beyond the debt is to be given back and counts for nothing.
    """
    amount = int(event["amount_won"]) - int(event.get("overpaid_won", 0))
    cause = _Cause("payment", f"payment:{event['payment_id']}", amount, _day(event["on"]))

    def collected(share: SurchargeShare) -> None:
        share.collected_won += amount

    _move(work, event, cause, collected)


def on_surcharge_refund(work: Work, event: News) -> None:
    """Take back the share of what was given back; answers `surcharge_refunded`."""
    if event.get("cause") == _OVERPAID:
        return
    amount = int(event["amount_won"])
    cause = _Cause("refund", f"refund:{event['refund_id']}", amount, _day(event["on"]))

    def refunded(share: SurchargeShare) -> None:
        share.refunded_won += amount

    _move(work, event, cause, refunded)


def on_surcharge_annulment(work: Work, event: News) -> None:
    """Take back the share of what an annulment makes due; answers `surcharge_annulled`."""
    _owe_back(work, event, "annulment", after_won=0)


def on_surcharge_reduction(work: Work, event: News) -> None:
    """Take back the share of what a reduction makes due; answers `surcharge_reduced`."""
    _owe_back(work, event, "reduction", after_won=int(event["after_won"]))


def on_consent_contribution(work: Work, event: News) -> None:
    """Credit money of a consent decision; answers `consent_contribution_received`."""
    work.require(May.SURCHARGE_SHARE_CREDIT, FUND)
    on = _day(event["on"])
    scheme = _scheme(work, on)
    source = Source.CONSENT_DECISION
    if scheme is None or store.under_reference(work, source, str(event["subject"])) is not None:
        return
    amount = int(event["amount_won"])
    open_books(work)
    row = new_received(
        work, source, amount_won=amount, on=on, reference=str(event["subject"]),
        cause_id=str(event["case_id"]),
    )  # fmt: skip
    row.contributor_company_id = str(event.get("company_id") or "") or None
    ledger.post(
        work,
        Entry(
            kind=TransactionKind.CONTRIBUTION_RECEIVED, key=row.id, scope="contributions",
            subject=row.id, effective_on=bookable_on(work, on),
            legs=legs(debit=[(CASH, amount)], credit=[(UNALLOCATED, amount)]),
        ),
    )  # fmt: skip
    _set_aside(work, row, scheme)


def _owe_back(work: Work, event: News, code: str, *, after_won: int) -> None:
    amount = int(event["refund_due_won"])
    # A measure's sum only ever falls, so what it fell from and to names the ruling.
    key = f"{code}:{event['subject']}:{event['before_won']}:{after_won}"

    def owed(share: SurchargeShare) -> None:
        share.owed_back_won += amount

    _move(work, event, _Cause(code, key, amount, work.today), owed)


def _move(work: Work, event: News, cause: _Cause, count: Callable[[SurchargeShare], None]) -> None:
    work.require(May.SURCHARGE_SHARE_CREDIT, FUND)
    measure_id = str(event["subject"])
    share = store.share_of(work, measure_id)
    if share is None:
        scheme = _scheme(work, cause.on)
        if scheme is None:
            return
        share = _begun(work, measure_id, str(event["case_id"]), scheme)
    if store.share_entry(work, cause.key) is not None:
        return
    count(share)
    before = share.share_won
    ratio = Fraction(share.ratio_numerator, share.ratio_denominator)
    share.share_won = share_won(ratio, kept_won(share))
    made = work.add(
        SurchargeShareEntry(
            id=work.new_id("sshare"), share_id=share.id,
            number=store.entries_so_far(work, share.id) + 1, source_key=cause.key, cause=cause.code,
            amount_won=cause.amount_won, before_won=before, after_won=share.share_won, on=cause.on,
        )
    )  # fmt: skip
    change = share.share_won - before
    if change > 0:
        _credit(work, share, made, change)
    elif change < 0:
        _take_back(work, share, made, -change)
    work.record(
        SurchargeShareMoved(
            subject=measure_id, cause=cause.code, before_won=before, after_won=share.share_won,
            shortfall_won=made.shortfall_won,
        )
    )  # fmt: skip
    work.session.flush()


def _begun(work: Work, measure_id: str, case_id: str, scheme: Scheme) -> SurchargeShare:
    """Begin a share with the ratio of the day; it stays with the surcharge to its end."""
    ratio = scheme.surcharge_share_ratio
    share = work.add(
        SurchargeShare(
            id=work.new_id("share"), measure_id=measure_id, case_id=case_id,
            ratio_numerator=ratio.numerator, ratio_denominator=ratio.denominator,
            scheme_id=scheme.id, scheme_edition=scheme.edition,
        )
    )  # fmt: skip
    work.session.flush()
    return share


def _credit(work: Work, share: SurchargeShare, made: SurchargeShareEntry, amount_won: int) -> None:
    """Book a further share; what earlier shares fell short of is made good first."""
    open_books(work)
    good = min(amount_won, books.balance(work, SHORTFALL).balance_won)
    row = new_received(
        work, Source.SURCHARGE_SHARE, amount_won=amount_won, on=made.on,
        reference=made.source_key, cause_id=share.measure_id,
    )  # fmt: skip
    row.taken_back_won, row.unallocated_won = good, amount_won - good
    posted = ledger.post(
        work,
        Entry(
            kind=TransactionKind.SURCHARGE_SHARE_CREDITED, key=made.id, scope=SCOPE,
            subject=share.measure_id, effective_on=bookable_on(work, made.on),
            legs=legs(
                debit=[(CASH, amount_won)],
                credit=[(SHORTFALL, good), (UNALLOCATED, amount_won - good)],
            ),
        ),
    )  # fmt: skip
    made.contribution_id, made.transaction_id = row.id, posted.transaction_id
    made.shortfall_won = -good
    scheme = _scheme(work, made.on)
    if scheme is not None:
        _set_aside(work, row, scheme)


def _take_back(
    work: Work, share: SurchargeShare, made: SurchargeShareEntry, amount_won: int
) -> None:
    """Take a share back: from its own money first, then from other shares, the rest falls short."""
    open_books(work)
    rows, places = _places(work, share.measure_id)
    drawn = draw(places, amount_won)
    for place, part in drawn.parts:
        row = rows[place.contribution_id]
        row.taken_back_won += part
        if not place.earmark_id:
            row.unallocated_won -= part
    posted = ledger.post(
        work,
        Entry(
            kind=TransactionKind.SURCHARGE_SHARE_REVERSED, key=made.id, scope=SCOPE,
            subject=share.measure_id, effective_on=bookable_on(work, made.on),
            legs=legs(debit=_debits(work, drawn), credit=[(TREASURY, amount_won)]),
        ),
    )  # fmt: skip
    made.transaction_id, made.shortfall_won = posted.transaction_id, drawn.shortfall_won


def _places(work: Work, measure_id: str) -> tuple[dict[str, Contribution], list[Place]]:
    """Return where money of surcharge shares lies free, this measure's own first, then by age."""
    found = store.of_source(work, Source.SURCHARGE_SHARE)
    rows = store.locked_all(work, [row.id for row in found])
    ordered = sorted(found, key=lambda row: row.cause_id != measure_id)
    earmarks = store.earmarks_of(work, list(rows))
    store.locked_earmarks(work, [one.id for one in earmarks])
    places = []
    for row in ordered:
        own = [one for one in earmarks if one.contribution_id == row.id]
        places.append(Place(row.id, "", rows[row.id].unallocated_won))
        places += [Place(row.id, one.id, available_won(work, one)) for one in own]
    return rows, places


def _debits(work: Work, drawn: Draw) -> Sequence[tuple[str, int]]:
    debits = [
        (store.earmark(work, place.earmark_id).account_id if place.earmark_id else UNALLOCATED, won)
        for place, won in drawn.parts
    ]
    return [*debits, (SHORTFALL, drawn.shortfall_won)]


def _set_aside(work: Work, row: Contribution, scheme: Scheme) -> None:
    if GENERAL in scheme.purposes and row.unallocated_won:
        set_aside(work, row, Destination(GENERAL), amount_won=row.unallocated_won, expires_on=None)
    work.session.flush()


def _scheme(work: Work, on: date) -> Scheme | None:
    try:
        return schemes.current(work, on)
    except NoEnactedScheme:
        return None


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
