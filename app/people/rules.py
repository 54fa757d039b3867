"""Which account may be whose, for how long, and how often one may try. Pure."""

import ipaddress
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.access.actor import Role, Tie
from app.access.policy import POLICY, May
from app.kernel.text import Text

SESSION_IDLE = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
CODE_LASTS = timedelta(minutes=10)
CODE_TRIES = 5
INVITATION_LASTS = timedelta(days=7)
TOKEN_LASTS_MOST = timedelta(days=365)
SOURCE_KNOWN_FOR = timedelta(days=90)
PASSWORD_LENGTH = 12
PASSWORD_LENGTH_MOST = 128


class Purpose(StrEnum):
    """What a one-time code is for; a code for one thing opens no other."""

    REGISTER = "register"
    RESET = "reset"
    STEP_UP = "step_up"


class CompanySize(StrEnum):
    """How large a company is, as far as it is known."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


class CompanyKind(StrEnum):
    """What form a firm has."""

    CORPORATION = "corporation"
    SOLE_PROPRIETOR = "sole_proprietor"
    COOPERATIVE = "cooperative"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


class MemberKind(StrEnum):
    """What a person is to a company."""

    OWNER = "owner"
    STAFF = "staff"


class WallKind(StrEnum):
    """Why somebody must stay away from a case or a company."""

    RECUSAL = "recusal"
    DISQUALIFICATION = "disqualification"
    HISTORY = "history"


class MandateScope(StrEnum):
    """How far a representative acts for a company."""

    ALL = "all"
    ONE_CASE = "one_case"


# ------------------------------------------------------------------------------ time and relation


def lasts(now: datetime, from_at: datetime | None, until_at: datetime | None) -> bool:
    """Tell whether a relation is current: from its first instant, up to but not at its end."""
    return from_at is not None and from_at <= now and (until_at is None or now < until_at)


def stands(today: date, from_on: date, until_on: date | None) -> bool:
    """Tell whether a relation counted in days is current; its last day still counts."""
    return from_on <= today and (until_on is None or today <= until_on)


def session_alive(now: datetime, created_at: datetime, seen_at: datetime) -> bool:
    """Tell whether a session is neither idle for thirty minutes nor twelve hours old."""
    return now - seen_at < SESSION_IDLE and now - created_at < SESSION_LASTS


# Which roles an account must have so that its person can stand in a relation to a case.
HOLDERS: dict[Tie, frozenset[Role]] = {
    Tie.ASSIGNED: frozenset({Role.INVESTIGATOR, Role.LEAD, Role.FUND_OFFICER, Role.FUND_CHECKER}),
    Tie.SEATED: frozenset({Role.COMMITTEE}),
    Tie.GRANTED: frozenset({Role.COURT, Role.EXPERT}),
}

# Whom each role may invite. Parties register themselves; nobody is invited as worker or public.
_OFFICE = frozenset({Role.INVESTIGATOR, Role.COMMITTEE, Role.SECRETARY, Role.COURT, Role.EXPERT})
INVITES: dict[Role, frozenset[Role]] = {
    Role.LEAD: _OFFICE,
    Role.ADMINISTRATOR: frozenset(Role) - {Role.PUBLIC, Role.PARTY, Role.WORKER},
}


def grantable(role: Role) -> frozenset[May]:
    """Return the permissions that a token of this role may carry.

    A token never makes tokens: it could otherwise hand on more than it was given.
    """
    return frozenset(may for may, row in POLICY.items() if role in row) - {May.TOKEN_MANAGE}


# --------------------------------------------------------------------------------------- trying


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries are allowed within a window, and whether a known source is exempt.

    What many sources can use up together must not shut out the account's own usual source.
    """

    most: int
    window: timedelta
    spares_known_source: bool = False


