"""Who stands on which side, and which days of notice and request are in time. Pure."""

from datetime import date, timedelta

from app.access.actor import Target, Tie
from app.committee.agenda.problems import NoticeTooShort, RequestTooLate
from app.committee.terms import RULES
from app.kernel.problems import Basis, FieldError
from app.kernel.text import Text


def side_of(target: Target) -> str:
    """Return on which side of a case an actor stands, empty for officials."""
    if Tie.RESPONDENT in target.ties:
        return "respondent"
    return "complainant" if Tie.COMPLAINANT in target.ties else ""


def check_opinion_hearing(on: date, hearing_on: date, today: date, days: int) -> None:
    """Raise NoticeTooShort unless an opinion hearing is announced in time and comes before."""
    basis = (Basis(RULES, "제29조부터 제37조까지"),)
    if (on - today).days < days:
        words = Text(f"의견청취절차는 {days}일 전까지 통지해야 합니다",
                     f"An opinion hearing needs {days} days' notice")  # fmt: skip
        raise NoticeTooShort(errors=(FieldError("/on", "too_soon", words),), basis=basis)
    if on > hearing_on:
        words = Text("의견청취절차는 심의 기일 뒤에 열 수 없습니다",
                     "An opinion hearing is not held after the hearing")  # fmt: skip
        raise NoticeTooShort(errors=(FieldError("/on", "after_hearing", words),), basis=basis)


def last_day_to_ask_for_secrecy(hearing_on: date, days: int) -> date:
    """Return the last day on which closed parts of a hearing may be asked for."""
    return hearing_on - timedelta(days=days)


def check_secrecy_day(hearing_on: date, today: date, days: int) -> None:
    """Raise RequestTooLate where closed parts are asked for too close to the hearing."""
    last_on = last_day_to_ask_for_secrecy(hearing_on, days)
    if today > last_on:
        raise RequestTooLate(
            Text(f"비공개 신청은 심의 기일 {days}일 전({last_on})까지 할 수 있습니다",
                 f"Closed parts may be asked for until {last_on}, {days} days before the hearing"),
            basis=(Basis(RULES, "제47조"),),
            last_on=last_on.isoformat(),
        )  # fmt: skip


def is_late(due_on: date | None, today: date) -> bool:
    """Tell whether a case comes onto the agenda after the day laid down for it."""
    return due_on is not None and today > due_on
