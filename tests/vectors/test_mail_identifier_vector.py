"""The message identification hash of the EDRM is the published one."""

import pytest

from app.discovery.texts.mail import message_hash, read_mail

_VALUE = "CALckR-a8UDkRjO4xJyjd_s0GPxQWw@mail.gmail.com"
_HASH = "1de319c276884bd0c9e2f1621ada26cc"


@pytest.mark.parametrize(
    "header", [f"<{_VALUE}>", f"  <{_VALUE}>\t", f"\r\n <{_VALUE}>"], ids=["plain", "blank", "fold"]
)
def test_the_value_is_hashed_with_its_angle_brackets(header: str) -> None:
    assert message_hash(header) == _HASH


def test_a_mail_that_bears_it_has_this_hash() -> None:
    mail = f"Message-ID: <{_VALUE}>\r\nSubject: drawing\r\n\r\nattached\r\n".encode()
    assert read_mail(mail).message_hash == _HASH


def test_without_brackets_there_is_no_hash_rather_than_another_one() -> None:
    assert message_hash(_VALUE) == ""
