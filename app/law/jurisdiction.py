"""Whether the Subcontracting Act reaches a deal: the sizes of the two firms (제2조제2항)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.problems import Basis
from app.kernel.text import Text
from app.law.book import Book
from app.law.figures import Figure


class Work(StrEnum):
    """What kind of work was given out; each has its own size below which the Act is silent."""

    MANUFACTURE = "manufacture"
    REPAIR = "repair"
    CONSTRUCTION = "construction"
    SERVICE = "service"


_LIMITS = {
    Work.MANUFACTURE: "sales_limit_manufacture",
    Work.REPAIR: "sales_limit_manufacture",
    Work.CONSTRUCTION: "capacity_limit_construction",
    Work.SERVICE: "sales_limit_service",
}
_PRIME = Basis("하도급법", "제2조제2항")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether the Act reaches the deal, and why; `applies` is None where a fact is missing."""

    applies: bool | None
    reason: Text
    basis: Basis


def reach(
    book: Book,
    *,
    work: Work,
    prime_is_sme: bool,
    prime_sales_won: int | None,
    subcontractor_sales_won: int | None,
    on: date,
) -> Reach:
    """Tell whether the Act reaches a deal of a day; sales are those of the year before.

    A prime contractor that is no SME is always reached; an SME only with higher sales than the
    subcontractor's and not below the size set for the kind of work (construction: capacity).
    """
    if not prime_is_sme:
        text = Text("중소기업이 아닌 원사업자입니다.", "The prime contractor is not an SME.")
        return Reach(applies=True, reason=text, basis=_PRIME)
    if prime_sales_won is None or subcontractor_sales_won is None:
        text = Text(
            "두 회사의 직전 연도 매출액을 알아야 판단할 수 있습니다.",
            "The sales of both firms in the year before are needed.",
        )
        return Reach(applies=None, reason=text, basis=_PRIME)
    return _compare(book.figure(_LIMITS[work], on), prime_sales_won, subcontractor_sales_won)


def _compare(limit: Figure, prime_won: int, subcontractor_won: int) -> Reach:
    if prime_won < limit.number:
        text = Text(
            f"원사업자 규모가 {limit.number:,}원보다 작아 적용되지 않습니다.",
            f"The prime contractor is below KRW {limit.number:,}, so the Act does not apply.",
        )
        return Reach(applies=False, reason=text, basis=limit.basis)
    if prime_won <= subcontractor_won:
        text = Text(
            "원사업자의 매출액이 수급사업자보다 많지 않아 적용되지 않습니다.",
            "The prime contractor's sales are not higher than the subcontractor's.",
        )
        return Reach(applies=False, reason=text, basis=_PRIME)
    text = Text("규모 요건을 갖추었습니다.", "The sizes bring it under the Act.")
    return Reach(applies=True, reason=text, basis=_PRIME)
