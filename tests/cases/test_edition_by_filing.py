"""A case whose edition was never kept is under the one that stood when it was filed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.cases.editions import edition_on

FIRST, SECOND = (date(2026, 3, 2), "first"), (date(2026, 9, 1), "second")
DAY = timedelta(days=1)


def test_what_was_filed_under_a_kept_edition_is_under_it_from_its_first_day_on() -> None:
    kept = [SECOND, FIRST]
    assert edition_on(FIRST[0], kept) == "first"
    assert edition_on(SECOND[0] - DAY, kept) == "first"
    assert edition_on(SECOND[0], kept) == "second"
    assert edition_on(date(2030, 1, 1), kept) == "second"


def test_what_was_filed_before_any_was_kept_is_under_the_nearest_known() -> None:
    assert edition_on(date(2020, 1, 1), [SECOND, FIRST]) == "first"
    assert edition_on(date(2020, 1, 1), []) == ""


@given(
    st.lists(st.tuples(st.dates(), st.text("ab", min_size=1)), max_size=6), st.dates(), st.dates()
)
def test_a_later_filing_is_never_under_an_earlier_edition(
    kept: list[tuple[date, str]], one: date, other: date
) -> None:
    since = {name: max(day for day, known in kept if known == name) for _, name in kept}
    unique = [(day, name) for name, day in since.items()]
    earlier, later = sorted((one, other))
    found = edition_on(earlier, unique), edition_on(later, unique)
    assert not unique or since[found[0]] <= since[found[1]]
