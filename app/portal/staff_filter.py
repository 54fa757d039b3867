"""Which cases of the queue the reader looks at, kept in the address so that it can be shared."""

from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query

from app.access.actor import Actor
from app.cases.lifecycle import TRACKS
from app.kernel.text import Language, Text

SHOWN: dict[str, Text] = {
    "open": Text("진행 중인 사건", "Open cases"),
    "closed": Text("종결한 사건", "Closed cases"),
    "all": Text("모든 사건", "All cases"),
}
OWNERS: dict[str, Text] = {
    "mine": Text("내 담당", "Mine"),
    "none": Text("미배정", "Unassigned"),
}
_OPEN = {"open": True, "closed": False}
_STATES = {str(s): track.label(s) for track in TRACKS.values() for s in track.states()}
_ORDER = [
    str(s) for track in TRACKS.values() for row in track.rows for s in (row.source, row.target)
]


@dataclass(frozen=True)
class Filter:
    """A choice of cases; an empty part chooses all."""

    shown: str = "open"
    track: str = ""
    state: str = ""
    owner: str = ""

    def columns(self, actor: Actor) -> dict[str, Any]:
        """Return the choice as the case list takes it."""
        found: dict[str, Any] = {}
        if self.shown in _OPEN:
            found["open"] = _OPEN[self.shown]
        if self.owner:
            found["examiner_id"] = actor.person_id if self.owner == "mine" else ""
        named = {"track": self.track, "state": self.state}
        return found | {name: value for name, value in named.items() if value}

    def query(self, **more: str) -> str:
        """Return the choice as the query of an address, with its question mark, or nothing."""
        kept = {name: value for name, value in asdict(self).items() if value and value != "open"}
        joined = urlencode(kept | {name: value for name, value in more.items() if value})
        return f"?{joined}" if joined else ""

    def without(self, name: str) -> "Filter":
        """Return the choice with one part lifted."""
        return replace(self, **{name: getattr(Filter(), name)})

    def chips(self, language: Language) -> list[dict[str, str]]:
        """Return the parts in force as chips that lift them."""
        words = {"track": _track_words(), "state": _STATES, "owner": OWNERS, "shown": SHOWN}
        return [
            {
                "label": words[name][value].get(language),
                "remove_url": f"/queue{self.without(name).query()}",
            }
            for name, value in asdict(self).items()
            if value and value != "open"
        ]


def _track_words() -> dict[str, Text]:
    return {name: track.title for name, track in TRACKS.items()}


def options(language: Language) -> dict[str, list[dict[str, str]]]:
    """Return what the filter's fields offer."""
    states = {name: _STATES[name] for name in dict.fromkeys(_ORDER)}
    sorts = {"track": _track_words(), "state": states, "owner": OWNERS, "shown": SHOWN}
    return {
        name: [{"value": code, "label": text.get(language)} for code, text in words.items()]
        for name, words in sorts.items()
    }


_Word = Annotated[str, Query(max_length=24)]


def _chosen(
    shown: _Word = "open", track: _Word = "", state: _Word = "", owner: _Word = ""
) -> Filter:
    # A value that nobody offers, such as one from an old bookmark, chooses nothing.
    return Filter(
        shown=shown if shown in SHOWN else "open",
        track=track if track in TRACKS else "",
        state=state if state in _STATES else "",
        owner=owner if owner in OWNERS else "",
    )


Chosen = Annotated[Filter, Depends(_chosen)]
