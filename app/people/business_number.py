"""What a Korean business registration number is: ten digits, of which the last one checks. Pure."""

import re
from enum import StrEnum

from app.kernel.text import Text

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_LOWEST_OFFICE = 101
_FULL_WIDTH = {code: code - 0xFF10 + ord("0") for code in range(0xFF10, 0xFF1A)}
# Hyphens and dashes that keyboards and word processors put between the groups, and wide blanks.
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−－"), "-")
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u3000\t"), " ")
_KNOWN: dict[int, int | str] = {**_FULL_WIDTH, **_HYPHENS, **_BLANKS}
_GROUPED = re.compile(r"([0-9]{3})[ -]*([0-9]{2})[ -]*([0-9]{5})")


class Separators(StrEnum):
    """Whether hyphens must, may or must not stand between the groups of 3, 2 and 5 digits."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"


class InvalidBusinessNumber(ValueError):
    """The number cannot be right; `args[0]` says how to mend it, `code` says which rule."""

    def __init__(self, code: str, words: Text) -> None:
        """Keep the code of the rule and the words in both languages."""
        super().__init__(words)
        self.code = code
        self.words = words


_AGAIN = Text(
    "사업자등록번호를 다시 확인해 주세요. 사업자등록증에 적힌 숫자 10자리입니다.",
    "Check the business number again: the ten digits on the registration certificate.",
)
_DIGITS = Text(
    "사업자등록번호는 숫자 10자리로 적어 주세요. 예: 102-81-12345",
    "Write the business number as ten digits, for example 102-81-12345.",
)
_PLACES = Text(
    "붙임표는 3자리, 2자리, 5자리 사이에만 넣어 주세요. 예: 102-81-12345",
    "Put hyphens only between the groups of 3, 2 and 5 digits, for example 102-81-12345.",
)
_WITH = Text("붙임표를 넣어 102-81-12345처럼 적어 주세요.", "Write hyphens as in 102-81-12345.")
_WITHOUT = Text("붙임표 없이 숫자 10자리만 적어 주세요.", "Write the ten digits without hyphens.")


def check_digit(first_nine: str) -> int:
    """Return the tenth digit that belongs to nine given ones.

    The outer remainder matters: without it every number that ends in 0 would be turned away.
    """
    digits = [int(symbol) for symbol in first_nine]
    total = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10


def parse(
    written: str,
    *,
    demonstration: bool = False,
    separators: Separators = Separators.OPTIONAL,
) -> str:
    """Return the ten ASCII digits of a number as written; raise InvalidBusinessNumber otherwise.

    Blanks, hyphens and full-width digits are read; digits of other scripts are refused. The serial
    0000 belongs to no firm and is accepted in a demonstration only.
    """
    plain = written.translate(_KNOWN).strip()
    _refuse_separators(plain, separators)
    grouped = _GROUPED.fullmatch(plain)
    if grouped is None:
        ten = len(re.findall("[0-9]", plain)) == 10 and not re.search(r"[^0-9 -]", plain)  # noqa: PLR2004 - ten digits
        raise (
            InvalidBusinessNumber("brn.separators", _PLACES)
            if ten
            else InvalidBusinessNumber("brn.digits", _DIGITS)
        )
    office, kind, serial = grouped.groups()
    unreal = serial[:4] == "0000" and not demonstration
    if int(office) < _LOWEST_OFFICE or kind == "00" or unreal:
        raise InvalidBusinessNumber("brn.component", _AGAIN)
    number = office + kind + serial
    if check_digit(number[:9]) != int(number[9]):
        raise InvalidBusinessNumber("brn.check_digit", _AGAIN)
    return number


def _refuse_separators(plain: str, separators: Separators) -> None:
    if separators is Separators.FORBIDDEN and re.search("[ -]", plain):
        raise InvalidBusinessNumber("brn.separators", _WITHOUT)
    if separators is Separators.REQUIRED and plain.count("-") != 2:  # noqa: PLR2004 - 3-2-5
        raise InvalidBusinessNumber("brn.separators", _WITH)


def shown(number: str) -> str:
    """Return ten digits as they are printed: 102-81-12345."""
    return f"{number[:3]}-{number[3:5]}-{number[5:]}"
