"""A folder as one ZIP file whose bytes depend on names and contents alone.

Files are stored, not squeezed: page images are small already, and how a library squeezes may
change with its next edition, while these bytes must not.
"""

import shutil
import zipfile
from pathlib import Path
from typing import BinaryIO

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first instant that a ZIP can name
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def write_zip(folder: Path, name: str, out: BinaryIO) -> None:
    """Write everything in a folder under one top folder `name`, sorted, without times or owners."""
    inner = sorted(
        (path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for relative, path in inner:
            entry = zipfile.ZipInfo(f"{name}/{relative}", _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1024 * 1024)
