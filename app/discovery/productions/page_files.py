"""Writes one document's files: a TIFF for each page, the native, the text, or a slip sheet."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from PIL import Image

from app.discovery.productions import images, quality
from app.discovery.productions.bates import Range, Series
from app.discovery.productions.images import Counted
from app.discovery.productions.load_files import PageImage
from app.discovery.productions.placing import Placed, ground_name
from app.discovery.productions.problems import ProductionRefused
from app.discovery.productions.values import DocumentValue, Plan, Standing

_CHUNK_BYTES = 1024 * 1024
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


class PageFiles:
    """Writes the files of one volume; folders hold a bounded number of files each."""

    def __init__(self, data: Path, plan: Plan, series: Series) -> None:
        """Write below `data`, which need not be there yet."""
        self._data, self._plan, self._series = data, plan, series
        self._written = dict.fromkeys(("IMAGES", "NATIVES", "TEXT"), 0)

    def write(
        self, document: DocumentValue, counted: Counted, numbers: Range | None, *,
        attach: tuple[str, str], parent: str, native_absent: str = "",
    ) -> Placed:  # fmt: skip
        """Write what leaves of a document and return it in its place.

        `native_absent` is why its native stays behind.
        """
        if numbers is None:
            return Placed(document=document, pages=counted.pages)
        begin, end = self._series.ends(numbers)
        if document.standing is Standing.WITHHELD:
            pages: tuple[PageImage, ...] = ()
            if self._plan.slip_sheets:
                pages, _ = self._images([self._withheld_sheet(document)], numbers, document)
            return Placed(document=document, begin=begin, end=end, attach=attach, parent=parent,
                          pages=counted.pages, images=pages)  # fmt: skip
        sheets = self._sheets(document, counted, native_absent)
        pages, digests = self._images(sheets, numbers, document)
        text, text_hash = self._text(document, begin)
        native, native_hash, size = "", "", 0
        if not native_absent:
            native, native_hash, size = self._native(document, begin)
        return Placed(
            document=document, begin=begin, end=end, attach=attach, parent=parent,
            pages=counted.pages, images=pages, page_digests=digests, native=native, text=text,
            text_sha256=text_hash, sha256=native_hash, size_bytes=size,
            native_absent=native_absent,
        )  # fmt: skip

    def _sheets(
        self, document: DocumentValue, counted: Counted, native_absent: str
    ) -> Iterator[Image.Image]:
        if counted.imaged:
            return images.pages(document.shown)
        name = "" if document.redaction else document.file_name
        lines = ["쪽 그림이 없는 자료로, 원본 파일로 제출합니다.", "Produced in native form.", name]
        if native_absent:
            lines = ["쪽 그림이 없는 자료로, 본문만 제출합니다.", "Produced as text alone.",
                     *native_absent.split(" / ")]  # fmt: skip
        return iter([images.slip_sheet(lines)])

    def _withheld_sheet(self, document: DocumentValue) -> Image.Image:
        return images.slip_sheet([
            "제출을 보류한 자료입니다.", "Document withheld.", ground_name(document.ground)
        ])  # fmt: skip

    def _images(
        self, sheets: Iterable[Image.Image], numbers: Range, document: DocumentValue
    ) -> tuple[tuple[PageImage, ...], tuple[str, ...]]:
        written: list[PageImage] = []
        digests: list[str] = []
        for sheet, number in zip(sheets, numbers.numbers(), strict=True):
            label = self._series.label(number)
            path = self._place("IMAGES", f"{label}.TIF")
            page = images.stamped(sheet, label, document.exhibit_number)
            (self._data / path).write_bytes(images.tiff(page))
            written.append(PageImage(label, path, 0 if written else len(numbers)))
            digests.append(_pixels(sheet))
        return tuple(written), tuple(digests)

    def _text(self, document: DocumentValue, begin: str) -> tuple[str, str]:
        said = document.shown_text
        if said is None:
            return "", ""
        text = said.read()
        if not text.strip():
            raise ProductionRefused.over([quality.finding("text_missing", document.id)])
        content = text.encode(errors="replace")
        path = self._place("TEXT", f"{begin}.txt")
        (self._data / path).write_bytes(content)
        return path, hashlib.sha256(content).hexdigest()

    def _native(self, document: DocumentValue, begin: str) -> tuple[str, str, int]:
        suffix = PurePosixPath(document.file_name).suffix
        name = f"{begin}{suffix.lower()}" if _SUFFIX.fullmatch(suffix) else f"{begin}.bin"
        path = self._place("NATIVES", name)
        digest, size = hashlib.sha256(), 0
        with document.native.open() as source, (self._data / path).open("wb") as target:
            while chunk := source.read(_CHUNK_BYTES):
                digest.update(chunk)
                size += target.write(chunk)
        return path, digest.hexdigest(), size

    def _place(self, kind: str, name: str) -> str:
        folder = f"{kind}/{self._written[kind] // self._plan.folder_size + 1:04d}"
        self._written[kind] += 1
        (self._data / folder).mkdir(parents=True, exist_ok=True)
        return f"{folder}/{name}"


def _pixels(sheet: Image.Image) -> str:
    """Return a digest of what is on a page, whatever number it bears."""
    head = f"{sheet.width} {sheet.height} ".encode()
    return hashlib.sha256(head + sheet.tobytes()).hexdigest()
