"""The ceiling on multiple damages by article and day of the act; the court alone decides an award."""

from datetime import date

from app.kernel.problems import NotConfigured
from app.kernel.text import Text
from app.law.book import Book
from app.law.computation import Computation, Sheet, won

NOT_AN_AWARD = Text(
    "법률이 정한 상한일 뿐이며 배상액이 아닙니다. 법원이 고의, 피해, 이익, 벌금·과징금, 기간과 횟수, "
    "재산상태, 피해구제 노력을 살펴 정합니다.",
    "A ceiling set by statute and not an award. The court decides, looking at intent, harm, gain, "
    "fines and surcharges, period and number, means, and efforts to cure.",
)


def damages_ceiling(book: Book, *, violation: str, acted_on: date, harm_won: int) -> Computation:
    """Return the ceiling for harm of a sum done by an act of a day.

    Raises NotConfigured where no multiple is known for the violation.
    """
    kind = book.violation(violation)
    if not kind.damages:
        raise NotConfigured(
            Text(f"{kind.name.ko}: 배상 배수가 확인되지 않았습니다",
                 f"{kind.name.en}: no multiple of damages is known"),
            basis=(kind.basis,), violation=violation,
        )  # fmt: skip
    sheet = Sheet(book, acted_on)
    multiple = sheet.figure(kind.damages)
    label = Text(f"배상액의 상한({multiple.number}배)", f"Ceiling on damages ({multiple.number}×)")
    formula = f"{won(harm_won)} × {multiple.number}"
    amount = sheet.amount(1, label, formula, harm_won * multiple.exact, multiple.basis, violation)
    sheet.warnings.append(NOT_AN_AWARD)
    return sheet.close(int(amount))
