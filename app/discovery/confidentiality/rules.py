"""How secret a piece of evidence is, when a public version is due, and how close a note is. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.discovery.confidentiality.redaction.words import folded, stands_in
from app.kernel.problems import Basis
from app.kernel.text import Text

COURT_ONLY_LEVEL = 5
"""What only the one who brought it, and a court with a grant of this level, may read."""


class Kind(StrEnum):
    """Why something is secret."""

    TRADE_SECRET = "trade_secret"  # noqa: S105 - a kind of mark
    PERSONAL_DATA = "personal_data"
    PRIVILEGED = "privileged"
    THIRD_PARTY_SECRET = "third_party_secret"  # noqa: S105 - a kind of mark
    IN_CAMERA = "in_camera"


KIND_LABELS: dict[str, Text] = {
    Kind.TRADE_SECRET: Text("영업비밀", "Trade secret"),
    Kind.PERSONAL_DATA: Text("개인정보", "Personal data"),
    Kind.PRIVILEGED: Text("변호사·의뢰인 비밀", "Lawyer–client privilege"),
    Kind.THIRD_PARTY_SECRET: Text("제3자 비밀", "Third party's secret"),
    Kind.IN_CAMERA: Text("비공개 심리", "In camera"),
}

KIND_BASES: dict[str, Basis] = {Kind.PRIVILEGED: Basis("변호사법", "제26조의2")}
"""The article that a kind of mark rests on, where one is known."""

DECIDED_BY_COURT: frozenset[str] = frozenset({Kind.PRIVILEGED, Kind.IN_CAMERA})
"""Marks that close a thing to everybody but the court, and that end by its decision only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A mark that stands: its level, its pages (none means all), and its last day."""

    level: int
    first_page: int | None = None
    last_page: int | None = None
    until_on: date | None = None

    def covers(self, page: int | None) -> bool:
        """Tell if the mark concerns a page; the whole thing is as secret as its worst page."""
        if page is None or self.first_page is None:
            return True
        return self.first_page <= page <= (self.last_page or self.first_page)

    def in_force(self, today: date) -> bool:
        """Tell if the mark still counts on a day; its last day counts."""
        return self.until_on is None or today <= self.until_on


def effective_level(
    base: int, marks: Iterable[Marked], today: date, *, page: int | None = None
) -> int:
    """Return the higher of a thing's own level and its marks' on a day, for a page or the whole."""
    levels = [one.level for one in marks if one.in_force(today) and one.covers(page)]
    return max([base, *levels])


def level_fits(kind: str, level: int) -> bool:
    """Tell if a mark of this kind may have this level; level 5 is the court's alone."""
    return (level == COURT_ONLY_LEVEL) == (kind in DECIDED_BY_COURT)


# --------------------------------------------------------------------------- required pairs


@dataclass(frozen=True, slots=True)
class PairRule:
    """Where the law shows a file to others but not its secrets, a public version must exist."""

    code: str
    tracks: frozenset[str]
    kinds: frozenset[str]
    basis: Basis
    reason: Text


_SECRETS = frozenset({str(Kind.TRADE_SECRET), str(Kind.THIRD_PARTY_SECRET)})
PAIR_RULES: tuple[PairRule, ...] = (
    PairRule(
        "file_access", frozenset({"kftc"}), _SECRETS, Basis("공정거래법", "제95조"),
        Text("자료 열람·복사에서 영업비밀은 제외되므로 공개본이 필요합니다",
             "Access to the file leaves out trade secrets, so a public version is needed"),
    ),
)  # fmt: skip


def pair_rule(track: str, kinds: Collection[str]) -> PairRule | None:
    """Return the rule under which a thing so marked needs a public version, if there is one."""
    for rule in PAIR_RULES:
        if track in rule.tracks and rule.kinds & set(kinds):
            return rule
    return None


# --------------------------------------------------------------------------- outgoing notes

GRAM_LETTERS = 8
LONGEST_SAME_LETTERS = 24
HIGHEST_SHARE_PERCENT = 15
"""When a note is too close to what is secret: the service's own figures, counted in jamo and letters."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of a note stands in the secret text: the share in percent and the longest run.

    `named` where a word that is known as secret stands in the note, however short it is.
    """

    share_percent: int
    longest_letters: int
    named: bool = False

    @property
    def too_close(self) -> bool:
        """Tell if the note may not leave."""
        return (
            self.named
            or self.share_percent >= HIGHEST_SHARE_PERCENT
            or self.longest_letters >= LONGEST_SAME_LETTERS
        )


def overlap(note: str, secrets: Sequence[str], *, words: Iterable[str] = ()) -> Overlap:
    """Compare a note with secret texts by runs of letters, whatever their spacing and case.

    `words` are known as secret by themselves: none of them may stand in the note.
    """
    plain = folded(note)
    size = min(GRAM_LETTERS, len(plain))
    if not size:
        return Overlap(0, 0)
    named = any(stands_in(plain, folded(word)) for word in words)
    known = {
        text[start : start + size]
        for text in map(folded, secrets)
        for start in range(len(text) - size + 1)
    }
    hits = [plain[start : start + size] in known for start in range(len(plain) - size + 1)]
    run = longest = 0
    for hit in hits:
        run = run + 1 if hit else 0
        longest = max(longest, run)
    share = 100 * sum(hits) // len(hits)
    return Overlap(share, longest + size - 1 if longest else 0, named)
