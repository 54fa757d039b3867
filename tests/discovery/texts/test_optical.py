"""Recognition over the engine's real table; a small stand-in plays the engine where it is absent."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.discovery.files.file_types import FileType
from app.discovery.texts.extracts import Extract
from app.discovery.texts.limited import ocr_engine, recognise_text
from app.discovery.texts.optical import parsed
from app.discovery.texts.rules import TextState
from tests.discovery.texts import made_files

HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)
ROWS = (
    "1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t",
    "4\t1\t1\t1\t1\t0\t0\t0\t10\t10\t-1\t",
    "5\t1\t1\t1\t1\t1\t0\t0\t10\t10\t96.5\t납품",
    '5\t1\t1\t1\t1\t2\t0\t0\t10\t10\t90\t"단가',
    "5\t1\t1\t1\t2\t1\t0\t0\t10\t10\t60.5\t인하",
    "5\t1\t1\t1\t2\t2\t0\t0\t10\t10\t95\t ",
)
TABLE = "\n".join([HEAD, *ROWS]) + "\n"


def engine(folder: Path, said: str, *, fails: bool = False) -> str:
    """Write a stand-in for the engine that takes a picture and answers with a table."""
    script = folder / "tesseract"
    table = folder / "table.tsv"
    table.write_text(said, encoding="utf-8")
    end = 'echo "Error opening data file kor.traineddata" >&2; exit 1' if fails else f"cat {table}"
    script.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = "--version" ]; then echo "tesseract 5.3.0"; exit 0; fi\n'
        'if [ "$*" != "stdin stdout -l kor+eng --psm 4 tsv" ]; then exit 9; fi\n'
        'if [ "$(head -c 4 | tail -c 3)" != "PNG" ]; then exit 8; fi\n'
        f"cat > /dev/null\n{end}\n"
    )
    script.chmod(0o755)
    return str(script)


def picture(kind: str = "PNG") -> bytes:
    kept = io.BytesIO()
    Image.new("L", (60, 40), 255).save(kept, kind)
    return kept.getvalue()


def recognised(kind: str, data: bytes, binary: str) -> Extract:
    return recognise_text(io.BytesIO(data), FileType(kind), binary=binary)


def test_the_table_gives_lines_and_confidences() -> None:
    found = parsed(TABLE)
    assert found.text == '납품 "단가\n인하'
    assert found.confidences == (96.5, 90.0, 60.5)


def test_pictures_and_pages_are_recognised_with_engine_and_confidence(tmp_path: Path) -> None:
    binary = engine(tmp_path, TABLE)
    found = recognised("png", picture(), binary)
    assert (found.state, found.engine, found.engine_version) == ("text", "tesseract", "5.3.0")
    assert (found.confidence_percent, found.pages) == (82, 1)
    pages = recognised("pdf", made_files.pdf("", ""), binary)
    assert (pages.pages, pages.text) == (2, '납품 "단가\n인하\n\n납품 "단가\n인하')
    assert {"watch", "filter"} <= set(pages.confined)


def test_nothing_recognised_is_empty(tmp_path: Path) -> None:
    found = recognised("tif", picture("TIFF"), engine(tmp_path, HEAD + "\n"))
    assert (found.state, found.confidence_percent) == (TextState.EMPTY, None)


def test_missing_language_data_and_broken_pictures_are_states(tmp_path: Path) -> None:
    found = recognised("png", picture(), engine(tmp_path, "", fails=True))
    assert (found.state, found.reason) == (TextState.OCR_NOT_AVAILABLE, "language_data")
    assert (
        recognised("png", b"\x89PNG\r\n\x1a\n", engine(tmp_path, TABLE)).state == TextState.FAILED
    )


@pytest.mark.skipif(ocr_engine() is None, reason="the engine is not installed")
def test_the_real_engine_finds_nothing_on_a_white_page() -> None:
    binary = ocr_engine()
    assert binary is not None
    assert recognised("png", picture(), binary).state == TextState.EMPTY
