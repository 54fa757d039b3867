"""A redacted PDF holds nothing of what was blacked out, wherever the source kept it."""

import io
import shutil
import subprocess

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from app.discovery.confidentiality.leaks import read_again
from app.discovery.confidentiality.problems import BoxOutside, PdfUnreadable
from app.discovery.confidentiality.redaction.boxes import Area, Box
from app.discovery.confidentiality.redaction.burning import find, redact
from app.discovery.confidentiality.redaction.pages import opened
from tests.discovery.confidentiality.leaky_pdfs import (
    LATIN,
    LEAKY,
    SECRETS,
    embedded,
    hits,
    plain,
    rotated,
)

pytestmark = pytest.mark.usefixtures("no_recognition")
LABELS = {"trade_secret": "영업비밀"}
DPI = 150
VISIBLE = {
    "embedded font",
    "foreign CID font",
    "turned by 90",
    "turned by 270",
    "sideways text",
    "form field",
    "note",
}


def picture(content: bytes, dpi: int = DPI) -> Image.Image:
    with opened(content) as pages, pages.page(1) as page:
        return page.picture(dpi)


def dots(area: Area) -> tuple[int, int, int, int]:
    scale = DPI / 72
    return (int(area.left * scale) + 1, int(area.top * scale) + 1,
            int(area.right * scale) - 1, int(area.bottom * scale) - 1)  # fmt: skip


def poppler(content: bytes, tmp_path: object) -> str:
    path = tmp_path / "read.pdf"  # type: ignore[operator]
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("name", LEAKY)
def test_nothing_of_the_secret_is_left_in_any_stream(name: str, tmp_path: object) -> None:
    source = LEAKY[name]()
    boxes = find(source, SECRETS, "trade_secret")
    assert bool(boxes) == (name in VISIBLE)
    # What only lies hidden in the source has no place on a page; the box then covers a corner.
    made = redact(
        source, boxes or [Box(1, Area(0, 0, 9, 9), "trade_secret")], labels=LABELS, dpi=DPI
    )
    assert hits(made.content) == []
    assert read_again(made.content, SECRETS).leaks == ()
    if shutil.which("pdftotext"):
        text = poppler(made.content, tmp_path)
        assert not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize("name", sorted(VISIBLE))
def test_what_was_found_is_black_or_label_in_the_picture(name: str) -> None:
    source = LEAKY[name]()
    boxes = find(source, SECRETS, "trade_secret")
    made = redact(source, boxes, labels={}, dpi=DPI)
    shown = picture(made.content)
    for box in boxes:
        assert shown.crop(dots(box.area)).convert("L").getextrema() == (0, 0)
    assert set(made.removed) & set(SECRETS)


def test_the_result_holds_pictures_and_nothing_else() -> None:
    made = redact(plain(), find(plain(), [LATIN], "trade_secret"), labels=LABELS, dpi=DPI)
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in document.trailer
        assert set(document.pages[0].obj.keys()) == {
            "/Type", "/Parent", "/MediaBox", "/Resources", "/Contents",
        }  # fmt: skip
        assert set(document.pages[0].obj.Resources.keys()) == {"/XObject"}
    assert made.content.count(b"%%EOF") == 1


def test_the_same_boxes_give_the_same_bytes() -> None:
    boxes = find(plain(), SECRETS, "trade_secret")
    first, second = (redact(plain(), boxes, labels=LABELS, dpi=DPI) for _ in range(2))
    assert first == second


def test_a_reason_is_written_into_a_box_that_has_room_for_it() -> None:
    box = Box(1, Area(20, 20, 200, 60), "trade_secret")
    shown = picture(redact(plain(), [box], labels=LABELS, dpi=DPI).content)
    assert shown.crop(dots(box.area)).convert("L").getextrema() == (0, 255)


def test_a_turned_page_is_found_and_shown_as_a_reader_sees_it() -> None:
    (upright,) = find(plain(), [LATIN], "trade_secret")
    (turned,) = find(rotated(), [LATIN], "trade_secret")
    width = upright.area.right - upright.area.left
    assert turned.area.bottom - turned.area.top == pytest.approx(width, abs=1)
    with opened(rotated()) as pages, pages.page(1) as page:
        assert (page.width, page.height) == (200, 300)


@pytest.mark.parametrize(
    ("written", "asked"),
    [("배 합 비", "배합비"), ("배합비", "배합비"), ("Secret", "SECRET"), ("ＡＢＣ", "abc")],
)
def test_a_word_is_found_however_it_is_written(written: str, asked: str) -> None:
    assert len(find(embedded(f"앞 {written} 뒤"), [asked], "trade_secret")) == 1


def test_a_longer_syllable_is_another_word() -> None:
    assert find(embedded("가공각"), ["가공가"], "trade_secret") == []


def test_a_box_on_no_page_is_refused() -> None:
    for box in (Box(2, Area(0, 0, 9, 9), ""), Box(1, Area(400, 0, 500, 9), "")):
        with pytest.raises(BoxOutside):
            redact(plain(), [box], labels={}, dpi=DPI)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a pdf", plain()[:400]])
def test_what_is_no_whole_pdf_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(PdfUnreadable):
        find(content, [LATIN], "trade_secret")


def test_a_pdf_behind_a_password_is_refused_in_words() -> None:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as document:
        document.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    for read in (lambda c: find(c, [LATIN], ""), lambda c: read_again(c, [LATIN])):
        with pytest.raises(PdfUnreadable):
            read(kept.getvalue())


_lengths = st.floats(min_value=-20, max_value=320, allow_nan=False)
_areas = st.builds(
    lambda a, b, c, d: Area(min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1),
    _lengths, _lengths, _lengths, _lengths,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(areas=st.lists(_areas, min_size=1, max_size=4))
def test_boxes_anywhere_are_black_and_nothing_else_changes(areas: list[Area]) -> None:
    source = plain()
    boxes = [Box(1, area, "") for area in areas if not area.within(300, 200).empty]
    made = redact(source, boxes, labels={}, dpi=72)
    before, after = picture(source, 72), picture(made.content, 72)
    covered = Image.new("L", after.size, 0)
    for box in boxes:
        part = box.area.within(300, 200)
        spot = (int(part.left), int(part.top), int(part.right + 1), int(part.bottom + 1))
        inside = (int(part.left + 1), int(part.top + 1), int(part.right), int(part.bottom))
        if inside[2] > inside[0] and inside[3] > inside[1]:
            assert after.crop(inside).convert("L").getextrema() == (0, 0)
        covered.paste(255, spot)
    changed = ImageChops.difference(before, after).convert("L")
    changed.paste(0, mask=covered)
    assert changed.getbbox() is None


def test_what_stands_uncovered_elsewhere_is_told_with_its_page() -> None:
    source = embedded("수량 12 개", "2012 년 견적")
    first, _ = find(source, ["12"], "trade_secret")
    made = redact(source, [first], labels={}, dpi=DPI)
    assert (made.removed, made.shown) == (("12",), (("12", 1),))
    whole = redact(source, find(source, ["12"], "trade_secret"), labels={}, dpi=DPI)
    assert whole.shown == ()
