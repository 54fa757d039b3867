"""Every kind of document is read in the limited process, and what breaks its reader is a state."""

import io
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from app.discovery.files.file_types import FileType
from app.discovery.texts import limited
from app.discovery.texts.documents import read_document
from app.discovery.texts.extracts import Extract, finished
from app.discovery.texts.limited import RunLimits, read_part, read_text, recognise_text
from app.discovery.texts.reading import attempted, read_message, read_plain
from app.discovery.texts.rules import MOST_CHARACTERS, TextState
from tests.discovery.texts import made_files
from tests.support.sample_files import zip_file

WORDS = made_files.WORDS


def read(kind: str, data: bytes, **limits: float) -> Extract:
    return read_text(io.BytesIO(data), FileType(kind), RunLimits(**limits))  # type: ignore[arg-type]


def here(folder: Path, kind: str, data: bytes) -> Extract:
    """Read in this process, which spares the start of another one."""
    path = folder / "held"
    path.write_bytes(data)
    return attempted(lambda: read_document(FileType(kind), str(path)))


def test_a_document_is_read_in_the_limited_process() -> None:
    found = read("hwp", made_files.hwp(flags=1))
    assert (found.state, found.reason) == (TextState.TEXT, "")
    assert WORDS in found.text
    assert (found.engine, bool(found.engine_version)) == ("dochan", True)
    assert {"watch", "filter"} <= set(found.confined)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "hwpx", "hwp"])
def test_the_words_of_each_kind_of_document_are_read(tmp_path: Path, kind: str) -> None:
    found = here(tmp_path, kind, getattr(made_files, kind)())
    assert (found.state, found.reason) == (TextState.TEXT, "")
    assert WORDS in found.text


def test_pages_of_a_pdf_are_read_in_the_limited_process() -> None:
    found = read("pdf", made_files.pdf("unit price", "second page"))
    assert (found.state, found.pages) == (TextState.TEXT, 2)
    assert found.text == "unit price\n\nsecond page"


@pytest.mark.parametrize(
    ("kind", "data", "state"),
    [
        ("hwp", made_files.hwp(flags=2), TextState.ENCRYPTED),
        ("pdf", made_files.pdf(""), TextState.EMPTY),
        ("pdf", made_files.pdf("x", locked=True), TextState.ENCRYPTED),
        ("pdf", made_files.pdf("words")[:150], TextState.FAILED),
        ("docx", made_files.docx(""), TextState.EMPTY),
        ("docx", made_files.docx()[:-40], TextState.FAILED),
        ("hwpx", zip_file({"mimetype": b"application/hwp+zip"}), TextState.FAILED),
        ("hwp", made_files.hwp()[:1500], TextState.FAILED),
        ("stp", b"ISO-10303-21;", TextState.UNSUPPORTED),
    ],
)
def test_what_gives_no_words_is_never_a_success(
    tmp_path: Path, kind: str, data: bytes, state: str
) -> None:
    found = here(tmp_path, kind, data)
    assert (found.state, found.text) == (state, "")


def test_a_bomb_in_a_document_is_a_state() -> None:
    inflated = made_files.docx("가" * 8_000_000)
    assert read("docx", inflated).state in {TextState.FAILED, TextState.TOO_LARGE}


def test_a_mail_and_its_attachments_are_read_and_one_is_taken_out() -> None:
    data = made_files.mail(("첨부 견적.docx", made_files.docx()), ("속임.pdf", made_files.hwp()))
    found = read("eml", data)
    first, second = found.members
    assert (first["path"], first["types"]["shown"]) == ("첨부 견적.docx", ["docx"])
    assert second["types"] == {
        "claimed": "pdf", "shown": ["hwp"], "verdict": "mismatch", "is_distribution_copy": False,
    }  # fmt: skip
    assert len(found.message_hash) == 32
    part, payload = read_part(io.BytesIO(data), 1)
    assert (part.state, payload) == (TextState.TEXT, made_files.hwp())


def test_a_part_that_is_not_there_is_a_state() -> None:
    part, payload = read_part(io.BytesIO(made_files.mail()), 3)
    assert (part.state, part.reason, payload) == (TextState.FAILED, "missing", b"")


def test_a_reader_that_takes_too_long_is_ended() -> None:
    found = read("hwp", made_files.hwp(), seconds=0.02)
    assert (found.state, found.reason) == (TextState.FAILED, "time")


def test_an_answer_past_the_limit_is_not_taken() -> None:
    found = read("txt", b"words " * 100_000, answer_bytes=1000)
    assert (found.state, found.reason) == (TextState.TOO_LARGE, "answer")


def test_a_file_past_the_limit_is_not_read() -> None:
    found = read("txt", b"words", file_bytes=4)
    assert (found.state, found.reason) == (TextState.TOO_LARGE, "bytes")


def test_a_reader_that_dies_is_a_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_START", "import os; os.abort()")
    found = read("txt", b"words")
    assert (found.state, found.reason) == (TextState.FAILED, "reader_died")


@pytest.mark.parametrize(
    "said",
    [
        b"", b"no json", b"[]", b'{"state": "text"}',
        json.dumps(asdict(Extract(state="splendid"))).encode(),
        json.dumps(asdict(Extract(state="text")) | {"text": 5}).encode(),
        json.dumps(asdict(Extract(state="text")) | {"pages": -1}).encode(),
        json.dumps(asdict(Extract(state="text")) | {"members": [{"path": "x"}]}).encode(),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_whole_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    found, _ = limited._result(said + b"\n", RunLimits(), late=False)
    assert (found.state, found.reason) == (TextState.FAILED, "reader_died")


def test_without_an_engine_recognition_is_not_available() -> None:
    found = recognise_text(io.BytesIO(b"x"), FileType.PNG, binary=None)
    assert found.state == TextState.OCR_NOT_AVAILABLE


@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        (MemoryError(), TextState.TOO_LARGE, "memory"),
        (RecursionError(), TextState.FAILED, "nesting"),
        (KeyError("x"), TextState.FAILED, "KeyError"),
    ],
)
def test_every_way_of_failing_is_a_state(fault: Exception, state: str, reason: str) -> None:
    def fail() -> Extract:
        raise fault

    found = attempted(fail)
    assert (found.state, found.reason) == (state, reason)


def test_a_text_past_the_limit_is_kept_in_part_and_says_so() -> None:
    found = finished("가" * (MOST_CHARACTERS + 1), engine="plain")
    assert (found.state, len(found.text)) == (TextState.TOO_LARGE, MOST_CHARACTERS)


def test_plain_text_in_the_older_korean_form_is_read() -> None:
    found = read_plain("단가를 낮추어\r\n달라".encode("cp949"))
    assert (found.text, found.facts) == ("단가를 낮추어\n달라", {"encoding": "cp949"})
    assert read_plain(b"\xff\xff\xff").state == TextState.FAILED
    assert read_plain(b"").state == TextState.EMPTY


def test_an_attachment_without_bytes_is_named() -> None:
    found = read_message(made_files.mail(("빈 파일.pdf", b"")))
    assert found.members[0]["refusal"] == "empty"
