"""Korean telephone numbers."""

import pytest

from app.people.phone import WrongPhone, parse, shown


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("02-123-4567", "+8221234567"),
        ("031-123-4567", "+82311234567"),
        ("010-1234-5678", "+821012345678"),
        ("070-1234-5678", "+827012345678"),
        ("+82 10 1234 5678", "+821012345678"),
        ("1588-1234", "+8215881234"),
    ],
)
def test_korean_numbers_are_kept_in_the_international_form(written: str, kept: str) -> None:
    assert parse(written) == kept


@pytest.mark.parametrize("written", ["", "123", "전화", "010-1234", "02-1234-56789012"])
def test_what_cannot_be_dialled_is_refused(written: str) -> None:
    with pytest.raises(WrongPhone):
        parse(written)


def test_a_number_is_shown_as_it_is_dialled_in_korea() -> None:
    assert shown("+821012345678") == "010-1234-5678"
    assert shown("+14155552671") == "+1 415-555-2671"
    assert shown("") == ""
