"""Finding a word in characters however it is written: width, case, spacing and Hangul forms. Pure."""

import unicodedata
from collections.abc import Sequence

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Cs"})
_FINAL_FIRST, _FINAL_LAST = "\u11a8", "\u11ff"


def folded(text: str) -> str:
    """Return a text decomposed, without case, blanks and signs that nobody sees."""
    seen = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in seen if unicodedata.category(sign) not in _UNSEEN)


def stands_in(text: str, wanted: str) -> bool:
    """Tell if a folded word stands in a folded text."""
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        if not _goes_on(text, start + len(wanted)):
            return True
        start = text.find(wanted, start + 1)
    return False


def _goes_on(text: str, end: int) -> bool:
    # A syllable whose last consonant follows is another syllable than the word's.
    return end < len(text) and _FINAL_FIRST <= text[end] <= _FINAL_LAST


def places(characters: Sequence[str], word: str) -> list[list[int]]:
    """Return, for each place where a word stands, the indices of its characters.

    Blanks and line ends between the characters do not count, so a word broken over two lines is
    found; places may not overlap.
    """
    wanted = folded(word)
    if not wanted:
        return []
    text, owners = "", list[int]()
    for index, character in enumerate(characters):
        piece = folded(character)
        text += piece
        owners += [index] * len(piece)
    found, start = [], text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _goes_on(text, end):
            found.append(sorted(set(owners[start:end])))
        start = text.find(wanted, end)
    return found
