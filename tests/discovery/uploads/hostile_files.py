"""A corpus of what a hostile or broken sender sends: names, files that are not what they seem."""

import io
import unicodedata
import zipfile

from tests.discovery.texts.made_files import pdf as real_pdf
from tests.support.sample_files import SAMPLES, encrypted_zip, hwp, zip_file

PDF, ZIP, DOCX, HWP = (SAMPLES[kind] for kind in ("pdf", "zip", "docx", "hwp"))


def bomb() -> bytes:
    """Return a small archive that unpacks to 16 MiB of nothing."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("nothing.txt", bytes(16 * 1024 * 1024))
    return kept.getvalue()


def _named(entry: str) -> bytes:
    return zip_file({entry: b"x"})


NAMES: dict[str, tuple[str, str]] = {
    "decomposed Hangul": (
        unicodedata.normalize("NFD", "단가 인하 요구서.txt"),
        "단가 인하 요구서.txt",
    ),
    "traversal": ("../../../etc/passwd.txt", "passwd.txt"),
    "traversal with backslashes": (r"..\..\windows\win.txt", "win.txt"),
    "absolute path": ("/etc/shadow.txt", "shadow.txt"),
    "bidirectional mark": ("기록\u202etxt.exe.txt", "기록txt.exe.txt"),
    "isolates": ("\u2066a\u2069b.txt", "ab.txt"),
    "thorn, registered, 0x14": ("þ®\x14보고.txt", "þ®보고.txt"),
    "line break": ("a\r\nContent-Type: x.txt", "aContent-Type_ x.txt"),
    "reserved": ("CON.txt", "_CON.txt"),
    "dots alone": ("...txt", "파일.txt"),
}
"""Names as they are sent, and as they are shown."""

TAKEN: dict[str, tuple[str, bytes]] = {
    "PDF behind a password": ("a.pdf", real_pdf("secret", locked=True)),
    "PDF that is an archive too": ("a.pdf", PDF + ZIP),
    "PDF cut short": ("a.pdf", PDF[:-20]),
    "picture with a page of script": ("a.png", SAMPLES["png"] + b"<script>alert(1)</script>"),
    "distribution copy": ("a.hwp", hwp(flags=0x5)),
    "bomb": ("a.zip", bomb()),
    "archive that climbs": ("a.zip", _named("../../../etc/cron.d/x.txt")),
    "archive with an absolute name": ("a.zip", _named("/etc/x.txt")),
}
"""What is kept as it came, since any of it can be evidence; nothing of it is opened here."""

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "no bytes": ("a.pdf", b"", "file_empty"),
    "archive without entries": ("a.zip", zip_file({}), "file_empty"),
    "archive cut short": ("a.zip", ZIP[:-30], "file_damaged"),
    "document cut short": ("a.docx", DOCX[: len(DOCX) // 2], "file_damaged"),
    "HWP cut short": ("a.hwp", HWP[:600], "file_damaged"),
    "archive behind a password": ("a.zip", encrypted_zip(), "file_locked"),
    "HWP behind a password": ("a.hwp", hwp(flags=0x3), "file_locked"),
    "archive in an archive": ("a.zip", zip_file({"b.zip": ZIP}), "file_type"),
    "page that is an archive too": ("a.zip", b"<html>" + ZIP, "file_damaged"),
    "picture that is an archive too": ("a.zip", SAMPLES["png"] + ZIP, "file_damaged"),
    "program": ("a.exe", b"MZ" + bytes(60), "file_type"),
    "program under another name": ("a.pdf", b"MZ" + bytes(60), "file_damaged"),
    "page under another name": ("a.txt", b"\x00<html>", "file_damaged"),
    "no extension": ("report", PDF, "file_type"),
    "two extensions": ("a.pdf.js", PDF, "file_type"),
}
"""What is not taken, and the code of the reason."""
