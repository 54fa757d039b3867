"""The forms of the committee's pages as data: their fields, words and hidden values."""

from dataclasses import dataclass, field
from typing import Any

from app.kernel.text import Language, Text


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `options` are values with their words."""

    name: str
    label: Text
    kind: str = "text"
    options: tuple[tuple[str, Text], ...] = ()
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A form that the reader may send now: what it does, and to which thing in which version."""

    act: str
    title: Text
    version: int
    thing: str = ""
    fields: tuple[Field, ...] = field(default=())

    def shown(self, language: Language) -> dict[str, Any]:
        """Return the form in the language of the page."""
        return {
            "act": self.act,
            "title": self.title.get(language),
            "version": self.version,
            "thing": self.thing,
            "fields": [
                {
                    "name": one.name,
                    "label": one.label.get(language),
                    "kind": one.kind,
                    "hint": one.hint.get(language) if one.hint else "",
                    "options": [
                        {"value": value, "label": words.get(language)}
                        for value, words in one.options
                    ],
                }
                for one in self.fields
            ],
        }


def plain(words: str) -> Text:
    """Return a name, which is the same in both languages."""
    return Text(words, words)


REASON = Field("reason", Text("사유", "Reason"), "textarea")
ARTICLE = Field("article", Text("근거 조문", "Article"))
YES_NO = (("yes", Text("예", "Yes")), ("no", Text("아니오", "No")))
GRANTED = Field("granted", Text("신청을 받아들입니까?", "Is it granted?"), "radios", YES_NO)
HEARING_ON = Field("hearing_on", Text("심의 기일", "Day of the hearing"), "date")
