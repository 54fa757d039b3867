"""The exhibits of a built production as the e-court takes them: one ZIP, a folder a submission."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from PIL import Image

from app.discovery.productions.court_files import (
    LIST_NAME,
    CourtLimits,
    Exhibit,
    list_of_exhibits,
    split,
)
from app.discovery.productions.images import DOTS_AN_INCH
from app.discovery.productions.load_files import read_opt_paths

_DATA = "production/data/"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Filed:
    """An exhibit as it stands in a production: its number, and its native where that was produced."""

    exhibit_number: str
    begin: str
    file_name: str
    native: str


def write_bundle(
    production: BinaryIO, filed: Sequence[Filed], limits: CourtLimits, out: IO[bytes]
) -> None:
    """Write the files to be filed and their list; raise FileDoesNotFit for what cannot be filed.

    What was produced without its native, such as a redacted paper, is filed as a PDF of its pages.
    """
    lines = []
    with zipfile.ZipFile(production) as source, zipfile.ZipFile(out, "w") as made:
        for file in split(_exhibits(source, filed), limits):
            _add(made, f"{file.submission:03d}/{file.name}", file.content)
            lines.append(file.listed)
        _add(made, LIST_NAME, list_of_exhibits(lines))


def _exhibits(source: zipfile.ZipFile, filed: Sequence[Filed]) -> Iterator[Exhibit]:
    pages = _pages(source)
    for one in filed:
        if one.native:
            content = source.read(_DATA + one.native.replace("\\", "/"))
            yield Exhibit(one.exhibit_number, one.file_name, content)
        else:
            yield Exhibit(one.exhibit_number, f"{one.begin}.pdf", _as_pdf(source, pages[one.begin]))


def _pages(source: zipfile.ZipFile) -> dict[str, list[str]]:
    """Return the page images of each document by its first number, as the OPT tells them."""
    (name,) = [one for one in source.namelist() if PurePosixPath(one).suffix == ".OPT"]
    return read_opt_paths(source.read(name))


def _as_pdf(source: zipfile.ZipFile, names: Sequence[str]) -> bytes:
    sheets = [Image.open(io.BytesIO(source.read(_DATA + name))) for name in names]
    out = io.BytesIO()
    sheets[0].save(
        out, "PDF", save_all=True, append_images=sheets[1:], resolution=DOTS_AN_INCH,
        creationDate=None, modDate=None,
    )  # fmt: skip
    return out.getvalue()


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    made.writestr(zipfile.ZipInfo(name, _EARLIEST), content)
