"""Rows of a form that people fill as many of as they need, without scripts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.portal.forms import Sent
from app.portal.fund_fields import Kind, read_as

MORE = "more"
MOST_ROWS = 60


def count_of(sent: Sent | None, group: str, least: int) -> int:
    """Return how many rows to draw: those that were sent, and more where they were asked for."""
    if sent is None:
        return least
    places = [
        int(parts[1])
        for parts in (name.split(".") for name in sent.values)
        if parts[0] == group and len(parts) > 2 and parts[1].isdecimal()  # noqa: PLR2004
    ]
    more = 3 if sent.first(MORE) == group else 0
    return min(max([least, *(place + 1 for place in places)]) + more, MOST_ROWS)


def typed_rows(sent: Sent | None, group: str, names: Iterable[str], least: int) -> list[Any]:
    """Return the rows as they were typed, empty ones where nothing was."""
    wanted = list(names)
    return [
        {name: sent.first(f"{group}.{place}.{name}") if sent else "" for name in wanted}
        for place in range(count_of(sent, group, least))
    ]


def data_rows(
    sent: Sent, group: str, kinds: Mapping[str, Kind], *, telling: Iterable[str] = ()
) -> tuple[list[dict[str, Any]], list[int]]:
    """Return the rows that were filled in as the schema takes them, with the place of each.

    A row counts as filled where one of the `telling` fields is; all of them where none is named.
    """
    asked = set(telling) or set(kinds)
    rows, places = [], []
    for place in range(count_of(sent, group, 0)):
        texts = {name: sent.first(f"{group}.{place}.{name}").strip() for name in kinds}
        if any(texts[name] for name in asked):
            rows.append(
                {name: read_as(kind, texts[name]) for name, kind in kinds.items() if texts[name]}
            )
            places.append(place)
    return rows, places


def at_places(
    errors: Sequence[dict[str, str]], group: str, places: Sequence[int]
) -> list[dict[str, str]]:
    """Return errors at the rows as they stand on the page, where empty ones lie between."""
    found = []
    for error in errors:
        parts = error["field"].split(".")
        if parts[0] == group and len(parts) > 1 and parts[1].isdecimal():
            row = int(parts[1])
            parts[1] = str(places[row] if row < len(places) else row)
        found.append({**error, "field": ".".join(parts)})
    return found
