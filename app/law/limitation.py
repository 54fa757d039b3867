"""Until when a violation may be reported, and until when an order may be made."""

from dataclasses import dataclass
from datetime import date

from app.kernel.calendar import last_day
from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.book import Book
from app.law.kinds import Violation


@dataclass(frozen=True, slots=True)
class Limitation:
    """The last day of a period, whether the act comes after it, and what to tell people.

    `last_on` is None where there is no period, none is configured, or it has not begun to run.
    """

    code: str
    last_on: date | None
    late: bool
    flag: Text
    basis: Basis


IN_TIME = Text("신고 기한 안에 접수되었습니다.", "Filed within the time limit.")
LATE = Text(
    "신고 기한이 지났습니다. 다만 그 기간 안에 신고나 조정 신청이 있었다면 심사할 수 있습니다.",
    "Late, unless a report or a mediation request was made inside the period.",
)
NO_PERIOD = Text("이 법에는 신고 기한이 없습니다.", "The Act sets no time limit.")
NOT_SET = Text(
    "신고 기한이 설정되어 있지 않습니다. 담당자가 확인합니다.",
    "The time limit is not configured; an officer will check it.",
)
STILL_RUNNING = Text(
    "거래가 끝나지 않아 신고 기한이 시작되지 않았습니다.",
    "The dealings have not ended, so the time limit has not begun.",
)


def limitation(
    violation: Violation, trade_ended_on: date | None, received_on: date, book: Book
) -> Limitation:
    """Return the last day for reporting a violation; lateness is flagged, never a refusal.

    The end falls where the count ends, holiday or not (choice `move`).
    """
    if violation.limit == "none":
        return Limitation(violation.code, None, late=False, flag=NO_PERIOD, basis=violation.basis)
    known = violation.limit != "not_configured" and book.has_figure(violation.limit, received_on)
    if not known:
        return Limitation(violation.code, None, late=False, flag=NOT_SET, basis=violation.basis)
    figure = book.figure(violation.limit, received_on)
    if trade_ended_on is None:
        return Limitation(violation.code, None, late=False, flag=STILL_RUNNING, basis=figure.basis)
    last_on = last_day(trade_ended_on, figure.period)
    late = received_on > last_on
    flag = LATE if late else IN_TIME
    return Limitation(violation.code, last_on, late=late, flag=flag, basis=figure.basis)


def disposition_last_on(
    book: Book, *, received_on: date | None, opened_on: date | None, reported: bool
) -> date | None:
    """Return the last day for an order or surcharge, before any pause (하도급법 제22조제4항).

    A reported case counts from the receipt of the report, one of the agency's own from the
    opening of the investigation; None while that day has not come.
    """
    start = received_on if reported else opened_on
    if start is None:
        return None
    return last_day(start, book.figure("disposition_limit", start).period)
