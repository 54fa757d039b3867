"""The canary words of a complaint, and every word that an answer of any format holds."""

import io
import json
import zipfile
import zlib
from email.header import decode_header, make_header
from html import unescape
from re import DOTALL, findall
from urllib.parse import unquote

import pikepdf
from pypdfium2 import PdfDocument

from app.demo.stage import Answer

PERSON, FIRM, REPRESENTATIVE = "카나리제보", "카나리정밀산업", "카나리대표"
NUMBER, EMAIL, ADDRESS = "1048142427", "canary.singer@secret.example", "비밀가지로 4242"
PHONE, ACCOUNT = "031-777-4242", "110-4242-777777"
SENTENCE = "새장 속의 도면을 몰래 베껴 갔습니다"
FILE_NAME, CONTENT, AUTHOR = "카나리도면", "카나리본문", "CanaryAuthor"
# What the same person says of itself where it asks the fund for money.
APPLICANT = ("신고인의 회사", "시흥시 공단로", "031-888-5353", "123-456-789012")
# How a word may also be written; a number with or without its hyphens is the same number.
CANARIES = frozenset({
    PERSON, FIRM, REPRESENTATIVE, NUMBER, "104-81-42427", EMAIL, "canary.singer", ADDRESS, PHONE,
    PHONE.replace("-", ""), "777-4242", ACCOUNT, ACCOUNT.replace("-", ""), SENTENCE, FILE_NAME,
    CONTENT, AUTHOR, *APPLICANT,
})  # fmt: skip
_DEPTH = 3


def paper() -> bytes:
    """Return a PDF whose metadata name its author, as a word processor would write it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [AUTHOR]
        metadata["dc:title"] = FILE_NAME
    document.docinfo["/Author"] = AUTHOR
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sung_in(answer: Answer) -> set[str]:
    """Return the canaries that an answer holds: body of whatever format, and its headers."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    told = [headers, unquote(headers), _mail_header(headers)]
    if isinstance(answer.body, bytes):
        told += _words(answer.body, _DEPTH)
    else:
        told.append(json.dumps(answer.body, ensure_ascii=False))
    return found_in(" ".join(told))


def found_in(text: str) -> set[str]:
    """Return the canaries in a text, plain or escaped as HTML, URL or JSON has it."""
    readings = [text, unescape(text), unquote(text), _unescaped(text)]
    return {canary for canary in CANARIES for reading in readings if canary in reading}


def _unescaped(text: str) -> str:
    for digits in set(findall(r"\\u([0-9a-fA-F]{4})", text)):
        text = text.replace(rf"\u{digits}", chr(int(digits, base=16)))
    return text


def _mail_header(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, UnicodeDecodeError):
        return text


def _words(body: bytes, depth: int) -> list[str]:
    told = [body.decode("utf-8", "ignore"), body.decode("utf-16-be", "ignore")]
    if body.startswith(b"%PDF-"):
        told += _of_pdf(body)
    if body.startswith(b"PK") and depth:
        told += _of_archive(body, depth)
    return told


def _of_pdf(body: bytes) -> list[str]:
    """Return the text, the streams, the metadata and the names of attached files."""
    document = PdfDocument(body)
    try:
        told = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(body)) as opened:
        told += [str(value) for value in opened.docinfo.values()]
        told += [str(opened.open_metadata()), *opened.attachments]
    for raw in findall(rb"stream\r?\n(.*?)\r?\nendstream", body, DOTALL):
        try:
            told.append(zlib.decompress(raw).decode("utf-8", "ignore"))
        except zlib.error:
            continue
    return told


def _of_archive(body: bytes, depth: int) -> list[str]:
    """Return the names, the comment and the words of everything in an archive."""
    told: list[str] = []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        told.append(archive.comment.decode("utf-8", "ignore"))
        for name in archive.namelist():
            told += [name, *_words(archive.read(name), depth - 1)]
    return told
