"""The forms of the committee's pages as data: their fields, words and hidden values."""

from dataclasses import dataclass, field, replace
from typing import Any

from app.cases.numbers import TYPES, in_english
from app.kernel.text import Language, Text
from app.portal.forms import Sent


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `options` are values with their words."""

    name: str
    label: Text
    kind: str = "text"
    options: tuple[tuple[str, Text], ...] = ()
    hint: Text | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A form that the reader may send now: what it does, and to which thing in which version."""

    act: str
    title: Text
    version: int
    thing: str = ""
    fields: tuple[Field, ...] = field(default=())

    @property
    def prefix(self) -> str:
        """What stands before its fields' names, so that no two forms of a page share one."""
        return prefix_of(self.act, self.thing)

    def shown(self, language: Language) -> dict[str, Any]:
        """Return the form in the language of the page."""
        return {
            "act": self.act,
            "prefix": self.prefix,
            "title": self.title.get(language),
            "version": self.version,
            "thing": self.thing,
            "fields": [
                {
                    "name": f"{self.prefix}{one.name}",
                    "label": one.label.get(language),
                    "kind": one.kind,
                    "hint": one.hint.get(language) if one.hint else "",
                    "optional": one.optional,
                    "options": [
                        {"value": value, "label": words.get(language)}
                        for value, words in one.options
                    ],
                }
                for one in self.fields
            ],
        }


def prefix_of(act: str, thing: str) -> str:
    """Return what stands before the names of the fields of a form about a thing."""
    return f"{act}.{thing}." if thing else f"{act}."


def without_prefix(sent: Sent, prefix: str) -> Sent:
    """Return a form with its fields named as the acts know them."""
    return Sent({name.removeprefix(prefix): values for name, values in sent.values.items()})


def filled(sent: Sent, *names: str) -> dict[str, str]:
    """Return those of some fields that were filled in."""
    return {name: sent.first(name) for name in names if sent.first(name)}


def number_shown(number: str, language: Language) -> str:
    """Return a case number as the reader's language writes it."""
    if language == "ko":
        return number
    kinds = {text.ko: kind for kind, text in TYPES.items()}
    return in_english(number, kinds[number.split("-")[1]])


def plain(words: str) -> Text:
    """Return a name, which is the same in both languages."""
    return Text(words, words)


REASON = Field("reason", Text("사유", "Reason"), "textarea")
ARTICLE = Field("article", Text("근거 조문", "Article"))
ONLY_WHERE_KEPT_AWAY = Text(
    "물러나야 할 사유가 있을 때만 적어 주세요.", "Only where something keeps you away."
)
OWN_REASON = replace(REASON, hint=ONLY_WHERE_KEPT_AWAY, optional=True)
OWN_ARTICLE = replace(ARTICLE, hint=ONLY_WHERE_KEPT_AWAY, optional=True)
YES_NO = (("yes", Text("예", "Yes")), ("no", Text("아니오", "No")))
GRANTED = Field("granted", Text("신청을 받아들입니까?", "Is it granted?"), "radios", YES_NO)
HEARING_ON = Field("hearing_on", Text("심의 기일", "Day of the hearing"), "date")
