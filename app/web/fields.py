"""Kinds of field that forms and API bodies share: days, won and text, read as people write them."""

import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.kernel.dates import parse_day
from app.kernel.money import MAXIMUM_WON, parse_won
from app.kernel.text import Text

_DAY = Text("날짜를 2026-11-21처럼 적어 주세요", "Write the date as 2026-11-21")
# Years are counted with; days far outside a case's life would run over the calendar's ends.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_DAY_OUTSIDE = Text(
    "날짜는 1900년 1월 1일부터 2199년 12월 31일까지 적을 수 있습니다",
    "Write a date between 1 January 1900 and 31 December 2199",
)
_WON = Text(
    "금액을 숫자로 적어 주세요 (예: 3억 2,500만)", "Write the amount as a whole number of won"
)
_TRUTH = Text("예 또는 아니오를 골라 주세요", "Choose yes or no")
_TEXT = Text("글자로 적어 주세요", "Write this as text")
# Marks that turn the direction of writing can make a text read otherwise than it is.
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
                             "\u2066\u2067\u2068\u2069")  # fmt: skip


def _day(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            value = parse_day(value)
        except ValueError as fault:
            raise ValueError(_DAY) from fault
    if value is not None and type(value) is not date:
        raise ValueError(_DAY)
    if value is not None and not _FIRST_DAY <= value <= _LAST_DAY:
        raise ValueError(_DAY_OUTSIDE)
    return value


def _won(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            return parse_won(value)
        except ValueError as fault:
            raise ValueError(_WON) from fault
    if value is None or type(value) is int:
        return value
    raise ValueError(_WON)


def _truth(value: Any) -> Any:
    if value in ("yes", "on", "true"):
        return True
    if value in ("no", "off", "false"):
        return False
    if value in (None, "") or type(value) is bool:
        return value or (False if value is False else None)
    raise ValueError(_TRUTH)


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(_TEXT)  # noqa: TRY004 - pydantic turns only this into a problem
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(filter(_seen, lines))).strip()


def _seen(sign: str) -> bool:
    if sign in _DIRECTION_MARKS:
        return False
    return sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}


def _line(value: Any) -> Any:
    text = _text(value)
    return " ".join(text.splitlines()) if isinstance(text, str) else text


def _choices(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
MaybeDay = Annotated[date | None, BeforeValidator(_day)]
Won = Annotated[int, BeforeValidator(_won), Field(ge=0, le=MAXIMUM_WON)]
MaybeWon = Annotated[Annotated[int, Field(ge=0, le=MAXIMUM_WON)] | None, BeforeValidator(_won)]
Truth = Annotated[bool, BeforeValidator(_truth)]
MaybeTruth = Annotated[bool | None, BeforeValidator(_truth)]
Line = Annotated[str, BeforeValidator(_line), Field(max_length=200)]
Paragraph = Annotated[str, BeforeValidator(_text), Field(max_length=4000)]
Codes = Annotated[list[Line], BeforeValidator(_choices), Field(max_length=60)]
