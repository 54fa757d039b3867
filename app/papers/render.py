"""Sets a paper: a template and plain data in, the bytes of one PDF file out."""

import json
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from app.kernel.problems import Unavailable
from app.kernel.text import Language, Text
from app.papers import fonts

# What an agency issues, with head and foot, and what the service tells of a thing for a reader.
LETTERS: Final = frozenset(
    {
        "receipt",
        "referral",
        "corrective_recommendation",
        "corrective_order",
        "surcharge_order",
        "measure",
        "notice",
    }
)
REPORTS: Final = frozenset(
    {"allocation_plan", "contribution_receipt", "custody_report", "fund_report"}
)
COMMITTEE: Final = frozenset({"committee"})
TEMPLATES: Final = LETTERS | REPORTS | COMMITTEE
# Archivable with its meaning and Unicode text (ISO 19005-2), and accessible (ISO 14289-1).
PDF_STANDARDS: Final = ("a-2a", "ua-1")

_FOLDER: Final = Path(__file__).parent / "templates"
# Characters of these kinds have no look of their own or change the look of their neighbours.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_lock: Final = threading.Lock()


def render(template: str, data: Mapping[str, Any], *, language: Language) -> bytes:
    """Return the PDF of a paper; the same template, data and language give the same bytes.

    The data hold only strings, whole numbers, truth values, lists and dictionaries; no string is
    ever read as typesetting source. Raises Unavailable if the paper can not be set. May be called
    from several threads; one paper is set at a time.
    """
    if template not in TEMPLATES:
        raise _failure(template)
    given = {"data": json.dumps(displayable(data), sort_keys=True), "language": language}
    try:
        with _lock:
            made = _compiler().compile(
                input=str(_FOLDER / f"{template}.typ"),
                format="pdf",
                sys_inputs=given,
                pdf_standards=list(PDF_STANDARDS),
            )
    except typst.TypstError as error:
        raise _failure(template) from error
    if not isinstance(made, bytes):
        raise _failure(template)
    return made


def displayable(value: Any) -> Any:
    """Return the data with every character that can not be printed written as `[U+1F600]`.

    Nothing is left out silently: a paper that could not show a character names it instead. Text
    is composed (NFC), so that syllables from decomposed file names are shown whole.
    """
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\t", "    "))
        return "".join(map(_shown, composed))
    if isinstance(value, Mapping):
        return {key: displayable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [displayable(item) for item in value]
    return value


def _shown(character: str) -> str:
    """Return a character that the shipped typefaces can show, or its code point in brackets."""
    if character == "\n":
        return character
    visible = unicodedata.category(character) not in _INVISIBLE
    if visible and ord(character) in fonts.coverage():
        return character
    return f"[U+{ord(character):04X}]"


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler, which keeps the typefaces and parsed templates in memory."""
    return typst.Compiler(root=_FOLDER, font_paths=[fonts.FOLDER], ignore_system_fonts=True)


def _failure(template: str) -> Unavailable:
    """Return the refusal for a paper that could not be set."""
    return Unavailable(
        Text(
            "문서를 만들지 못했습니다. 입력한 내용은 그대로 보존되어 있으니 잠시 뒤에 다시 "
            "시도해 주십시오.",
            "The paper could not be produced. Nothing entered was lost; please try again later.",
        ),
        template=template,
    )
