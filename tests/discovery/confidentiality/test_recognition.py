"""Text recognition sees the secret on the pages of an original, and nothing of it when redacted."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from app.discovery.confidentiality.leaks import read_again
from app.discovery.confidentiality.redaction.boxes import Area, Box
from app.discovery.confidentiality.redaction.burning import find, redact
from app.discovery.confidentiality.redaction.words import folded, stands_in
from tests.discovery.confidentiality.leaky_pdfs import HANGUL, LATIN, LEAKY, SECRETS, embedded

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None or shutil.which("pdftoppm") is None,
    reason="tesseract or pdftoppm is not installed: no text recognition",
)
DPI = 150
# Which secrets a person sees on the pages of the original, and how they turn it to read them.
SEEN: dict[str, tuple[str, ...]] = {
    "embedded font": SECRETS, "foreign CID font": SECRETS, "turned by 90": SECRETS,
    "turned by 270": SECRETS, "sideways text": SECRETS, "form field": (LATIN,), "note": (LATIN,),
}  # fmt: skip
TURNED = {"turned by 90": 90, "turned by 270": 270, "sideways text": 270}


def pages_seen(content: bytes, folder: Path, name: str) -> str:
    """Return what Tesseract reads on pages that Poppler drew: nothing of the service is used."""
    drawn = folder / "drawn.pdf"
    drawn.write_bytes(content)
    picture = folder / "page"
    made = subprocess.run(
        ["pdftoppm", "-r", f"{DPI}", "-gray", "-png", "-singlefile", drawn, picture],
        check=True, capture_output=True,
    )  # fmt: skip
    if b"Missing language pack" in made.stderr:
        pytest.skip("poppler-data is not installed: Poppler draws no such font")
    with Image.open(f"{picture}.png") as page:
        page.rotate(TURNED.get(name, 0), expand=True).save(f"{picture}.png", dpi=(DPI, DPI))
    read = subprocess.run(
        ["tesseract", f"{picture}.png", "-", "-l", "kor+eng", "--psm", "4"], capture_output=True,
        check=True, env={"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    return folded(read.stdout.decode())


@pytest.mark.parametrize("name", LEAKY)
def test_what_is_seen_on_the_original_is_not_seen_when_redacted(name: str, tmp_path: Path) -> None:
    source = LEAKY[name]()
    before = pages_seen(source, tmp_path, name)
    assert [s for s in SECRETS if stands_in(before, folded(s))] == [*SEEN.get(name, ())]
    boxes = find(source, SECRETS, "trade_secret") or [Box(1, Area(0, 0, 9, 9), "trade_secret")]
    made = redact(source, boxes, labels={"trade_secret": "영업비밀"}, dpi=DPI)
    after = pages_seen(made.content, tmp_path, name)
    assert [s for s in SECRETS if stands_in(after, folded(s))] == []


@pytest.mark.parametrize("name", ["embedded font", "turned by 90", "sideways text"])
def test_the_check_recognises_pictures_of_the_secret_however_they_are_turned(name: str) -> None:
    # A picture of the page holds no text: only recognition can find what it shows.
    pictured = redact(
        LEAKY[name](), [Box(1, Area(0, 0, 2, 2), "")], labels={}, dpi=DPI
    )  # fmt: skip
    found = read_again(pictured.content, [LATIN, HANGUL])
    assert {(leak.code, leak.secret) for leak in found.leaks} == {("ocr", 0), ("ocr", 1)}
    assert found.readers == ("pdftotext", "tesseract")


def test_a_page_of_other_words_is_recognised_and_clean() -> None:
    found = read_again(embedded("공개해도 되는 글"), SECRETS)
    assert (found.leaks, found.readers) == ((), ("pdftotext", "tesseract"))
