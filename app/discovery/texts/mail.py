"""A mail as its bytes say it: header lines, body, attachments, and the EDRM message hash. Pure.

Mails are read leniently, since a mail that breaks a rule is evidence all the same.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from html.parser import HTMLParser

from app.discovery.texts.decoding import decoded, repaired

MAX_PARTS = 1_000
MAX_DEPTH = 20
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_FOLD = re.compile(r"\r?\n[ \t]+")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
_UNSEEN = frozenset({"script", "style", "head"})
_BREAKS = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "table"})


class _Raw(Compat32):
    """Header lines as they came; the library would put a question mark for each raw byte."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return value


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a mail carries."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says and carries; `cut` if it has more parts than are looked at."""

    text: str
    message_hash: str
    attachments: tuple[Attachment, ...]
    cut: bool = False


def message_hash(header: str) -> str:
    """Return the EDRM message hash: MD5 of the Message-ID with its angle brackets.

    The value is unfolded and trimmed, its case is kept; one without brackets has no hash. It marks
    the same mail across systems and says nothing about integrity.
    """
    value = _FOLD.sub("", header).strip()
    if not _MESSAGE_ID.fullmatch(value):
        return ""
    return hashlib.md5(value.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()


def read_mail(data: bytes) -> Mail:
    """Return what a mail says and carries."""
    message = message_from_bytes(data, policy=_Raw())
    leaves, cut = _leaves(message)
    attachments = [
        Attachment(_name(part, number), _payload(part))
        for number, part in enumerate(part for part in leaves if _is_attachment(part))
    ]
    bodies = [part for part in leaves if not _is_attachment(part)]
    plain = [part for part in bodies if part.get_content_type() == "text/plain"]
    pages = [part for part in bodies if part.get_content_type() == "text/html"]
    said = [_text(part) for part in plain] or [without_marks(_text(part)) for part in pages]
    ids = [str(value) for value in message.get_all("Message-ID", [])]
    return Mail(
        text="\n".join([*_headers(message), "", *said]).strip(),
        # Two headers say two things; neither is believed.
        message_hash=message_hash(ids[0]) if len(ids) == 1 else "",
        attachments=tuple(attachments),
        cut=cut,
    )


def without_marks(page: str) -> str:
    """Return the words of an HTML page."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(reader.words)).strip()


class _Words(HTMLParser):
    """Gathers what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in _UNSEEN
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _UNSEEN))
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _leaves(message: Message) -> tuple[list[Message], bool]:
    found: list[Message] = []
    cut = False
    for part, depth in _walk(message, 0):
        if len(found) == MAX_PARTS or depth > MAX_DEPTH:
            cut = True
            break
        found.append(part)
    return found, cut


def _walk(message: Message, depth: int) -> Iterator[tuple[Message, int]]:
    inner = message.get_payload()
    # A mail inside a mail is an attachment; its own parts are not mixed with the outer ones.
    if depth > MAX_DEPTH or not isinstance(inner, list) or _is_mail(message):
        yield message, depth
        return
    for part in inner:
        if isinstance(part, Message):
            yield from _walk(part, depth + 1)


def _is_mail(part: Message) -> bool:
    return part.get_content_type() == "message/rfc822"


def _is_attachment(part: Message) -> bool:
    named = bool(part.get_filename())
    is_text = part.get_content_maintype() == "text"
    return named or part.get_content_disposition() == "attachment" or not is_text


def _name(part: Message, number: int) -> str:
    sent = part.get_filename()
    if sent:
        return _decoded_header(sent)
    suffix = ".eml" if _is_mail(part) else ""
    return f"첨부 {number + 1}{suffix}"


def _payload(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"".join(one.as_bytes() for one in inner[:1] if isinstance(one, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    data = _payload(part)
    charset = part.get_content_charset("")
    try:
        # EUC-KR is a part of CP949, as which Korean mail programs write it.
        return data.decode("cp949" if charset in {"euc-kr", "ks_c_5601-1987"} else charset)
    except (LookupError, UnicodeDecodeError, ValueError):
        found = decoded(data)
        return found.text if found else data.decode("utf-8", "replace")


def _headers(message: Message) -> Iterator[str]:
    for name in _SHOWN:
        for value in message.get_all(name, [])[:1]:
            yield f"{name}: {_decoded_header(str(value))}"


def _decoded_header(value: str) -> str:
    plain = repaired(_FOLD.sub(" ", value))
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, ValueError):
        return plain
    return "".join(_piece(piece, charset) for piece, charset in pieces).strip()


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        # What stands between encoded words comes back in the library's own spelling.
        return piece.decode("raw-unicode-escape", "replace")
    try:
        return piece.decode(charset)
    except (LookupError, UnicodeDecodeError):
        found = decoded(piece)
        return found.text if found else piece.decode("utf-8", "replace")
