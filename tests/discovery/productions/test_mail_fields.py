"""The head of a mail's text becomes fields; what is not its head does not."""

import pytest

from app.discovery.productions.mail_fields import mail_fields


def test_the_head_is_taken_and_the_body_is_not() -> None:
    text = "From: 김 <kim@example.kr>\nTo: a@example.kr\nDate: Mon, 2 Mar 2026 10:00:00 +0900\nSubject: 도면\n\nCc: 본문"
    assert mail_fields(text) == {
        "FROM": "김 <kim@example.kr>", "TO": "a@example.kr", "SUBJECT": "도면",
        "DATESENT": "2026-03-02T10:00:00+09:00",
    }  # fmt: skip


@pytest.mark.parametrize(("date", "told"), [
    ("어제", "어제"), ("", ""), ("Mon, 99 Mar 2026 10:00:00", "Mon, 99 Mar 2026 10:00:00"),
    ("Mon, 2 Mar 2026 10:00:00 -0000", "2026-03-02T10:00:00"),
])  # fmt: skip
def test_a_date_that_cannot_be_read_stands_as_it_is(date: str, told: str) -> None:
    assert mail_fields(f"Date: {date}")["DATESENT"] == told


def test_a_second_line_of_the_same_name_changes_nothing() -> None:
    assert mail_fields("From: a\nFrom: b\nnothing\nTo: c") == {"FROM": "a"}
