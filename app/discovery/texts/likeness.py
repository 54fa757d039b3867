"""How alike two texts are: a keyed sketch of each, from which their overlap is estimated. Pure.

A sketch keeps the smallest hashes of a text's syllable runs (bottom-k MinHash). The hashes are
keyed, so that a sketch tells nobody who lacks the key what a text holds.
"""

import re
import unicodedata
from hashlib import blake2b

RUN = 5
KEPT = 128
FEWEST = 40
HASH_BYTES = 6
MOST_CHARACTERS = 200_000
ALIKE_FROM_PERCENT = 70
"""From which estimated overlap, in percent, two texts are called alike."""

_BLANKS = re.compile(r"\s+")


def sketch(text: str, key: bytes) -> str:
    """Return the sketch of a text in hexadecimal, empty for one too short to compare."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text[:MOST_CHARACTERS])).casefold()
    runs = {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}
    if len(runs) < FEWEST:
        return ""
    hashes = sorted(
        blake2b(run.encode("utf-8", "replace"), digest_size=HASH_BYTES, key=key[:64]).hexdigest()
        for run in runs
    )
    return "".join(hashes[:KEPT])


def overlap_percent(one: str, other: str) -> int:
    """Return the estimated share of runs, in percent, that two sketches have in common."""
    mine, theirs = _hashes(one), _hashes(other)
    if not mine or not theirs:
        return 0
    smallest = sorted(mine | theirs)[: min(KEPT, max(len(mine), len(theirs)))]
    return 100 * sum(found in mine and found in theirs for found in smallest) // len(smallest)


def _hashes(held: str) -> set[str]:
    size = 2 * HASH_BYTES
    return {held[at : at + size] for at in range(0, len(held), size)}
