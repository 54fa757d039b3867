"""Checkers as they travel: one file each, with the arithmetic of signatures put into it."""

from pathlib import Path

from app.discovery.checkers import ed25519

_IMPORT = "from app.discovery.checkers.ed25519 import is_signed\n"


def standalone(script: Path) -> bytes:
    """Return a checker that needs nothing beside it: the text stands where it is imported here."""
    text = script.read_text(encoding="utf-8")
    if text.count(_IMPORT) != 1:
        raise ValueError(f"{script.name} does not import the check of signatures once")
    arithmetic = Path(ed25519.__file__).read_text(encoding="utf-8")
    return text.replace(_IMPORT, f"\n{arithmetic}\n").encode()
