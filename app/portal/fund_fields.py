"""The fields of a form of the fund, and how what people type becomes what the schema takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.db.work import Work
from app.kernel.dates import parse_day
from app.kernel.money import parse_won
from app.kernel.text import Language, Text
from app.portal.forms import Sent

Option = dict[str, str]
Offer = Callable[[Work, str, Language], list[Option]]
Given = Callable[[Work, str], str]


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    PROSE = "prose"
    DAY = "day"
    WON = "won"
    NUMBER = "number"
    CHOICE = "choice"  # a list to pick from
    ONE = "one"  # radios
    MANY = "many"  # boxes to tick
    TICK = "tick"  # a single box


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the schema, its words, and what it offers or begins with."""

    name: str
    label: Text
    kind: Kind = Kind.LINE
    hint: Text | None = None
    optional: bool = False
    offer: Offer | None = None
    given: Given | None = None


def words_of(labels: Any) -> Offer:
    """Offer codes with the words of a table of Texts."""

    def offer(_work: Work, _about: str, language: Language) -> list[Option]:
        return [{"value": str(code), "label": text.get(language)} for code, text in labels.items()]

    return offer


def data_of(fields: Iterable[Field], sent: Sent) -> dict[str, Any]:
    """Return what was sent as the schema takes it; a field left empty is one that was not sent.

    A name with a dot is a field of a part that the schema takes as a whole.
    """
    found: dict[str, Any] = {}
    for field in fields:
        value = _value(field, sent.values.get(field.name, []))
        if value not in ("", []):
            part, dot, name = field.name.partition(".")
            if dot:
                found.setdefault(part, {})[name] = value
            else:
                found[part] = value
    return found


def _value(field: Field, values: list[str]) -> Any:
    if field.kind is Kind.MANY:
        return [one for one in values if one]
    first = values[0].strip() if values else ""
    if field.kind is Kind.TICK:
        return first == "yes"
    return read_as(field.kind, first)


def read_as(kind: Kind, text: str) -> Any:
    """Return a typed text as a number, amount or day; what is none of it stays as it was typed."""
    if kind is Kind.NUMBER and text.isdecimal():
        return int(text)
    reader = {Kind.WON: parse_won, Kind.DAY: _iso}.get(kind)
    if reader is None or not text:
        return text
    try:
        return reader(text)
    except ValueError:
        return text


def _iso(text: str) -> str:
    return parse_day(text).isoformat()


def shown_fields(
    fields: Iterable[Field], work: Work, about: str, language: Language
) -> list[dict[str, Any]]:
    """Return the fields as the template draws them."""
    return [
        {
            "name": field.name,
            "label": field.label.get(language),
            "kind": str(field.kind),
            "hint": field.hint.get(language) if field.hint else "",
            "optional": field.optional,
            "options": field.offer(work, about, language) if field.offer else [],
            "given": field.given(work, about) if field.given else "",
        }
        for field in fields
    ]


def labelled(
    errors: Iterable[dict[str, str]], fields: Iterable[Field], language: Language
) -> list[dict[str, str]]:
    """Return errors with the label of their field before the message, at the field of the form."""
    labels = {field.name: field.label.get(language) for field in fields}
    found = []
    for error in errors:
        whole = error["field"]
        name = whole if whole in labels else whole.partition(".")[0]
        message = f"{labels[name]}: {error['message']}" if name in labels else error["message"]
        found.append({"field": name if name in labels else "", "message": message})
    return found
