"""Documents with words in them, mails with attachments and hostile archives, built by code."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from email.message import EmailMessage

WORDS = "납품 단가 인하를 요구하였습니다"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PART = "application/vnd.openxmlformats-officedocument"


def archive(entries: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    """Return a ZIP archive."""
    kept = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(kept, "w", method) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return kept.getvalue()


def _package(main: str, kind: str, parts: Mapping[str, str]) -> bytes:
    overrides = f'<Override PartName="/{main}" ContentType="{_PART}.{kind}.main+xml"/>'
    return archive({
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{_TYPES}"><Default '
        f'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", main)}),
        **parts,
    })  # fmt: skip


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELS}">{rows}</Relationships>'


def docx(words: str = WORDS) -> bytes:
    """Return a Word document of one paragraph."""
    body = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" if words else "<w:p/>"
    return _package("word/document.xml", "wordprocessingml.document", {
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}'
        "</w:body></w:document>",
    })  # fmt: skip


def xlsx(words: str = WORDS) -> bytes:
    """Return a workbook of one cell."""
    return _package("xl/workbook.xml", "spreadsheetml.sheet", {
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
        '<sheet name="단가표" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations({"rId1": ("worksheet", "worksheets/sheet1.xml")}),
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><worksheet xmlns="{_S}"><sheetData>'
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row></sheetData>'
        "</worksheet>",
    })  # fmt: skip


def pptx(words: str = WORDS) -> bytes:
    """Return a presentation of one slide."""
    return _package("ppt/presentation.xml", "presentationml.presentation", {
        "ppt/presentation.xml": f'<?xml version="1.0"?><p:presentation xmlns:p="{_P}" '
        f'xmlns:r="{_R}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations({"rId1": ("slide", "slides/slide1.xml")}),
        "ppt/slides/slide1.xml": f'<?xml version="1.0"?><p:sld xmlns:p="{_P}" xmlns:a="{_A}">'
        "<p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r>"
        f"<a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>",
    })  # fmt: skip


def hwpx(words: str = WORDS) -> bytes:
    """Return an HWPX document of one paragraph."""
    base = "http://www.hancom.co.kr/hwpml/2011"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", b"application/hwp+zip", zipfile.ZIP_STORED)
        made.writestr("version.xml", "<?xml version='1.0'?><version/>")
        made.writestr("Contents/content.hpf",
            '<?xml version="1.0"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf/">'
            '<opf:manifest><opf:item id="section0" href="Contents/section0.xml" '
            'media-type="application/xml"/></opf:manifest>'
            '<opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>')  # fmt: skip
        made.writestr("Contents/header.xml",
            f'<?xml version="1.0"?><hh:head xmlns:hh="{base}/head"/>')  # fmt: skip
        made.writestr("Contents/section0.xml",
            f'<?xml version="1.0"?><hs:sec xmlns:hs="{base}/section" xmlns:hp="{base}/paragraph">'
            f'<hp:p id="0"><hp:run><hp:t>{words}</hp:t></hp:run></hp:p></hs:sec>')  # fmt: skip
    return kept.getvalue()


def _record(tag: int, level: int, data: bytes) -> bytes:
    return struct.pack("<I", tag | level << 10 | len(data) << 20) + data


def hwp(words: str = WORDS, *, flags: int = 0) -> bytes:
    """Return an HWP 5 document of one paragraph; flag 2 says that it is locked."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010001, flags)
    text = (words + "\r").encode("utf-16-le")
    paragraph = struct.pack("<IIHBBHHHI", len(text) // 2, 0, 0, 0, 0, 0, 0, 0, 0)
    section = _record(66, 0, paragraph) + _record(67, 1, text)
    information = _record(16, 0, struct.pack("<13H", 1, *[1] * 12))
    streams = {
        "FileHeader": header.ljust(256, b"\0"),
        "DocInfo": _packed(information, flags),
        "BodyText/Section0": _packed(section, flags),
    }
    return compound(streams)


def _packed(data: bytes, flags: int) -> bytes:
    if not flags & 1:
        return data
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file of small streams, which may lie one folder deep."""
    assert all(len(data) < 4096 for data in streams.values())
    blocks: list[bytes] = []
    small, small_fat = b"", list[int]()
    places: dict[str, int] = {}
    for name, data in streams.items():
        places[name] = first = len(small) // 64
        small += data + bytes(-len(data) % 64)
        small_fat += [*range(first + 1, len(small) // 64), _END]
    fat: list[int] = []

    def lay(data: bytes) -> int:
        start = len(blocks)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        blocks.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    folders = sorted({name.partition("/")[0] for name in streams if "/" in name})
    names = [*streams, *folders]
    top = [name for name in names if "/" not in name]
    small_at = lay(small)
    small_fat_at = lay(struct.pack("<128I", *small_fat, *[_FREE] * (128 - len(small_fat))))
    root = 1 + names.index(top[0])
    entries = [_entry("Root Entry", 5, small_at, len(small), child=root)]
    for name in names:
        inside = [other for other in streams if other.startswith(f"{name}/")]
        folder = name.rpartition("/")[0]
        siblings = [other for other in names if other.rpartition("/")[0] == folder]
        after = siblings[siblings.index(name) + 1 :]
        right = 1 + names.index(after[0]) if after else _FREE
        label = name.rpartition("/")[2]
        if name in streams:
            entries.append(_entry(label, 2, places[name], len(streams[name]), right=right))
        else:
            entries.append(_entry(label, 1, right=right, child=1 + names.index(inside[0])))
    directory_at = lay(b"".join(entries))
    fat_at = len(blocks)
    table = [*fat, _FAT]
    blocks.append(struct.pack("<128I", *table, *[_FREE] * (128 - len(table))))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    head += struct.pack("<HHHHH10xI", 0x3E, 3, 0xFFFE, 9, 6, 1)
    head += struct.pack("<IIIIIII", directory_at, 0, 4096, small_fat_at, 1, _END, 0)
    return head + struct.pack("<109I", fat_at, *[_FREE] * 108) + b"".join(blocks)


def _entry(
    name: str, kind: int, start: int = _END, size: int = 0, *, right: int = _FREE,
    child: int = _FREE,
) -> bytes:  # fmt: skip
    encoded = name.encode("utf-16-le") + b"\0\0"
    fixed = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return (
        fixed
        + struct.pack("<III", _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def pdf(*pages: str, locked: bool = False) -> bytes:
    """Return a PDF with a line of Latin text on each page."""
    count = len(pages)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{4 + 2 * n} 0 R' for n in range(count))}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, words in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode() if words else b""
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        parts.append(f"<</Length {len(drawn)}>>stream\n".encode() + drawn + b"\nendstream")
    more = ""
    if locked:
        zero = "0" * 64
        parts.append(f"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{zero}>/U<{zero}>>>".encode())
        more = f"/Encrypt {len(parts)} 0 R/ID[<00><00>]"
    body, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += f"{number} 0 obj".encode() + part + b"endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        body
        + (
            f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(parts) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(body)}\n%%EOF\n"
        ).encode()
    )


def mail(
    *attachments: tuple[str, bytes], words: str = WORDS, message_id: str = "<a.1@example.kr>"
) -> bytes:
    """Return a mail that carries files."""
    made = EmailMessage()
    made["From"], made["To"] = "김담당 <buyer@example.kr>", "seller@example.kr"
    made["Subject"], made["Date"] = "단가 조정의 건", "Mon, 02 Nov 2026 10:00:00 +0900"
    made["Message-ID"] = message_id
    made.set_content(words)
    for name, data in attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def bomb(size_bytes: int = 12_000_000) -> bytes:
    """Return an archive whose one entry grows a thousandfold."""
    return archive({"zeros.txt": b" " * size_bytes})
