"""Mails are read leniently: Korean names, raw bytes, mails in mails, broken headers."""

from email.message import EmailMessage

import pytest

from app.discovery.texts import mail
from app.discovery.texts.mail import message_hash, read_mail, without_marks
from tests.discovery.texts import made_files

VECTOR = "<CALckR-a8UDkRjO4xJyjd_s0GPxQWw@mail.gmail.com>"


def test_the_message_hash_is_that_of_the_published_vector() -> None:
    assert message_hash(VECTOR) == "1de319c276884bd0c9e2f1621ada26cc"


def test_the_message_hash_is_of_the_unfolded_trimmed_value_in_its_own_case() -> None:
    assert message_hash(f"\r\n {VECTOR}  ") == message_hash(VECTOR)
    assert message_hash(VECTOR.lower()) != message_hash(VECTOR)


@pytest.mark.parametrize("value", ["", VECTOR[1:-1], "<a b@c>", f"{VECTOR} {VECTOR}", "<>"])
def test_a_value_without_its_form_has_no_hash(value: str) -> None:
    assert message_hash(value) == ""


def test_a_mail_with_two_message_ids_has_no_hash() -> None:
    data = b"Message-ID: <a@b>\r\nMessage-ID: <c@d>\r\nFrom: x\r\n\r\nbody"
    assert read_mail(data).message_hash == ""


def test_headers_body_and_korean_attachment_names_are_read() -> None:
    read = read_mail(made_files.mail(("첨부 견적서.hwp", b"bytes"), ("표.xlsx", b"more")))
    assert made_files.WORDS in read.text
    assert "Subject: 단가 조정의 건" in read.text
    assert "From: 김담당 <buyer@example.kr>" in read.text
    assert [(one.name, one.data) for one in read.attachments] == [
        ("첨부 견적서.hwp", b"bytes"), ("표.xlsx", b"more"),
    ]  # fmt: skip
    assert not read.cut


def test_older_korean_mails_with_raw_headers_are_read() -> None:
    body = (
        "From: a@b\r\nSubject: 단가 조정\r\nContent-Type: text/plain; charset=ks_c_5601-1987\r\n\r\n"
        "똠방각하 단가"
    )
    read = read_mail(body.encode("cp949"))
    assert "Subject: 단가 조정" in read.text
    assert "똠방각하" in read.text


def test_a_raw_korean_attachment_name_is_read() -> None:
    data = (
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
        'Content-Disposition: attachment; filename="견적서.pdf"\r\n\r\nx\r\n--b--'
    )
    assert [one.name for one in read_mail(data.encode("cp949")).attachments] == ["견적서.pdf"]


def test_korean_between_encoded_words_is_kept() -> None:
    data = "Subject: 회신 =?utf-8?B?64uo6rCA?= 건\r\n\r\nx".encode()
    assert read_mail(data).text.splitlines()[0] == "Subject: 회신 단가 건"


def test_encoded_words_and_a_wrong_charset_are_read() -> None:
    data = (
        b"Subject: =?euc-kr?B?sKG0yQ==?=\r\nContent-Type: text/plain; charset=no-such\r\n\r\n"
        + "단가".encode()
    )
    assert read_mail(data).text == "Subject: 가능\n\n단가"


def test_a_mail_inside_a_mail_is_one_attachment() -> None:
    outer, inner = EmailMessage(), EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("inner words")
    inner.add_attachment(b"deep", maintype="application", subtype="pdf", filename="deep.pdf")
    outer.set_content("outer words")
    outer.add_attachment(inner)
    read = read_mail(outer.as_bytes())
    assert "inner words" not in read.text
    assert [one.name for one in read.attachments] == ["첨부 1.eml"]
    assert b"inner words" in read.attachments[0].data


def test_a_page_gives_its_words_where_there_is_no_plain_text() -> None:
    data = (
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>t</title></head>"
        b"<style>x{}</style><p>\xeb\x8b\xa8\xea\xb0\x80</p><script>bad()</script><b>1</b>&amp;2"
    )
    assert read_mail(data).text == "단가\n1&2"


def test_marks_that_are_never_closed_do_no_harm() -> None:
    assert without_marks("<p>a<script>b") == "a"
    assert without_marks("</script></style>a") == "a"


def test_parts_and_depth_have_limits() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(40)
    )
    assert read_mail(deep + b"\r\nwords").cut
    many = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * (
        mail.MAX_PARTS + 5
    )
    assert read_mail(many + b"--b--").cut


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\xff\xfe", b"Content-Type: ;;;=\r\n\r\nx", b"Content-Type: multipart/mixed\r\n\r\nx",
     b"Content-Transfer-Encoding: base64\r\n\r\n!!!", b"Subject: =?utf-8?B?a?=\r\n\r\nx"],
)  # fmt: skip
def test_broken_mails_are_read_as_far_as_they_go(data: bytes) -> None:
    assert isinstance(read_mail(data).text, str)