_QUARTER = timedelta(minutes=15)
SIGN_IN_LIMITS: dict[str, Limit] = {
    "pair": Limit(5, _QUARTER),
    "source": Limit(50, _QUARTER),
    "account": Limit(50, _QUARTER, spares_known_source=True),
    "global": Limit(2000, _QUARTER, spares_known_source=True),
}
CODE_LIMITS: dict[str, Limit] = {
    "pair": Limit(5, timedelta(hours=1)),
    "source": Limit(30, timedelta(hours=1)),
    "account": Limit(20, timedelta(hours=1), spares_known_source=True),
    "global": Limit(2000, timedelta(hours=1), spares_known_source=True),
}


def exceeded(
    counts: Mapping[str, int], limits: Mapping[str, Limit], *, known_source: bool
) -> str | None:
    """Return the name of the first limit that the counts, this try included, go beyond."""
    for name, limit in limits.items():
        if known_source and limit.spares_known_source:
            continue
        if counts.get(name, 0) > limit.most:
            return name
    return None


def source_of(address: str) -> str:
    """Return what counts as one source: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


# ---------------------------------------------------------------------------------- what is typed

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_EMAIL_LENGTH = 254
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_CLOSE = 4
_RUN = ("0123456789012", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class WrongEmail(ValueError):
    """Not an e-mail address; `args[0]` says how to mend it."""

    def __init__(self) -> None:
        """Keep the words in both languages."""
        super().__init__(
            Text(
                "이메일 주소를 name@company.co.kr처럼 적어 주세요.",
                "Write the e-mail address as in name@company.co.kr.",
            )
        )
        self.code = "email"


def normal_email(written: str) -> str:
    """Return an address as logins are compared: lower case, no blanks; raise WrongEmail."""
    address = unicodedata.normalize("NFKC", written).strip().lower()
    if len(address) > _EMAIL_LENGTH or not _EMAIL.fullmatch(address):
        raise WrongEmail
    return address


def normal_code(written: str) -> str:
    """Return a one-time code as it was made, however it was typed or read aloud."""
    return unicodedata.normalize("NFKC", written).upper().translate(_READ_AS)


def normal_text(written: str) -> str:
    """Return a name or address in composed form, without blanks around it."""
    return unicodedata.normalize("NFC", written).strip()


def normal_password(written: str) -> str:
    """Return a password in the one form that every keyboard and system leads to."""
    return unicodedata.normalize("NFKC", written)


def password_fault(password: str, login: str, known: frozenset[str]) -> Text | None:
    """Return why a password may not be used, or None. `known` holds widely used ones."""
    if not PASSWORD_LENGTH <= len(password) <= PASSWORD_LENGTH_MOST:
        return Text(
            f"비밀번호는 {PASSWORD_LENGTH}자 이상 {PASSWORD_LENGTH_MOST}자 이하로 정해 주세요.",
            f"Choose a password of {PASSWORD_LENGTH} to {PASSWORD_LENGTH_MOST} characters.",
        )
    plain = password.lower()
    name = login.partition("@")[0]
    if plain in known or len(set(plain)) <= _CLOSE or _runs(plain):
        return Text(
            "널리 쓰이거나 쉽게 알아낼 수 있는 비밀번호입니다. 다른 것으로 정해 주세요.",
            "This password is widely used or easily guessed; choose another.",
        )
    if len(name) >= _CLOSE and name in plain:
        return Text(
            "비밀번호에 이메일 주소를 넣지 말아 주세요.",
            "Leave your e-mail address out of the password.",
        )
    return None


def _runs(plain: str) -> bool:
    # Nothing but keyboard rows and alphabet runs of four and more, forwards or backwards.
    rows = [*_RUN, *(row[::-1] for row in _RUN)]
    rest = plain
    while rest:
        length = max((_shared(rest, row) for row in rows), default=0)
        if length < _CLOSE:
            return False
        rest = rest[length:]
    return True


def _shared(text: str, row: str) -> int:
    length = len(text)
    while length and text[:length] not in row:
        length -= 1
    return length
