"""Which track takes a complaint, what the respondent is shown, what clocks hear. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.cases.lifecycle import TRACKS, Command
from app.cases.lifecycle.steps import Outcome
from app.cases.problems import CaseClosed, OutOfOrder, ReasonMissing, TrackNotServed
from app.deadlines.pauses import Occurrence
from app.kernel.calendar import Period, Unit, last_day
from app.kernel.lifecycle import Row
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.agencies import AGENCIES
from app.law.book import Book
from app.law.limitation import Limitation, limitation

UNITS = {"kftc": "subcontract", "sme_technology": "technology"}
DRAFT_KEPT_DAYS = 30
YOUNGEST_FILER = Period(14, Unit.YEARS)
ASKS_FOR_A_LAST_DAY = frozenset({Command.EXTEND_INVESTIGATION})
ASKS_FOR_A_HEARING_DAY = frozenset({Command.TABLE, Command.NOTIFY_HEARING})
# Side of the exhibit → the letters that Korean practice puts before its number.
EXHIBIT_LETTERS = {"complainant": "신", "respondent": "을", "examiner": "소갑"}


def route(book: Book, codes: Iterable[str]) -> str:
    """Return the track that takes all codes; raise TrackNotServed naming who deals with others."""
    errors: list[FieldError] = []
    tracks: list[str] = []
    for place, code in enumerate(codes):
        violation = book.contents.violations.get(code)
        pointer = f"/violation/codes/{place}"
        if violation is None:
            words = Text(
                f"'{code}'은(는) 없는 위반 유형입니다", f"There is no violation code {code}"
            )
            errors.append(FieldError(pointer, "unknown", words))
        elif violation.track not in TRACKS:
            words = Text(
                f"{violation.name.ko}: {AGENCIES[violation.agency].ko} 소관입니다. 해당 기관에 신고하세요",
                f"{violation.name.en}: report this to the {AGENCIES[violation.agency].en}",
            )
            errors.append(FieldError(pointer, "other_body", words))
        else:
            tracks.append(violation.track)
    if not errors and len(set(tracks)) > 1:
        words = Text(
            "서로 다른 절차의 위반 유형은 따로 신고하세요",
            "File codes of two procedures separately",
        )
        errors.append(FieldError("/violation/codes", "two_tracks", words))
    if errors:
        raise TrackNotServed(errors=tuple(errors))
    return tracks[0]


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
class Happened:
    """A step as the clocks see it."""

    occurrence: str
    on: date
    until_on: date | None = None
    key: str = ""


def occurrences(received_on: date, closed_on: date | None, steps: Iterable[Happened],
                variant: str = "") -> list[Occurrence]:  # fmt: skip
    """Return what the case's clocks are derived from."""
    found = [Occurrence(received_on, "received")]
    found += [_heard(step, variant) for step in steps if step.occurrence]
    if closed_on is not None:
        found.append(Occurrence(closed_on, "closed"))
    return found


def _heard(step: Happened, variant: str) -> Occurrence:
    return Occurrence(step.on, step.occurrence, form=variant, until=step.until_on, key=step.key)


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


def check_last_day(command: str, until_on: date | None, today: date) -> None:
    """Raise Invalid where an extension does not say until when, or names a day that is past."""
    if command not in ASKS_FOR_A_LAST_DAY:
        return
    if until_on is None or until_on <= today:
        words = Text(
            "연장 종료일을 오늘보다 뒤로 입력하세요", "Enter the new last day, after today"
        )
        raise Invalid(errors=(FieldError("/until_on", "missing", words),))


def code_digest(code: str) -> str:
    """Return the digest under which a resume code is kept, however it was typed."""
    bare = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(bare.encode()).hexdigest()


def exhibit_label(side: str, number: int) -> str:
    """Return the label of an exhibit, such as 신 제3호증."""
    return f"{EXHIBIT_LETTERS[side]} 제{number}호증"
