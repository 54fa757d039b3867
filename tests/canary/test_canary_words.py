"""A canary is heard in every format in which it could sing."""

import io
import zipfile
from urllib.parse import quote

from app.demo.stage import Answer
from tests.canary.words import AUTHOR, FILE_NAME, PERSON, PHONE, found_in, paper, sung_in


def _answer(body: object, **headers: str) -> Answer:
    return Answer(200, body, headers)


def test_a_word_is_heard_plain_escaped_and_encoded() -> None:
    for text in (PERSON, quote(PERSON), PERSON.encode("ascii", "xmlcharrefreplace").decode(),
                 PERSON.encode("ascii", "backslashreplace").decode()):  # fmt: skip
        assert found_in(f"<p>{text}</p>") == {PERSON}
    assert PHONE.replace("-", "") in found_in("0317774242")
    assert not found_in("아무도 아님")


def test_a_word_is_heard_in_the_metadata_of_a_paper_and_in_the_name_of_a_file() -> None:
    assert {AUTHOR, FILE_NAME} <= sung_in(_answer(paper()))
    named = f"attachment; filename*=UTF-8''{quote(FILE_NAME)}.pdf"
    assert FILE_NAME in sung_in(_answer(b"", **{"content-disposition": named}))


def test_a_word_is_heard_in_an_archive_within_an_archive() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.pdf", paper())
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("b.zip", inner.getvalue())
    assert AUTHOR in sung_in(_answer(outer.getvalue()))
    assert sung_in(_answer({"nested": [PERSON]})) == {PERSON}
