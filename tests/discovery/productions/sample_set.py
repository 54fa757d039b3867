"""A set of documents made up for tests: two languages, families, privilege, redactions, bad names."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pikepdf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageDraw

from app.audit.checkpoint import Signer
from app.discovery.productions.exhibit_numbers import number_exhibits
from app.discovery.productions.values import (
    CollectedItem,
    DocumentValue,
    Ground,
    Plan,
    Redaction,
    Source,
    Standing,
    Wording,
)

HOSTILE = (
    "", "../../etc/passwd", "þ®\x14 견적.txt", "a,b;c.tif", "\u202efdp.exe",
    "", "가" * 120 + ".pdf", "CON.txt", "줄\r\n바꿈.txt", "도면\u1112\u1161\u11ab.pdf",
)  # fmt: skip
CUSTODIANS = ("신고인 한빛정밀(가상)", "Respondent Daehan (fictional)", "심사관")


def pdf(*lines: str, pages: int = 1) -> bytes:
    """Return a small PDF: pages of one inch by an inch and a half."""
    with pikepdf.new() as made:
        font = made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                               BaseFont=pikepdf.Name.Helvetica)
        )  # fmt: skip
        for number in range(pages):
            page = made.add_blank_page(page_size=(72, 108))
            text = " ".join(lines).encode("latin-1", "replace").decode("latin-1")
            drawn = f"BT /F1 9 Tf 6 50 Td ({text} {number}) Tj ET".encode("latin-1")
            page.Contents = made.make_stream(drawn)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        out = io.BytesIO()
        made.save(out, deterministic_id=True)
        return out.getvalue()


def picture(kind: str, *, frames: int = 1) -> bytes:
    """Return a small picture."""
    images = []
    for frame in range(frames):
        image = Image.new("RGB", (200, 150), "white")
        ImageDraw.Draw(image).ellipse((20 + frame, 20, 120, 120), fill=(40 * frame, 90, 200))
        images.append(image)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(out, format=kind, **more)
    return out.getvalue()


def source(content: bytes, media_type: str) -> Source:
    """Return bytes as a source."""
    opened: Callable[[], BinaryIO] = lambda: io.BytesIO(content)  # noqa: E731 - a typed closure
    return Source(opened, media_type)


def a_signer(seed: bytes = b"s") -> Signer:
    """Return a signer as the log has one."""
    return Signer("sangsaeng.test/audit", Ed25519PrivateKey.from_private_bytes(seed * 32))


def said(text: str) -> Wording:
    """Return a text as it was won from a document."""
    return Wording(read=lambda: text, character_count=len(text.strip()), engine="test")


def plan(**more: object) -> Plan:
    """Return a plan for tests."""
    told: dict[str, object] = {
        "number": "2026-제출-0001", "title": "문서제출명령에 따른 제출", "matter": "2026-제감-1",
        "recipient": "서울중앙지방법원", "recipient_level": 4, "organisation": "공정거래위원회(가상)",
        "dated": date(2026, 11, 23), "prefix": "KR", "width": 6,
    }  # fmt: skip
    return Plan(**{**told, **more})  # type: ignore[arg-type]


def documents(count: int = 50) -> list[DocumentValue]:
    """Return a set of documents, the same for the same count."""
    made: list[DocumentValue] = []
    number = 0
    while len(made) < count:
        room = count - len(made)
        made += _family(number)[:room] if number % 5 == 0 and room > 2 else [_single(number)]
        number += 1
    families = [(one.id, one.family) for one in made if one.standing is Standing.PRODUCED]
    numbers = number_exhibits(families, side="소갑")
    return [_numbered(one, numbers.get(one.id, "")) for one in made]


def collected(made: list[DocumentValue]) -> list[CollectedItem]:
    """Return what the register of evidence says of a set."""
    return [CollectedItem(one.id, one.custodian) for one in made]


def _numbered(one: DocumentValue, exhibit: str) -> DocumentValue:
    return replace(one, exhibit_number=exhibit)


def _family(number: int) -> list[DocumentValue]:
    parent = f"evi_{number:04d}"
    children = (f"{parent}a", f"{parent}b")
    mail = (f"From: kim@example.kr\r\nSubject: 도면 {number}\r\n\r\n붙임 참조").encode()
    custodian = CUSTODIANS[number % 3]
    withheld = number % 2 == 1
    return [
        DocumentValue(
            id=parent, custodian=custodian, file_name=f"메일 {number}.eml",
            native=source(mail, "message/rfc822"), text=said("붙임 참조"), family_members=children,
            metadata={"FROM": "kim@example.kr", "SUBJECT": "도면þ 송부", "DATESENT": "2026-03-02"},
        ),
        DocumentValue(
            id=children[0], custodian=custodian, file_name="drawing.pdf", family_parent=parent,
            native=source(pdf("drawing", str(number), pages=2), "application/pdf"),
            text=said(f"drawing {number}"),
        ),
        DocumentValue(
            id=children[1], custodian=custodian, file_name="의견서.pdf", family_parent=parent,
            native=source(pdf("opinion", pages=3), "application/pdf"), text=said("의견"),
            standing=Standing.WITHHELD if withheld else Standing.PRODUCED, privileged=withheld,
            ground=Ground.LAWYER_CLIENT if withheld else None,
            reason="법률 자문을 구하는 전자우편의 붙임" if withheld else "",
            metadata={"AUTHOR": "=박변호사"},
        ),
    ]  # fmt: skip


def _single(number: int) -> DocumentValue:
    name, custodian = f"evi_{number:04d}", CUSTODIANS[number % 3]
    native, file_name, text, absent = _content(number)
    told = DocumentValue(
        id=name, custodian=custodian, file_name=HOSTILE[number % 10] if number < 30 else file_name,
        native=native, text=said(text) if text else None, text_absent=absent, metadata={"TITLE": f"자료 {number}"},
    )  # fmt: skip
    return _marked(told, number)


def _content(number: int) -> tuple[Source, str, str | None, str]:
    kind = number % 4
    if kind == 0:
        return (
            source(pdf(f"page {number}"), "application/pdf"),
            f"보고서 {number}.pdf",
            f"보고서 {number}",
            "",
        )
    if kind == 1:
        shown = picture("TIFF", frames=2) if number % 8 == 1 else picture("PNG")
        media = "image/tiff" if number % 8 == 1 else "image/png"
        return source(shown, media), "사진.png", None, "그림 파일이라 글자가 없음"
    if kind == 2:
        return source(f"값,{number}\n".encode(), "text/csv"), "표.csv", f"값 {number}", ""
    return source(b"%PDF-1.7 broken", "application/pdf"), "깨진 파일.pdf", None, "열 수 없는 파일"


def _marked(told: DocumentValue, number: int) -> DocumentValue:
    left_out = {
        number % 6 == 2: {"redaction": _covered(), "privileged": True, "level": 5},
        number % 9 == 8: {"standing": Standing.WITHHELD, "ground": Ground.TRADE_SECRET,
                          "reason": "공정 조건표"},
        number % 11 == 9: {"standing": Standing.DUPLICATE, "reason": "같은 파일",
                           "duplicate_of": "evi_0000", "copies": frozenset({"evi_0000"})},
        number % 7 == 6: {"standing": Standing.NON_RESPONSIVE, "reason": "요청 기간 밖의 자료"},
    }  # fmt: skip
    return replace(told, **left_out.get(True, {}))


def _covered() -> Redaction:
    return Redaction(
        source=source(pdf("covered"), "application/pdf"), text=said("[가림]"),
        grounds=(Ground.LAWYER_CLIENT, Ground.PERSONAL_DATA), verified=True,
    )  # fmt: skip


def bag_folder(root: Path) -> Path:
    """Return an empty folder to build into."""
    folder = root / "production"
    folder.mkdir(parents=True)
    return folder
