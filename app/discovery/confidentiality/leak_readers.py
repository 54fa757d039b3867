"""Foreign readers that look at a finished file where they are installed: pdftotext, tesseract."""

import io
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from app.discovery.confidentiality.redaction.pages import opened

_SECONDS: Final = 120
_OCR_DPI = 300
_OCR_PAGES = 20


def installed() -> tuple[str, ...]:
    """Return the names of the foreign readers of this machine."""
    return tuple(name for name in ("pdftotext", "tesseract") if shutil.which(name))


def pdftotext(content: bytes) -> str | None:
    """Return what Poppler reads in a PDF; None where it is not installed or gave up."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "read.pdf"
        path.write_bytes(content)
        return _run([tool, "-enc", "UTF-8", "-q", str(path), "-"])


def recognised(content: bytes) -> str | None:
    """Return what tesseract sees on the first pages; None where it is not installed or gave up."""
    tool = shutil.which("tesseract")
    if tool is None:
        return None
    seen = []
    with opened(content) as pages:
        for number in range(1, min(pages.count, _OCR_PAGES) + 1):
            with pages.page(number) as page:
                picture = page.picture(_OCR_DPI, grey=True)
            kept = io.BytesIO()
            picture.save(kept, "PNG")
            seen.append(_run([tool, "-", "-", "-l", "kor+eng", "--psm", "4"], kept.getvalue()))
    return "\n".join(text for text in seen if text is not None)


def _run(command: list[str], given: bytes | None = None) -> str | None:
    try:
        # The command is made of a tool's own path and fixed options; nothing of a user is in it.
        done = subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
