"""Kinds of field that the fund's doors share: won as whole numbers, and nothing that only looks so."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.kernel.money import MAXIMUM_WON
from app.kernel.text import Text

_WHOLE = Text(
    "금액은 원 단위 정수로 적어 주세요 (소수점, 지수, 따옴표, 쉼표 없이)",
    "Give the amount as a whole number of won: no fraction, exponent, quotation mark or comma",
)
_RANGE = Text(
    f"금액은 1원부터 {MAXIMUM_WON:,}원까지 적을 수 있습니다",
    f"The amount must be from KRW 1 to KRW {MAXIMUM_WON:,}",
)


def _whole(value: Any) -> Any:
    if type(value) is not int:  # True and 1.0 are no amounts of money
        raise ValueError(_WHOLE)
    return value


def _positive(value: Any) -> Any:
    if not 0 < _whole(value) <= MAXIMUM_WON:
        raise ValueError(_RANGE)
    return value


AmountWon = Annotated[
    int, BeforeValidator(_positive), Field(ge=1, le=MAXIMUM_WON, examples=[1_000_000])
]
"""An amount of the fund: a JSON integer over nought."""


class In(BaseModel):
    """An input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Words(BaseModel):
    """A code with its name in both languages."""

    code: str
    ko: str
    en: str
    basis: str = ""
