"""The interface prose of the portal in both languages, and how dates and amounts are written."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, partial
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from app.kernel.clock import SEOUL
from app.kernel.money import format_won
from app.kernel.text import Language

LOCALE_DIRECTORY = Path(__file__).parent / "locale"
TEMPLATES_DIRECTORY = Path(__file__).parent / "templates"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HANGUL = re.compile(r"[가-힣]")
_PLACE = re.compile(r"\{[^}]*\}")
_LATIN_WORD = re.compile(r"[A-Za-z]{2}")


class CataloguesDisagree(ValueError):
    """Two files of one language translate the same sentence differently."""


@cache
def catalogue(language: Language) -> GNUTranslations:
    """Return the translations of a language, read from every .po file of its folder."""
    compiled = BytesIO()
    write_mo(compiled, merged_catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def merged_catalogue(language: Language) -> Catalog:
    """Return all .po files of a language as one; raise CataloguesDisagree on two wordings."""
    merged = Catalog(locale=language)
    for path in sorted((LOCALE_DIRECTORY / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    _add(merged, str(message.id), str(message.string))
    return merged


def _add(merged: Catalog, sentence: str, translation: str) -> None:
    known = merged.get(sentence)
    if known is not None and known.string != translation:
        raise CataloguesDisagree(f"{sentence!r}: {known.string!r} and {translation!r}")
    merged.add(sentence, translation)


def extract_ids(templates_directory: Path = TEMPLATES_DIRECTORY) -> set[str]:
    """Return every sentence that the templates of a folder ask for with `_(…)`."""
    return set(_sentences(templates_directory))


def _sentences(templates_directory: Path) -> Iterator[str]:
    for path in sorted(templates_directory.rglob("*.html")):
        with path.open("rb") as file:
            # A template that cannot be parsed must fail here, not count as one without words.
            found = babel_extract(file, ("_",), (), {"silent": "false", "encoding": "utf-8"})
            yield from (message for _, _, message, _ in found if isinstance(message, str))


def missing(language: Language, templates_directory: Path = TEMPLATES_DIRECTORY) -> list[str]:
    """Return the sentences of the templates that a reader of a language would not understand.

    The sentences themselves are English, so English lacks only those written in Hangul.
    """
    translations = merged_catalogue(language)
    lacking = _lacks_korean if language == "ko" else _lacks_english
    return sorted(
        sentence
        for sentence in extract_ids(templates_directory)
        if lacking(sentence, _translation(translations, sentence))
    )


def _translation(translations: Catalog, sentence: str) -> str:
    message = translations.get(sentence)
    return str(message.string) if message is not None else ""


def _lacks_korean(sentence: str, translation: str) -> bool:
    wordless = not _LATIN_WORD.search(_PLACE.sub("", sentence))
    return not translation or (not wordless and not _HANGUL.search(translation))


def _lacks_english(sentence: str, translation: str) -> bool:
    return bool(_HANGUL.search(translation or sentence))


def as_day(value: date | str) -> date:
    """Return the day of a date, an ISO text, or an instant as seen in Seoul."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        return (value.astimezone(SEOUL) if value.tzinfo else value).date()
    return value


def format_date(value: date | str, *, language: Language, short: bool = False) -> str:
    """Return `2026. 11. 21.` or `21 Nov 2026`; short leaves the year out."""
    day = as_day(value)
    if language == "ko":
        return f"{day.month}. {day.day}." if short else f"{day.year}. {day.month}. {day.day}."
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month}" if short else f"{day.day} {month} {day.year}"


def format_instant(value: datetime | str, *, language: Language) -> str:
    """Return an instant as day and time in Seoul: `2026. 11. 21. 14:02` or `21 Nov 2026 14:02`."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = instant.astimezone(SEOUL) if instant.tzinfo else instant
    return f"{format_date(local, language=language)} {local:%H:%M}"


def wording(language: Language) -> dict[str, Any]:
    """Return what every template needs to speak a language.

    `language`, `_`, `format_date`, `format_instant` and `format_won`.
    """
    speak: Callable[[str], str] = catalogue(language).gettext
    return {
        "language": language,
        "_": speak,
        "format_date": partial(format_date, language=language),
        "format_instant": partial(format_instant, language=language),
        "format_won": partial(format_won, language=language),
    }
