"""Secrets that must be kept to be looked for later: sealed in the database, never plain."""

from collections.abc import Iterable

from app.db.work import Work
from app.kernel import sealing

_PURPOSE = "confidentiality"


def closed(work: Work, words: str) -> str:
    """Return words as they rest in the database."""
    return sealing.sealed(work.world.seal_key, _PURPOSE, words)


def opened(work: Work, box: str) -> str:
    """Return the words in a sealed box; raise InvalidTag where the key is another."""
    return sealing.opened(work.world.seal_key, _PURPOSE, box)


def closed_all(work: Work, words: Iterable[str]) -> list[str]:
    """Return a list of words as it rests in the database."""
    return [closed(work, word) for word in words]


def opened_all(work: Work, boxes: Iterable[str]) -> list[str]:
    """Return the words in a list of sealed boxes."""
    return [opened(work, box) for box in boxes]
