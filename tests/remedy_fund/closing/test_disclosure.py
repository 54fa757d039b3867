"""The plans' lists and the year's table together tell nobody's amount; tried person by person."""

from collections.abc import Collection, Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.remedy_fund.closing.disclosure import AwardedPart, plan_table, safe_lines
from app.remedy_fund.closing.publication import shown_lines
from app.remedy_fund.plans.rules.publication import TOTAL, Cell, publish

BENEFITS, SIZES, PURPOSES = ("cost", "loan"), ("micro", "small"), ("general", "suits", "loans")
Row = tuple[int, ...]


def part(plan: str, benefit: str, size: str, purpose: str, firm: int, won: int, *,
         paid: bool = True) -> AwardedPart:  # fmt: skip
    return AwardedPart(plan=plan, benefit=benefit, size=size, purpose=purpose, firm=f"firm{firm}",
                       amount_won=won, paid=paid)  # fmt: skip


def yearly(parts: Collection[AwardedPart]) -> dict[str, Cell]:
    """Return what was paid by purpose."""
    firms: dict[str, set[str]] = {}
    sums: dict[str, int] = {}
    for one in parts:
        if one.paid:
            firms.setdefault(one.purpose, set()).add(one.firm)
            sums[one.purpose] = sums.get(one.purpose, 0) + one.amount_won
    return {purpose: Cell(len(firms[purpose]), won) for purpose, won in sums.items()}


def sums_told(parts: list[AwardedPart], lines: Collection[str]) -> Iterator[Row]:
    """Name, award by award, every sum that the plans' lists, the year's lines and its total tell."""
    for plan in sorted({one.plan for one in parts}):
        cells, people = plan_table([one for one in parts if one.plan == plan])
        found = publish(cells, people=people)
        for (line, column), cell in found.cells.items() if found else ():
            if cell is not None:
                yield tuple(
                    int(one.plan == plan and line in (TOTAL, one.benefit)
                        and column in (TOTAL, one.size)) for one in parts
                )  # fmt: skip
    for purpose in lines:
        yield tuple(int(one.paid and one.purpose == purpose) for one in parts)
    yield tuple(int(one.paid) for one in parts)


def rank(rows: Collection[Row]) -> int:
    """Return the rank of a matrix, by elimination in exact fractions."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for place, row in enumerate(left):
            if place != found and row[column]:
                factor = row[column] / pivot[column]
                left[place] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def asked(parts: list[AwardedPart]) -> Iterator[Row]:
    """Name what nobody may work out of one person: each award, all of a plan, all, all that is paid."""
    for place in range(len(parts)):
        yield tuple(int(place == other) for other in range(len(parts)))
    for firm in sorted({one.firm for one in parts}):
        yield tuple(int(one.firm == firm) for one in parts)
        yield tuple(int(one.firm == firm and one.paid) for one in parts)


def solved(parts: list[AwardedPart], lines: Collection[str]) -> set[Row]:
    """Return which of these follow from what is shown."""
    told = list(sums_told(parts, lines))
    known = rank(told)
    return {one for one in asked(parts) if any(one) and rank([*told, one]) == known}


PARTS = st.lists(
    st.builds(
        part, st.sampled_from(("one", "two")), st.sampled_from(BENEFITS), st.sampled_from(SIZES),
        st.sampled_from(PURPOSES), st.integers(1, 7), st.integers(1, 9), paid=st.booleans(),
    ),
    min_size=1, max_size=14,
    unique_by=lambda one: (one.plan, one.benefit, one.size, one.purpose, one.firm),
)  # fmt: skip


@pytest.mark.invariant(32)
@settings(max_examples=150, deadline=None)
@given(PARTS)
def test_no_line_of_the_year_tells_anybodys_amount_together_with_the_plans(
    parts: list[AwardedPart],
) -> None:
    shown = safe_lines(shown_lines(yearly(parts)), parts)
    lines = [purpose for purpose, cell in shown.items() if cell is not None]
    # The year's total is public by law; what it tells with the plans alone no line can hide.
    assert solved(parts, lines) == solved(parts, ())


@pytest.mark.invariant(32)
def test_a_purpose_of_which_the_plan_tells_the_rest_is_withheld() -> None:
    many = [part("one", "cost", "small", "suits", firm, 100 + firm) for firm in range(4)]
    alone = part("one", "cost", "small", "loans", 9, 777)
    more = [part("one", "loan", "small", "general", firm, 50 + firm) for firm in range(20, 24)]
    parts = [*many, alone, *more]
    paid = yearly(parts)
    before = {purpose: cell for purpose, cell in paid.items() if cell.recipients > 2}
    assert solved(parts, before) > solved(parts, ())
    after = safe_lines(shown_lines(paid), parts)
    lines = [purpose for purpose, cell in after.items() if cell is not None]
    assert solved(parts, lines) == solved(parts, ())


@pytest.mark.invariant(32)
def test_lines_of_many_stay_shown() -> None:
    parts = [part("one", "cost", "small", "suits", firm, 100 + firm) for firm in range(4)]
    parts += [part("one", "loan", "micro", "general", firm, 50 + firm) for firm in range(20, 24)]
    assert None not in safe_lines(shown_lines(yearly(parts)), parts).values()


@pytest.mark.invariant(32)
def test_one_firm_with_three_benefits_is_one_recipient_and_its_total_is_not_told() -> None:
    cells = {("cost", "small"): Cell(1, 10), ("loan", "small"): Cell(1, 20),
             ("other", "small"): Cell(1, 30)}  # fmt: skip
    assert publish(cells, people={place: {"firm1"} for place in cells}) is None
