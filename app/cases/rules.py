"""Which track takes a complaint, what the respondent is shown, what clocks hear. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.cases.lifecycle import Command
from app.cases.lifecycle.steps import Outcome
from app.cases.problems import CaseClosed, OutOfOrder, ReasonMissing, TrackNotServed
from app.deadlines.pauses import Occurrence
from app.kernel.calendar import Period, Unit, last_day
from app.kernel.lifecycle import Row
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.limitation import Limitation, limitation

UNITS = {
    "kftc": "subcontract",
    "sme_technology": "technology",
    "mss_win_win": "win_win_regional",
    "referred_out": "intake",
}
# Between which units a case of a procedure may move.
UNITS_OF = {
    "kftc": ("subcontract", "distribution"),
    "sme_technology": ("technology",),
    "mss_win_win": ("win_win", "win_win_regional"),
    "referred_out": ("intake",),
}
# What the ministry does not leave to its regional offices (상생협력법 시행령 제27조제3항).
_HEADQUARTERS = ("WW-COND-12", "WW-COND-13", "WW-TK")
HEADQUARTERS_UNIT = "win_win"
# What is reported to the ministry is a dispute; a survey begins with the ministry itself.
DISPUTE, SURVEY = "dispute", "survey"
# How a case began where somebody reported it.
REPORT = "report"
DRAFT_KEPT_DAYS = 30
YOUNGEST_FILER = Period(14, Unit.YEARS)
_EXTENSIONS = frozenset(
    {Command.EXTEND_INVESTIGATION, Command.EXTEND_KFTC_REQUEST, Command.NOTIFY_DISPOSITION}
)
ASKS_FOR_A_HEARING_DAY = frozenset(
    {Command.TABLE, Command.NOTIFY_HEARING, Command.NOTIFY_INVESTIGATION}
)
# Side of the exhibit → the letters that Korean practice puts before its number.
EXHIBIT_LETTERS = {"complainant": "신", "respondent": "을", "examiner": "소갑"}


def route(book: Book, codes: Iterable[str], *, pointer: str = "/violation/codes") -> str:
    """Return the track that takes all codes; raise TrackNotServed naming each that does not fit.

    Codes of two procedures, two Acts of the KFTC or two other bodies are filed separately.
    `pointer` is where the form has the codes.
    """
    errors: list[FieldError] = []
    places: list[tuple[str, str]] = []
    for place, code in enumerate(codes):
        violation = book.contents.violations.get(code)
        if violation is None:
            words = Text(
                f"'{code}'은(는) 없는 위반 유형입니다", f"There is no violation code {code}"
            )
            errors.append(FieldError(f"{pointer}/{place}", "unknown", words))
        else:
            body = violation.agency if violation.track == "referred_out" else ""
            places.append((violation.track, body or act_of(book, (code,))))
    if not errors and len(set(places)) > 1:
        words = Text(
            "서로 다른 법률·절차의 위반 유형은 따로 신고하세요",
            "File codes of two Acts or procedures separately",
        )
        errors.append(FieldError(pointer, "two_tracks", words))
    if errors:
        raise TrackNotServed(errors=tuple(errors))
    return places[0][0]


# The Acts beside the Subcontracting Act that run on the page of the KFTC.
ACTS = {
    "공정거래법": "fair_trade",
    "대규모유통업법": "retail",
    "가맹사업법": "franchise",
    "대리점법": "agency",
}


def act_of(book: Book, codes: Iterable[str]) -> str:
    """Return which other Act of the KFTC a case is under; empty where none is."""
    named = sorted(book.violation(code).basis.act for code in codes)
    return next((ACTS[act] for act in named if act in ACTS), "")


def unit_of(track: str, codes: Iterable[str]) -> str:
    """Return the unit that takes a case; technology and some acts stay with headquarters."""
    if track == "mss_win_win" and any(code.startswith(_HEADQUARTERS) for code in codes):
        return HEADQUARTERS_UNIT
    return UNITS[track]


def asks_for_a_last_day(track: str, command: str) -> bool:
    """Tell whether a step names a last day: an extension, or the time that somebody is given."""
    return command in _EXTENSIONS or (track == "mss_win_win" and command == Command.REQUEST_DATA)


def earliest_limitation(
    book: Book, codes: Iterable[str], trade_ended_on: date | None, received_on: date
) -> Limitation:
    """Return the limitation of the code whose last day comes first; those without one come last."""
    found = [limitation(book.violation(code), trade_ended_on, received_on, book) for code in codes]
    return min(found, key=lambda one: one.last_on or date.max)


def needs_proof(book: Book, codes: Iterable[str], track: str) -> bool:
    """Tell whether the Act takes the report with proof only (중소기업기술보호법 제8조의2)."""
    return track == "sme_technology" or any(book.violation(code).technical_data for code in codes)


def respondent_view(complaint: Mapping[str, Any], *, named: bool) -> dict[str, Any]:
    """Return what the respondent is told; never an address, a telephone number or a sum.

    Who reported and what they tell is part of it only where the complainant is `named`.
    """
    violation = complaint.get("violation", {})
    told: dict[str, Any] = {
        "respondent_name": complaint.get("respondent", {}).get("name", ""),
        "violations": list(violation.get("codes", [])),
        "trade_ended_on": violation.get("trade_ended_on"),
        "complainant_name": None,
        "what": None,
    }
    if named:
        complainant = complaint.get("complainant", {})
        told["complainant_name"] = complainant.get("company_name") or complainant.get("name")
        told["what"] = violation.get("narrative", {}).get("what")
    return told


@dataclass(frozen=True, slots=True)
class Asked:
    """The days that a form names before its step is taken."""

    hearing_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """A step as the clocks see it."""

    occurrence: str
    on: date
    until_on: date | None = None
    key: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a case began: when, by a report or not, under which Act, and when the act ended.

    `act` is empty under the Subcontracting Act and on the ministry's tracks; it picks the limit
    of another Act, which runs from the end of the act.
    """

    on: date
    reported: bool = True
    act: str = ""
    act_ended_on: date | None = None

    def heard(self) -> list[Occurrence]:
        """Return what the clocks hear of the beginning."""
        first = "received" if self.reported else "opened"
        found = [Occurrence(self.on, first, form=self.act)]
        if self.act and self.act_ended_on is not None:
            found.append(Occurrence(self.act_ended_on, "act_ended", form=self.act))
        return found


