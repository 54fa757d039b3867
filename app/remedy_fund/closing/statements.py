"""A statement of the fund as sections of whole numbers: its JSON, its CSV and its paper. Pure.

The JSON is canonical, so its digest stands for it. What has to come out byte for byte in many years
is kept as codes and figures only: wording may be mended, figures may not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from app.discovery.productions.privilege_log import table
from app.kernel.clock import SEOUL
from app.kernel.event import plain
from app.kernel.money import format_won
from app.kernel.text import Language, Text
from app.papers.documents import day_text, instant_text
from app.remedy_fund.closing.rules import canonical

TEMPLATE: Final = "fund_report"
WON: Final = "won"
WITHHELD: Final = Text("비공개", "withheld")
_COUNT_UNIT: Final = "count"
_FORMAT: Final = "sangsaeng-fund-statement-1"
_DASH: Final = "–"
_WITHHELD_NOTE: Final = Text(
    "적은 건수에서 개별 기업이 드러나지 않도록 일부 값을 비공개로 하였습니다. 합계에는 들어 있습니다.",
    "Some values are withheld so that no single company can be made out; the totals include them.",
)
_DIGEST_NOTE: Final = Text(
    "이 문서는 SHA-256 값이 아래와 같은 JSON 원본에서 만들어졌습니다.",
    "This document was made from the JSON whose SHA-256 value is given below.",
)


@dataclass(frozen=True, slots=True)
class Column:
    """What the values of a column are: `won`, or a count of things."""

    code: str
    title: Text
    unit: str = WON


AMOUNT: Final = Column("amount", Text("금액(원)", "Amount (KRW)"))
COUNT: Final = Column("count", Text("건수", "Number"), _COUNT_UNIT)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, and a value for each column; None where it is withheld."""

    code: str
    label: Text
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of the same kind under one title."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def figures(self) -> dict[str, Any]:
        """Return codes and figures alone."""
        return {
            "code": self.code,
            "columns": [column.code for column in self.columns],
            "lines": [[line.code, *line.values] for line in self.lines],
        }

    def as_data(self) -> dict[str, Any]:
        """Return the section as it stands in the JSON."""
        return {
            "code": self.code,
            "title": self.title.as_dict(),
            "columns": [
                {"code": c.code, "title": c.title.as_dict(), "unit": c.unit} for c in self.columns
            ],
            "lines": [
                {"code": line.code, "label": line.label.as_dict(), "values": list(line.values)}
                for line in self.lines
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is stated about which days, as it was known at one instant."""

    kind: str
    title: Text
    fiscal_year: int
    from_on: date
    to_on: date
    known_at: datetime
    demonstration: bool
    sections: tuple[Section, ...]
    quarter: int = 0

    def figures(self) -> bytes:
        """Return codes and figures as canonical JSON; they do not change with any wording."""
        return canonical({
            "format": _FORMAT, "kind": self.kind, "fiscal_year": self.fiscal_year,
            "quarter": self.quarter, "from_on": plain(self.from_on), "to_on": plain(self.to_on),
            "known_at": plain(self.known_at),
            "sections": [section.figures() for section in self.sections],
        })  # fmt: skip

    def content(self) -> bytes:
        """Return the statement with its words as canonical JSON."""
        return canonical({
            "format": _FORMAT, "kind": self.kind, "title": self.title.as_dict(),
            "fiscal_year": self.fiscal_year, "quarter": self.quarter, "from_on": plain(self.from_on),
            "to_on": plain(self.to_on), "known_at": plain(self.known_at),
            "demonstration": self.demonstration,
            "sections": [section.as_data() for section in self.sections],
        })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored statement as JSON, and the same with words, from which CSV and paper are made."""

    content: str
    worded: str


def as_csv(content: bytes | str, language: Language) -> bytes:
    """Return a statement as one line a value; nothing in it computes when it is opened."""
    names = ("section", "code", "item", "measure", "value")
    heads = dict(zip(names, _HEADS[language], strict=True))
    rows = (
        {heads[name]: value for name, value in zip(names, cells, strict=True)}
        for cells in _cells(json.loads(content), language)
    )
    return table(tuple(heads.values()), rows)


_HEADS: Final[Mapping[Language, tuple[str, ...]]] = {
    "ko": ("구분", "코드", "항목", "값의 종류", "값"),
    "en": ("Section", "Code", "Item", "Measure", "Value"),
}


def _cells(data: Mapping[str, Any], language: Language) -> Iterator[tuple[str, ...]]:
    for section in data["sections"]:
        for line in section["lines"]:
            for column, value in zip(section["columns"], line["values"], strict=True):
                shown = WITHHELD.get(language) if value is None else value
                yield (
                    section["title"][language], line["code"], line["label"][language],
                    column["title"][language], shown,
                )  # fmt: skip


def as_paper(content: bytes | str, language: Language, sha256: str) -> dict[str, Any]:
    """Return the plain data of the paper `fund_report`."""
    data = json.loads(content)
    known_at = datetime.fromisoformat(data["known_at"]).astimezone(SEOUL)
    withheld = any(v is None for s in data["sections"] for x in s["lines"] for v in x["values"])
    notes = [_WITHHELD_NOTE.get(language)] if withheld else []
    return {
        "title": data["title"][language],
        "demonstration": data["demonstration"],
        "made_on_iso": known_at.date().isoformat(),
        "facts": [
            [_FISCAL_YEAR.get(language), data["fiscal_year"]],
            [_DAYS.get(language), _days(data["from_on"], data["to_on"], language)],
            [_KNOWN_AT.get(language), instant_text(known_at).get(language)],
        ],
        "tables": [_table(section, language) for section in data["sections"]],
        "notes": [*notes, _DIGEST_NOTE.get(language)],
        "sha256": sha256,
    }


def _days(from_on: str, to_on: str, language: Language) -> str:
    first, last = (day_text(date.fromisoformat(day)).get(language) for day in (from_on, to_on))
    return f"{first} – {last}"


_FISCAL_YEAR: Final = Text("회계연도", "Fiscal year")
_DAYS: Final = Text("대상 기간", "Period")
_KNOWN_AT: Final = Text("작성 기준 시각", "As of")
_ITEM: Final = Text("항목", "Item")
_NO_LINES: Final = Text("해당 없음", "None")


def _table(section: Mapping[str, Any], language: Language) -> dict[str, Any]:
    columns = section["columns"]
    rows = [
        [line["label"][language],
         *(_value(value, column["unit"], language)
           for value, column in zip(line["values"], columns, strict=True))]
        for line in section["lines"]
    ]  # fmt: skip
    empty = [_NO_LINES.get(language), *(_DASH for _ in columns)]
    return {
        "title": section["title"][language],
        "heads": [_ITEM.get(language), *(column["title"][language] for column in columns)],
        "rows": rows or [empty],
    }


def _value(value: str | None, unit: str, language: Language) -> str:
    if value is None:
        return WITHHELD.get(language)
    return f"{int(value):,}" if unit in (WON, _COUNT_UNIT) else value


def total(lines: Sequence[Line], place: int = 0) -> int:
    """Return the sum of one column over lines of which nothing is withheld."""
    return sum(line.values[place] or 0 for line in lines)


def won_text(won: int) -> Text:
    """Return an amount in both languages."""
    return Text(format_won(won, "ko"), format_won(won, "en"))
