"""PDFs that keep a secret in every place where a PDF can keep one; built by code, all fictional."""

import io
import re
from functools import cache

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String

from app.papers import fonts

LATIN, HANGUL = "SECRET-42X", "니켈배합비"
SECRETS = (LATIN, HANGUL)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp949")
_PAGE = (300, 200)
_SIDEWAYS = "__SIDEWAYS__"


@cache
def embedded(*lines: str) -> bytes:
    """Return a page of 300 by 200 points in an embedded Korean typeface."""
    text = "\n\n".join(_marked_up(line) for line in lines)
    source = f'#set page(width:300pt,height:200pt,margin:20pt)\n#set text(font:"Noto Sans KR",size:12pt)\n{text}'
    made = typst.compile(
        source.encode(), format="pdf", font_paths=[fonts.FOLDER], ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made


def _marked_up(line: str) -> str:
    plain = line.replace("#", "")
    if not plain.startswith(_SIDEWAYS):
        return plain
    return f"#rotate(-90deg, reflow: true)[{plain.removeprefix(_SIDEWAYS)}]"


def saved(document: pikepdf.Pdf) -> bytes:
    """Return a PDF with a plain table of objects, so that later versions can be added to it."""
    kept = io.BytesIO()
    document.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return kept.getvalue()


def with_page(content: bytes, change: object) -> bytes:
    """Return a PDF whose first page was changed by a function of document and page."""
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document, document.pages[0])  # type: ignore[operator]
        return saved(document)


def plain() -> bytes:
    """Return a page with both secrets among other words."""
    return embedded("품명 가나", f"{LATIN} 와 {HANGUL} 입니다", "끝 줄")


def rotated(degrees: int = 90) -> bytes:
    """Return the same page turned."""

    def turn(_document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = degrees

    return with_page(plain(), turn)


def sideways() -> bytes:
    """Return an upright page on which the line with both secrets runs from bottom to top."""
    return embedded(f"{_SIDEWAYS}{LATIN} 와 {HANGUL}")


def foreign_font() -> bytes:
    """Return a page whose Hangul is written in a CID font that is not in the file."""
    document = pikepdf.new()
    document.add_blank_page(page_size=_PAGE)
    page = document.pages[0]
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/HYGoThic-Medium"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Korea1"), Supplement=1),
        FontDescriptor=document.make_indirect(Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/HYGoThic-Medium"), Flags=4,
            FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700,
            StemV=80,
        )),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/HYGoThic-Medium"),
        Encoding=Name("/UniKS-UCS2-H"),
        DescendantFonts=Array([document.make_indirect(descendant)]),
    )  # fmt: skip
    page.obj.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
    drawn = f"{HANGUL} {LATIN}".encode("utf-16-be").hex()
    page.obj.Contents = document.make_stream(f"BT /F1 14 Tf 30 120 Td <{drawn}> Tj ET".encode())
    return saved(document)


def _appearance(document: pikepdf.Pdf, text: str, width: float) -> pikepdf.Object:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return document.make_stream(
        f"BT /F1 10 Tf 2 4 Td ({text}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form,
        BBox=[0, 0, width, 16], Resources=Dictionary(Font=Dictionary(F1=font)),
    )  # fmt: skip


def with_form_field() -> bytes:
    """Return a page with a text field that holds and shows the secret."""

    def add(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        field = document.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("recipe"),
            V=String(LATIN), Rect=[150, 20, 270, 36], F=4,
            AP=Dictionary(N=_appearance(document, LATIN, 120)),
        ))  # fmt: skip
        page.obj.Annots = Array([field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]))

    return with_page(embedded("양식"), add)


def with_note() -> bytes:
    """Return a page with a free text note that shows one secret and keeps the other."""

    def add(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.obj.Annots = Array([document.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[150, 60, 270, 76], F=4,
            Contents=String(HANGUL), AP=Dictionary(N=_appearance(document, LATIN, 120)),
        ))])  # fmt: skip

    return with_page(embedded("메모"), add)


def with_metadata() -> bytes:
    """Return a page whose title and XMP packet name the secret."""

    def add(document: pikepdf.Pdf, _page: pikepdf.Page) -> None:
        document.docinfo["/Title"] = LATIN
        with document.open_metadata() as meta:
            meta["dc:description"] = HANGUL

    return with_page(embedded("제목"), add)


def with_attachment() -> bytes:
    """Return a page with a file attached."""

    def add(document: pikepdf.Pdf, _page: pikepdf.Page) -> None:
        document.attachments["recipe.txt"] = f"{LATIN} {HANGUL}".encode("cp949")

    return with_page(embedded("첨부"), add)


def with_thumbnail() -> bytes:
    """Return a page with a small picture of itself whose dots spell the secret."""

    def add(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        dots = (LATIN * 10)[:100].encode()
        page.obj.Thumb = document.make_stream(
            dots, Width=10, Height=10, ColorSpace=Name.DeviceGray, BitsPerComponent=8
        )

    return with_page(embedded("작은 그림"), add)


def saved_again() -> bytes:
    """Return a PDF whose first version holds the secret and whose second one shows a blank page."""
    document = pikepdf.new()
    document.add_blank_page(page_size=_PAGE)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = document.pages[0]
    page.obj.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
    page.obj.Contents = document.make_stream(f"BT /F1 14 Tf 30 120 Td ({LATIN}) Tj ET".encode())
    first = saved(document)
    with pikepdf.open(io.BytesIO(first)) as opened:
        number = opened.pages[0].obj.Contents.objgen[0]
        root = opened.Root.objgen[0]
        size = len(opened.objects) + 1
    before = re.findall(rb"startxref\s+(\d+)", first)[-1].decode()
    at = len(first)
    changed = f"{number} 0 obj\n<< /Length 3 >>\nstream\nq Q\nendstream\nendobj\n"
    table = at + len(changed)
    end = (f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R "
           f"/Prev {before} >>\nstartxref\n{table}\n%%EOF\n")  # fmt: skip
    return first + (changed + end).encode()


def overlaid() -> bytes:
    """Return the page with a black box drawn over the text: a redaction that redacts nothing."""

    def cover(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.contents_add(document.make_stream(b"q 0 g 0 60 300 120 re f Q"))

    return with_page(plain(), cover)


LEAKY = {
    "embedded font": plain, "foreign CID font": foreign_font, "turned by 90": rotated,
    "turned by 270": lambda: rotated(270), "sideways text": sideways, "form field": with_form_field, "note": with_note,
    "metadata": with_metadata, "attachment": with_attachment, "thumbnail": with_thumbnail,
    "saved again": saved_again,
}  # fmt: skip


def hits(content: bytes, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """Return where a secret lies in a PDF, by a reader that shares nothing with the service."""
    with pikepdf.open(io.BytesIO(content)) as document:
        parts = {"raw": content}
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                parts[f"stream {thing.objgen[0]}"] = thing.read_bytes()
            parts[f"object {thing.objgen[0] if hasattr(thing, 'objgen') else 0}"] = thing.unparse()
    return [
        name
        for name, part in parts.items()
        for secret in secrets
        for encoding in ENCODINGS
        if secret.encode(encoding) in part or secret.encode(encoding).hex().encode() in part.lower()
    ]
