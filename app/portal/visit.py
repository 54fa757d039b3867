"""What the open pages share: asking as anybody, safe ways onward, keys against a double click."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlsplit

from app.access.actor import ANYBODY
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import FieldError
from app.kernel.text import Language, Text
from app.people.problems import SessionEnded
from app.web.deps import Credentials, Door

T = TypeVar("T")
KEY_BYTES = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its code, its words, and what choosing it means."""

    value: str
    label: Text
    hint: Text | None = None


def shown(options: Iterable[Option], language: Language) -> list[dict[str, str]]:
    """Return options as the fields of a form take them."""
    return [
        {
            "value": option.value,
            "label": option.label.get(language),
            "hint": option.hint.get(language) if option.hint else "",
        }
        for option in options
    ]


def label_of(options: Iterable[Option], value: object, language: Language) -> str:
    """Return the words of a code that was chosen; what is no code is returned as it was typed."""
    found = next((option for option in options if option.value == value), None)
    return found.label.get(language) if found else str(value or "")


async def look(door: Door, query: Callable[[Work], T]) -> T:
    """Run a query as the one who asks; a session that has ended counts as nobody."""
    try:
        return await door.do(query, reading=True)
    except SessionEnded:
        forget(door)
        return await door.do(query, reading=True)


async def visitor(door: Door) -> None:
    """Learn who is asking, for a page that is open to everybody."""
    await look(door, lambda _work: None)


def forget(door: Door) -> None:
    """Go on as nobody."""
    door.credentials = Credentials(address=door.credentials.address)
    door.actor = ANYBODY


def fresh_key() -> str:
    """Return a key for a form that must act once."""
    return ids.new_secret(KEY_BYTES)


def onward(path: str, default: str = "/my-cases") -> str:
    """Return a path of this service to go on to; anything else becomes the default."""
    parts = urlsplit(path)
    local = path.startswith("/") and not path.startswith(("//", "/\\"))
    plain = path.isprintable() and "\\" not in path
    return path if local and plain and not parts.netloc and not parts.scheme else default


def with_next(url: str, path: str) -> str:
    """Return a page's address that leads on to another page afterwards."""
    return f"{url}?next={quote(onward(path), safe='/')}" if path else url


def wrong(field: str, words: Text, code: str = "missing") -> FieldError:
    """Return a wrong field of a form by its dotted name."""
    return FieldError("/" + field.replace(".", "/"), code, words)


def first_messages(errors: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Return the errors with only the first of each field, as people mend one at a time."""
    seen: set[str] = set()
    kept = []
    for error in errors:
        if error["field"] and error["field"] in seen:
            continue
        seen.add(error["field"])
        kept.append(error)
    return kept
