"""Reads DAT and OPT files as other people's tools do; it knows nothing of the product."""

import csv
import hashlib
from pathlib import Path


def read_dat(path: Path) -> list[dict[str, str]]:
    """Return the rows of a Concordance DAT; raise ValueError for anything out of form."""
    raw = path.read_bytes()
    if raw[:3] != b"\xef\xbb\xbf":
        raise ValueError("no byte-order mark")
    records = raw[3:].split(b"\r\n")
    if records.pop() != b"":
        raise ValueError("the last line does not end")
    table = [_cells(record) for record in records]
    header, *rows = table
    if len(set(header)) != len(header) or any(len(row) != len(header) for row in rows):
        raise ValueError("columns do not match")
    return [dict(zip(header, row, strict=True)) for row in rows]


def _cells(record: bytes) -> list[str]:
    if b"\n" in record or b"\r" in record:
        raise ValueError("a bare line break")
    cells = []
    for cell in record.split(b"\x14"):
        if not (cell.startswith(b"\xc3\xbe") and cell.endswith(b"\xc3\xbe") and len(cell) >= 4):
            raise ValueError("a value without its qualifiers")
        value = cell[2:-2].decode("utf-8")
        if "þ" in value:
            raise ValueError("a qualifier inside a value")
        cells.append(value.replace("®", "\n"))
    return cells


def read_opt(path: Path) -> list[dict[str, str]]:
    """Return the rows of an Opticon OPT; raise ValueError for anything out of form."""
    names = ("image", "volume", "path", "break", "folder", "box", "pages")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    if any(len(row) != 7 or '"' in "".join(row) for row in rows):
        raise ValueError("not seven columns")
    return [dict(zip(names, row, strict=True)) for row in rows]


def check_volume(data: Path, volume: str = "VOL001") -> tuple[int, int]:
    """Follow every link of a volume and return how many documents and pages there are."""
    rows, pages = read_dat(data / f"{volume}.DAT"), read_opt(data / f"{volume}.OPT")
    for row in rows:
        _follow(data, row)
    for page in pages:
        image = data.joinpath(*page["path"].split("\\")).read_bytes()
        if image[:4] not in (b"II*\0", b"MM\0*"):
            raise ValueError(f"{page['image']}: no TIFF")
    begun = {page["image"]: int(page["pages"]) for page in pages if page["break"] == "Y"}
    if begun != {row["BEGBATES"]: int(row["PGCOUNT"]) for row in rows}:
        raise ValueError("pages of documents differ")
    return len(rows), len(pages)


def _follow(data: Path, row: dict[str, str]) -> None:
    for name in ("NATIVELINK", "TEXTLINK"):
        if row[name] and not data.joinpath(*row[name].split("\\")).is_file():
            raise ValueError(f"{row['BEGBATES']}: {name} leads nowhere")
    if row["NATIVELINK"]:
        native = data.joinpath(*row["NATIVELINK"].split("\\")).read_bytes()
        if hashlib.sha256(native).hexdigest() != row["SHA256"]:
            raise ValueError(f"{row['BEGBATES']}: another hash")