def occurrences(begun: Beginning, closed_on: date | None, steps: Iterable[Happened],
                variant: str = "") -> list[Occurrence]:  # fmt: skip
    """Return what the case's clocks are derived from."""
    found = begun.heard()
    found += [_heard(step, _form(step, begun.act, variant)) for step in steps if step.occurrence]
    if closed_on is not None:
        found.append(Occurrence(closed_on, "closed"))
    return found


def _form(step: Happened, act: str, variant: str) -> str:
    return act if act and step.occurrence == "investigation_opened" else variant


def _heard(step: Happened, variant: str) -> Occurrence:
    form = step.form or variant
    return Occurrence(step.on, step.occurrence, form=form, until=step.until_on, key=step.key)


def identity_is_open(identity: str, outcome: str) -> bool:
    """Tell whether the respondent may know who reported.

    "After the case is dealt with" is reached by measures that were carried out, not by a case that
    was withdrawn, refused or found to be no violation.
    """
    return identity == "public" or (
        identity == "after_measure" and outcome == Outcome.MEASURES_COMPLETED
    )


def check_dates(birth_on: date | None, trade: Mapping[str, date | None], today: date) -> None:
    """Raise Invalid for a filer under fourteen and for a trade that lies in the future.

    `trade` holds the days of the trade by the name of their field. The day of birth is counted
    (민법 제158조), so one is fourteen on the birthday.
    """
    errors = []
    if birth_on is not None and last_day(birth_on, YOUNGEST_FILER) > today:
        words = Text("만 14세 이상만 신고할 수 있습니다", "The complainant must be 14 or older")
        errors.append(FieldError("/complainant/birth_on", "too_young", words))
    for name, day in trade.items():
        if day is not None and day > today:
            words = Text(
                "거래일은 오늘보다 뒤일 수 없습니다", "A day of the trade lies in the future"
            )
            errors.append(FieldError(f"/violation/{name}", "future", words))
    if errors:
        raise Invalid(errors=tuple(errors))


class _Closable(Protocol):
    open: bool
    state: str


def refuse_closed(case: _Closable) -> None:
    """Raise CaseClosed for a case that takes nothing more."""
    if not case.open:
        raise CaseClosed(state=case.state)


def check_sides(complainant_company_id: str, respondent_company_id: str) -> None:
    """Raise Invalid where a firm would report itself."""
    if complainant_company_id and complainant_company_id == respondent_company_id:
        words = Text("신고인과 피신고인이 같은 기업입니다", "A firm cannot report itself")
        raise Invalid(errors=(FieldError("/respondent/business_number", "same_firm", words),))


def check_day(on: date, today: date, previous_on: date) -> None:
    """Raise OutOfOrder for a step in the future or before the one that came before it."""
    if on > today:
        words = Text("미래 날짜로는 처리할 수 없습니다", "A step cannot be dated in the future")
        raise OutOfOrder(errors=(FieldError("/effective_on", "future", words),))
    if on < previous_on:
        words = Text(
            f"앞선 단계({previous_on})보다 이른 날짜입니다",
            f"Earlier than the last step ({previous_on})",
        )
        raise OutOfOrder(errors=(FieldError("/effective_on", "before_last", words),))


def check_reason(row: Row, reason: str) -> None:
    """Raise ReasonMissing where a step must be reasoned and is not."""
    if row.needs_reason and not reason:
        words = Text("사유를 입력하세요", "Enter the reason")
        raise ReasonMissing(errors=(FieldError("/reason", "missing", words),))


def check_hearing_day(command: str, hearing_on: date | None) -> None:
    """Raise Invalid where a step that sets a hearing names no day for it."""
    if command in ASKS_FOR_A_HEARING_DAY and hearing_on is None:
        words = Text("기일을 입력하세요", "Enter the day of the hearing")
        raise Invalid(errors=(FieldError("/hearing_on", "missing", words),))


def check_last_day(track: str, command: str, until_on: date | None, today: date) -> None:
    """Raise Invalid where an extension does not say until when, or names a day that is past."""
    if not asks_for_a_last_day(track, command):
        return
    if until_on is None or until_on <= today:
        words = Text("마지막 날을 오늘보다 뒤로 입력하세요", "Enter the last day, after today")
        raise Invalid(errors=(FieldError("/until_on", "missing", words),))


def code_digest(code: str) -> str:
    """Return the digest under which a resume code is kept, however it was typed."""
    bare = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(bare.encode()).hexdigest()


def exhibit_label(side: str, number: int) -> str:
    """Return the label of an exhibit, such as 신 제3호증."""
    return f"{EXHIBIT_LETTERS[side]} 제{number}호증"
