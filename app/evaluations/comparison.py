"""What changed between two editions of the same facts. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
# A new edition of the rules is not by itself another fact.
_NOT_A_FACT = frozenset({"rule_edition"})


def changes(before: Sequence[Row], after: Sequence[Row]) -> list[dict[str, Any]]:
    """Return what was added, taken away or changed, in the order of firm, fact and key.

    A measure that became final is one change, not one line taken away and another added.
    """
    old, new = _by_key(before), _by_key(after)
    found: list[dict[str, Any]] = []
    for key in sorted(old.keys() | new.keys()):
        number, fact, name = key
        told = {"business_number": number, "fact": fact, "key": name}
        if key not in old:
            found.append({**told, "change": "added", "fields": {}})
        elif key not in new:
            found.append({**told, "change": "removed", "fields": {}})
        else:
            differing = _differing(old[key], new[key])
            if differing:
                found.append({**told, "change": "changed", "fields": differing})
    return found


def _by_key(rows: Sequence[Row]) -> dict[tuple[str, str, str], Row]:
    return {
        (str(row["business_number"]), _family(str(row["fact"])), str(row["key"])): row
        for row in rows
    }


def _family(fact: str) -> str:
    return "measure" if fact == "provisional_measure" else fact


def _differing(old: Row, new: Row) -> dict[str, list[Any]]:
    names = sorted((old.keys() | new.keys()) - _NOT_A_FACT)
    return {
        name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)
    }
