"""Case numbers: year, type, serial and a check character, in both languages."""

import re
from dataclasses import dataclass

from app.kernel.ids import check_character
from app.kernel.text import Text

TYPES: dict[str, Text] = {
    "SUB": Text("하도", "SUB"),
    "TEC": Text("기술", "TEC"),
    "WIN": Text("수위", "WIN"),
    "REF": Text("이송", "REF"),
}
TYPE_OF_TRACK: dict[str, str] = {
    "kftc": "SUB",
    "sme_technology": "TEC",
    "mss_win_win": "WIN",
    "referred_out": "REF",
}


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """`2026-하도-000088-H`: the last character shows a mistyped digit."""

    year: int
    kind: str
    serial: int

    def text(self) -> Text:
        """Return the number in both languages."""
        check = check_character(f"{self.year}{self.serial:06d}")
        form = f"{self.year}-{{kind}}-{self.serial:06d}-{check}"
        kind = TYPES[self.kind]
        return Text(form.format(kind=kind.ko), form.format(kind=kind.en))

    @property
    def series(self) -> str:
        """Return the name of the counter that gives these numbers."""
        return f"case:{self.year}:{self.kind}"


def in_english(number: str, kind: str) -> str:
    """Return a number that is written in Korean as it is written in English."""
    year, _, rest = number.split("-", 2)
    return f"{year}-{TYPES[kind].en}-{rest}"


_FORM = re.compile(r"(\d{4})-([가-힣]{2}|[A-Z]{3})-(\d{6})-([0-9A-Z])", re.ASCII)
_KINDS = {word: kind for kind, text in TYPES.items() for word in (text.ko, text.en)}


def number_told(told: str) -> CaseNumber | None:
    """Return the case number that somebody wrote in either language, None where it is none."""
    match = _FORM.fullmatch(told.strip().upper())
    if match is None:
        return None
    year, word, serial, check = match.groups()
    if word not in _KINDS or check_character(year + serial) != check:
        return None
    return CaseNumber(int(year), _KINDS[word], int(serial))
