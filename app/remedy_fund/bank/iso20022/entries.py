"""The entries of statements and notifications, one line for each movement on the account."""

from datetime import date
from typing import Any

from app.kernel.clock import seoul_day
from app.kernel.money import MAXIMUM_WON
from app.remedy_fund.bank.port import Line, Statement

_BOOKED, _CREDIT = "BOOK", "CRDT"
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_RETURNED = "RRTN"
_NOT_PROVIDED = "NOTPROVIDED"


def won_of(amount: Any) -> int:
    """Return an amount in whole won; raise ValueError for fractions, other currencies, too much."""
    if amount.ccy != "KRW":
        raise ValueError(f"not won: {amount.ccy}")
    won = int(amount.value)
    exponent = amount.value.as_tuple().exponent  # the standard's decimals have none above nought
    if exponent > 0 or won != amount.value or not 0 <= won <= MAXIMUM_WON:
        raise ValueError("not a whole number of won within bounds")
    return won


def day_of(given: Any) -> date:
    """Return the day of a date, of an instant in Seoul, or of a choice between the two."""
    chosen = getattr(given, "dt", None) or getattr(given, "dt_tm", None) or given
    if hasattr(chosen, "hour"):
        instant = chosen.to_datetime()
        return seoul_day(instant) if instant.tzinfo else instant.date()
    found: date = chosen.to_date()
    return found


def account_of(told: Any) -> str:
    """Return the account that a statement or notification is about."""
    identified = told.acct.id
    return str(identified.iban or identified.othr.id)


def lines(account: str, given: list[Any]) -> tuple[Line, ...]:
    """Return the booked entries; one that is only pending is no movement yet."""
    return tuple(
        line for entry in given if entry.sts.cd == _BOOKED for line in _lines_of(account, entry)
    )


def statement(told: Any) -> Statement:
    """Return a statement with its opening and closing booked balance."""
    account = account_of(told)
    opening, closing = _balance(told.bal, _OPENING), _balance(told.bal, _CLOSING)
    return Statement(
        account=account, number=str(told.id), day=day_of(closing.dt), lines=lines(account, told.ntry),
        opening_won=_signed(opening), closing_won=_signed(closing),
    )  # fmt: skip


def _balance(given: list[Any], codes: tuple[str, ...]) -> Any:
    found = [one for one in given if one.tp.cd_or_prtry.cd in codes]
    if not found:
        raise ValueError(f"a statement without {codes[0]}")
    return found[0]


def _signed(balance: Any) -> int:
    won = won_of(balance.amt)
    return won if balance.cdt_dbt_ind.value == _CREDIT else -won


def _lines_of(account: str, entry: Any) -> list[Line]:
    details = [one for batch in entry.ntry_dtls for one in batch.tx_dtls]
    amount, reference = won_of(entry.amt), entry.acct_svcr_ref or entry.ntry_ref or ""
    if not reference:
        raise ValueError("an entry without the bank's own reference")
    shares = [won_of(one.amt) if one.amt else amount for one in details]
    if not details or sum(shares) != amount:
        # Several movements that do not add up are one movement, and a matter for people.
        return [_line(account, entry, reference, amount, None)]
    several = len(details) > 1
    return [
        _line(account, entry, f"{reference}/{number}" if several else reference, share, one)
        for number, (one, share) in enumerate(zip(details, shares, strict=True), start=1)
    ]


def _line(account: str, entry: Any, reference: str, amount_won: int, details: Any) -> Line:
    references = details.refs if details else None
    credit = entry.cdt_dbt_ind.value == _CREDIT
    order_id = (references.end_to_end_id if references else "") or ""
    return Line(
        account=account, reference=reference, credit=credit, amount_won=amount_won,
        booked_on=day_of(entry.bookg_dt or entry.val_dt),
        order_id="" if order_id == _NOT_PROVIDED else order_id,
        message_id=(references.msg_id if references else "") or "",
        returned=credit and _is_return(entry, details), code=_code(details),
        words=_words(details),
    )  # fmt: skip


def _is_return(entry: Any, details: Any) -> bool:
    domain = entry.bk_tx_cd.domn
    family = domain.fmly.sub_fmly_cd if domain else ""
    return bool(entry.rvsl_ind or family == _RETURNED or (details and details.rtr_inf))


def _code(details: Any) -> str:
    reason = details.rtr_inf.rsn if details and details.rtr_inf else None
    return str(reason.cd or reason.prtry or "") if reason else ""


def _words(details: Any) -> str:
    if details is None:
        return ""
    parties, told = details.rltd_pties, details.rmt_inf
    names = [_name(parties.dbtr), _name(parties.cdtr)] if parties else []
    return " · ".join([*filter(None, names), *(told.ustrd if told else [])])[:400]


def _name(party: Any) -> str:
    return (party.pty.nm or "") if party and party.pty else ""
