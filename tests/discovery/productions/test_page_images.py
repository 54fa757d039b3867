"""Pages become single Group IV images at 300 dots an inch; what has no pages stays one piece."""

import io

import pytest
from PIL import Image

from app.discovery.productions import images
from app.discovery.productions.images import Counted
from tests.discovery.productions.sample_set import pdf, picture, source


def read(page: Image.Image) -> Image.Image:
    return Image.open(io.BytesIO(images.tiff(page)))


def test_a_page_is_black_and_white_at_300_dots_in_group_four() -> None:
    (page,) = images.pages(source(pdf("one"), "application/pdf"))
    written = read(images.stamped(page, "KR000001", "갑 제1호증"))
    assert (written.mode, written.info["compression"], written.info["dpi"]) == (
        "1",
        "group4",
        (300, 300),
    )
    assert page.width == 300
    assert page.height in {450, 451}
    assert written.size == (900, page.height + 84)


def test_the_number_covers_nothing_of_the_page_and_is_really_there() -> None:
    blank = Image.new("1", (900, 300), 1)
    one, other = (images.stamped(blank, number) for number in ("KR000001", "KR000002"))
    assert one.crop((0, 0, 900, 300)).tobytes() == blank.tobytes()
    assert one.tobytes() != other.tobytes()
    assert one.crop((0, 300, 900, 384)).getextrema()[0] == 0


@pytest.mark.parametrize(("content", "media_type", "expected"), [
    (pdf("x", pages=3), "application/pdf", Counted(3, imaged=True)),
    (picture("TIFF", frames=2), "image/tiff", Counted(2, imaged=True)),
    (picture("GIF"), "image/gif", Counted(1, imaged=True)),
    (b"%PDF-1.7 broken", "application/pdf", Counted(1, imaged=False)),
    (b"", "application/pdf", Counted(1, imaged=False)),
    (picture("PNG")[:60], "image/png", Counted(1, imaged=False)),
    (b"a,b\n", "text/csv", Counted(1, imaged=False)),
])  # fmt: skip
def test_pages_are_counted_and_what_cannot_be_read_is_one_piece(
    content: bytes, media_type: str, expected: Counted
) -> None:
    assert images.count(source(content, media_type)) == expected


def test_a_picture_that_would_fill_the_memory_is_not_opened() -> None:
    out = io.BytesIO()
    Image.new("1", (14_000, 14_000), 1).save(out, format="PNG")
    assert images.count(source(out.getvalue(), "image/png")) == Counted(1, imaged=False)


def test_a_page_of_two_hundred_inches_is_made_smaller() -> None:
    import pikepdf  # noqa: PLC0415 - used here alone

    with pikepdf.new() as made:
        made.add_blank_page(page_size=(14_400, 7_200))
        out = io.BytesIO()
        made.save(out)
    (page,) = images.pages(source(out.getvalue(), "application/pdf"))
    assert page.size == (7200, 3600)


def test_the_same_page_gives_the_same_bytes_and_long_lines_fit() -> None:
    sheets = [
        images.tiff(images.slip_sheet(["제출을 보류한 자료입니다.", "가" * 300, "a\nb"]))
        for _ in "12"
    ]
    assert sheets[0] == sheets[1]
