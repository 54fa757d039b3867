"""What an uploaded file is called on screens and in downloads. Pure.

A name is shown, never used as a path: where the bytes lie is decided by the store alone.
"""

import re
import unicodedata
from urllib.parse import quote

MAX_CHARACTERS = 180
_NAMELESS = "파일"
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,16})\Z")
_SEPARATORS = re.compile(r"[/\\]")
_NOT_IN_WINDOWS = re.compile(r'[<>:"|?*]')
_BLANKS = re.compile(r" {2,}")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._()+=@~,-]")
# Control, format (which holds the bidirectional marks), surrogate and line-breaking characters.
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"}
)
# The characters that RFC 8187 lets stand for themselves, besides letters and digits.
_ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"


def normalise_file_name(sent: str) -> str:
    """Return the name to show: the last part of a path, composed, visible, at most 180 characters.

    Hangul that came decomposed is composed; the extension is kept when the name is cut.
    """
    name = _SEPARATORS.split(_visible(sent))[-1]
    name = _NOT_IN_WINDOWS.sub("_", unicodedata.normalize("NFC", name))
    stem, suffix = _split(name)
    stem = _trimmed(stem) or _NAMELESS
    if stem.split(".")[0].strip().upper() in _RESERVED:
        stem = f"_{stem}"
    return _trimmed(stem[: MAX_CHARACTERS - len(suffix)]) + suffix


def extension_of(name: str) -> str:
    """Return the extension in lower case without its dot, or nothing."""
    return _split(name)[1].removeprefix(".").lower()


def content_disposition(name: str) -> str:
    """Return the Content-Disposition of a download: RFC 6266 with the extended form of RFC 8187."""
    shown = normalise_file_name(name)
    plain = _NOT_PLAIN.sub("_", shown)
    extended = quote(shown, safe=_ATTRIBUTE_CHARACTERS)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}"


def _visible(text: str) -> str:
    spaced = "".join(" " if unicodedata.category(symbol) == "Zs" else symbol for symbol in text)
    return "".join(
        symbol for symbol in spaced if unicodedata.category(symbol) not in _UNSEEN_CATEGORIES
    )


def _split(name: str) -> tuple[str, str]:
    name = name.rstrip(" .")
    found = _EXTENSION.search(name)
    return (name[: found.start()], found.group()) if found else (name, "")


def _trimmed(stem: str) -> str:
    return _BLANKS.sub(" ", stem).strip(" .")
