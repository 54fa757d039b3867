"""Who may form a panel on a day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.committee.members.problems import PanelWrong
from app.committee.terms import PanelKind, holds
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.law.book import Book

SIZES = {
    PanelKind.PLENARY: "plenary_members",
    PanelKind.SUBCOMMITTEE: "subcommittee_members",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A member's time in office."""

    member_id: str
    from_on: date
    until_on: date | None


def prescribed_size(book: Book, kind: PanelKind, on: date) -> int | None:
    """Return how many members the law gives a panel; None while the figure is not configured."""
    name = SIZES[kind]
    return book.figure(name, on).number if book.has_figure(name, on) else None


def check_panel(
    chosen: Sequence[str], chair_id: str, terms: Sequence[Term], *, from_on: date,
    size: int | None,
) -> None:  # fmt: skip
    """Raise PanelWrong for a stranger, a member out of office, a doubled one, or a wrong number."""
    errors: list[FieldError] = []
    in_office = {term.member_id for term in terms if holds(from_on, term.from_on, term.until_on)}
    for place, member_id in enumerate(chosen):
        if member_id not in in_office:
            words = Text("그날 재직 중인 위원이 아닙니다", "Not a member in office on that day")
            errors.append(FieldError(f"/member_ids/{place}", "not_in_office", words))
    if len(set(chosen)) != len(chosen):
        words = Text("같은 위원이 두 번 있습니다", "A member is named twice")
        errors.append(FieldError("/member_ids", "twice", words))
    if chair_id not in chosen:
        words = Text(
            "의장은 회의를 이루는 위원이어야 합니다", "The chair must be one of the members"
        )
        errors.append(FieldError("/chair_id", "not_a_member", words))
    if size is not None and len(chosen) != size:
        words = Text(f"위원 {size}명으로 구성합니다", f"A panel of this kind has {size} members")
        errors.append(FieldError("/member_ids", "wrong_number", words))
    if errors:
        raise PanelWrong(errors=tuple(errors))
