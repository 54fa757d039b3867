"""What a draft must contain before anybody signs it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.kernel.calendar import last_day
from app.kernel.lifecycle import Row
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.kinds import NAMED, Carries
from app.sanctions.problems import WrongDay
from app.sanctions.rules.kinds import clock_ending_on, is_calculated, rung_of


@dataclass(frozen=True, kw_only=True)
class Content:
    """A draft as it was written, for one kind under one regime."""

    kind: str
    regime: str
    decided_on: date
    violations: tuple[str, ...]
    order_items: tuple[str, ...]
    comply_by: date | None
    amount_won: int | None
    calculated: bool
    posted_until: date | None = None
    points_waived: bool = False


def refuse_wrong(book: Book, content: Content, known: Iterable[str], today: date) -> None:
    """Raise Invalid naming each field that is missing, superfluous or out of bounds.

    `known` are the violations that the case is about. Raises NotConfigured where the period or
    cap that bounds a field is not known.
    """
    errors = (
        *_violations(content, set(known)),
        *_items(book, content),
        *_day(book, content, today),
        *_amount(book, content),
        *_posting(book, content, today),
        *_points(book, content),
    )
    if errors:
        raise Invalid(errors=errors)


def _violations(content: Content, known: set[str]) -> Iterator[FieldError]:
    if not content.violations:
        words = Text("위반 유형을 하나 이상 고르세요", "Choose at least one violation")
        yield FieldError("/violations", "missing", words)
    for place, code in enumerate(content.violations):
        if code not in known:
            words = Text("이 사건의 위반 유형이 아닙니다", "Not a violation of this case")
            yield FieldError(f"/violations/{place}", "unknown", words)


def _items(book: Book, content: Content) -> Iterator[FieldError]:
    if book.measure(content.kind).itemised and not content.order_items:
        words = Text("주문·권고 사항을 적으세요", "Write what is ordered or recommended")
        yield FieldError("/order_items", "missing", words)


def latest_comply_by(book: Book, kind: str, regime: str, start: date) -> date | None:
    """Return the last day that may be given to comply from a day; None where no figure binds."""
    name = rung_of(book, kind, regime).comply_within
    return last_day(start, book.figure(name, start).period) if name else None


def _day(book: Book, content: Content, today: date) -> Iterator[FieldError]:
    due = clock_ending_on(book, content.kind, content.regime, "paid")
    comply_by = content.comply_by
    if due is not None and due.period:
        if comply_by is not None:
            words = Text("납부기한은 송달일부터 정해집니다", "The due day follows from service")
            yield FieldError("/comply_by", "fixed_by_law", words)
        return
    latest = latest_comply_by(book, content.kind, content.regime, today)
    if comply_by is None:
        if latest is not None:
            words = Text(
                f"이행기한을 정하세요 ({latest}까지)", f"Give a last day to comply, up to {latest}"
            )
            yield FieldError("/comply_by", "missing", words)
    elif comply_by <= today or (latest is not None and comply_by > latest):
        until = f" {latest}까지" if latest else ""
        until_en = f" and not after {latest}" if latest else ""
        words = Text(
            f"이행기한은 오늘 뒤의 날이어야 합니다{until}", f"It must lie after today{until_en}"
        )
        yield FieldError("/comply_by", "outside", words)


def _amount(book: Book, content: Content) -> Iterator[FieldError]:
    measure = book.measure(content.kind)
    calculated = is_calculated(measure, book.regime(content.regime))
    if content.calculated and not calculated:
        words = Text("금액을 계산하지 않는 처분입니다", "This measure takes no calculation")
        yield FieldError("/calculation", "excluded", words)
    elif calculated and not content.calculated:
        words = Text("산정 내역을 넣으세요", "Give what the sum is worked out from")
        yield FieldError("/calculation", "missing", words)
    elif calculated or measure.carries is not Carries.MONEY:
        if content.amount_won is not None:
            words = Text("금액을 직접 적지 않습니다", "No amount is entered here")
            yield FieldError("/amount_won", "excluded", words)
    else:
        yield from _entered(book, content)


def _entered(book: Book, content: Content) -> Iterator[FieldError]:
    if not content.amount_won:
        words = Text("금액을 적으세요", "Enter the amount")
        yield FieldError("/amount_won", "missing", words)
        return
    rung = rung_of(book, content.kind, content.regime)
    caps = [book.figure(name, content.decided_on) for name in rung.cap_of(content.violations)]
    cap = max(caps, key=lambda figure: figure.number, default=None)
    if cap is not None and content.amount_won > cap.number:
        words = Text(f"{cap.shown()}원까지 부과할 수 있습니다", f"At most KRW {cap.shown()}")
        yield FieldError("/amount_won", "over_the_cap", words)


def _posting(book: Book, content: Content, today: date) -> Iterator[FieldError]:
    asked = rung_of(book, content.kind, content.regime).posted_for
    if asked == NAMED:
        if content.posted_until is None or content.posted_until <= today:
            words = Text(
                "게시를 마치는 날을 오늘 뒤의 날로 적으세요", "Name the last day of the posting"
            )
            yield FieldError("/posted_until", "missing", words)
    elif content.posted_until is not None:
        words = Text(
            "게시 기간을 정하지 않는 조치입니다", "No end of a posting is entered for this measure"
        )
        yield FieldError("/posted_until", "excluded", words)


def _points(book: Book, content: Content) -> Iterator[FieldError]:
    rung = rung_of(book, content.kind, content.regime)
    if content.points_waived and not (rung.points and rung.points_may_be_waived):
        words = Text(
            "벌점을 생략할 수 없는 조치입니다", "The points of this measure are not waived"
        )
        yield FieldError("/points_waived_reason", "excluded", words)


def check_day(on: date, today: date, previous_on: date, pointer: str = "/on") -> None:
    """Raise WrongDay for a step in the future or before the one that came before it."""
    if on > today:
        words = Text("미래 날짜로는 처리할 수 없습니다", "A step cannot be dated in the future")
        raise WrongDay(errors=(FieldError(pointer, "future", words),))
    if on < previous_on:
        words = Text(
            f"앞선 단계({previous_on})보다 이른 날짜입니다", f"Before the step of {previous_on}"
        )
        raise WrongDay(errors=(FieldError(pointer, "before_last", words),))


def check_reason(row: Row, reason: str) -> None:
    """Raise Invalid where a step must be reasoned and is not."""
    if row.needs_reason and not reason:
        words = Text("사유를 입력하세요", "Enter the reason")
        raise Invalid(errors=(FieldError("/reason", "missing", words),))
