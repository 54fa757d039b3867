"""Which reliefs of a surcharge the file of the case bears out: a cure, a simplified decision. Pure.

The notice gives a cure at most a share of its day, and less where it came after the investigation
began; the share of a late cure is not given, so only the ceiling itself is out of reach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import percent

EARLY_CURE, LATE_CURE = "surcharge_may_be_waived", "surcharge_mitigation"
SIMPLIFIED = "simplified_mitigation"
_CURES = frozenset({EARLY_CURE, LATE_CURE})
_NOTICE = Basis("과징금고시", "")
_NO_CURE = Text(
    "확인된 자진시정이 이 사건에 없으므로 감경할 수 없습니다",
    "No verified self-correction stands in this case, so nothing is taken off for one",
)
_NOT_ACCEPTED = Text(
    "약식의결을 수락한 사건이 아니므로 감경할 수 없습니다",
    "No simplified decision was accepted in this case, so nothing is taken off for it",
)
_TWICE = Text(
    "자진시정을 이유로 과징금을 부과하지 않으면서 같은 시정으로 다시 감경할 수 없습니다",
    "A cure for which the surcharge is not imposed does not lower it a second time",
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a line of a sum takes off for a cure and for the simplified decision, as shares."""

    cure: Fraction
    simplified: Fraction


def refuse_unfounded_reliefs(
    book: Book, lines: Sequence[Claimed], reliefs: frozenset[str], on: date, *, waived: bool
) -> None:
    """Raise Invalid naming every relief that the case does not bear out or that counts twice.

    `reliefs` are the causes that stand in the case; the ceiling is that of the decision's day.
    `waived` tells that the surcharge is not imposed at all.
    """
    errors: list[FieldError] = []
    for place, line in enumerate(lines):
        at = f"/lines/{place}"
        errors += _cure_errors(book, line, at, reliefs, on)
        if line.simplified and SIMPLIFIED not in reliefs:
            errors.append(FieldError(f"{at}/simplified_rate", "not_accepted", _NOT_ACCEPTED))
        if line.cure and waived:
            errors.append(FieldError(f"{at}/cure_rate", "counted_twice", _TWICE))
    if errors:
        raise Invalid(errors=tuple(errors), basis=(_NOTICE,))


def _cure_errors(
    book: Book, line: Claimed, at: str, reliefs: frozenset[str], on: date
) -> Iterator[FieldError]:
    if not line.cure:
        return
    if not reliefs & _CURES:
        yield FieldError(f"{at}/cure_rate", "not_verified", _NO_CURE)
    elif EARLY_CURE not in reliefs:
        limit = book.figure("cure_ceiling", on).exact
        if line.cure >= limit:
            words = Text(
                f"조사가 시작된 뒤의 시정이므로 {percent(limit)} 미만이어야 합니다",
                f"Cured after the investigation began: it must be less than {percent(limit)}",
            )
            yield FieldError(f"{at}/cure_rate", "late_cure", words)
