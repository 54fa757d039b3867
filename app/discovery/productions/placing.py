"""A document in its place: its numbers, its files, and what the production says about it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from app.discovery.productions.load_files import FROM_METADATA, PageImage
from app.discovery.productions.values import GROUNDS, DocumentValue, Ground, Standing

_TOLD_OF_WITHHELD = ("AUTHOR", "FROM", "TO", "CC", "BCC", "DATESENT", "CREATEDATE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A document with a place in a production; what has no number leaves no trace but in counts.

    `pages` are those of the document as it was collected; `images` those that were written.
    `page_digests` are of the pages before the number was put on, so that two productions compare.
    `native_absent` is why the native stays behind, `other_custodians` who else had a duplicate.
    """

    document: DocumentValue
    begin: str = ""
    end: str = ""
    attach: tuple[str, str] = ("", "")
    parent: str = ""
    pages: int = 1
    images: tuple[PageImage, ...] = ()
    page_digests: tuple[str, ...] = ()
    native: str = ""
    native_absent: str = ""
    other_custodians: tuple[str, ...] = ()
    text: str = ""
    text_sha256: str = ""
    sha256: str = ""
    size_bytes: int = 0

    @property
    def withheld(self) -> bool:
        """Tell if nothing but a slip sheet or a logged gap stands for the document."""
        return self.document.standing is Standing.WITHHELD

    @property
    def redacted(self) -> bool:
        """Tell if passages of the document were covered."""
        return self.document.redaction is not None and not self.withheld

    def row(self) -> dict[str, str]:
        """Return the document's line of the DAT; of what is withheld only what reveals nothing."""
        document = self.document
        told = {
            "BEGBATES": self.begin, "ENDBATES": self.end, "BEGATTACH": self.attach[0],
            "ENDATTACH": self.attach[1], "PARENT_BATES": self.parent,
            "PGCOUNT": str(len(self.images)), "CUSTODIAN": document.custodian,
            "EXHIBIT_NO": document.exhibit_number, "CONFIDENTIALITY": str(document.shown_level),
            "DUPLICATE_CUSTODIANS": "; ".join(self.other_custodians), "REDACTED": "Y" if self.redacted else "N", "WITHHELD": "Y" if self.withheld else "N",
            "REPLACES_BEGBATES": document.former_number,
        }  # fmt: skip
        if self.withheld:
            return told | {"WITHHELD_REASON": ground_name(document.ground)}
        return told | self._revealed()

    def _revealed(self) -> dict[str, str]:
        document = self.document
        name = PurePosixPath(document.file_name)
        revealed = {
            "FILENAME": document.file_name, "FILEEXT": name.suffix.removeprefix("."),
            "MIMETYPE": document.native.media_type, "SHA256": self.sha256,
            "FILESIZE": str(self.size_bytes) if self.native else "",
            "NATIVE_ABSENT": self.native_absent, **self._text_told(), "NATIVELINK": self.native.replace("/", "\\"), "TEXTLINK": self.text.replace("/", "\\"),
        }  # fmt: skip
        if self.redacted:
            # Fields may repeat what was covered; only what names the paper itself is kept.
            return revealed | {"FILENAME": "", "REDACTION_REASON": self.redaction_reason()}
        kept = {name: document.metadata.get(name, "") for name in FROM_METADATA}
        return revealed | kept | {"CONFIDENTIAL_PAGES": document.confidential_pages}

    def _text_told(self) -> dict[str, str]:
        said = self.document.shown_text
        if not self.text or said is None:
            return {"TEXT_ABSENT": self.document.shown_text_absent}
        sure = said.confidence_percent
        return {
            "TEXT_ABSENT": said.note, "TEXT_METHOD": f"{said.method} {said.engine}".strip(),
            "TEXT_CONFIDENCE": "" if sure is None else f"{sure}%",
        }  # fmt: skip

    def redaction_reason(self) -> str:
        """Return the grounds on which passages were covered."""
        redaction = self.document.redaction
        return "; ".join(ground_name(one) for one in redaction.grounds) if redaction else ""

    def record(self) -> dict[str, Any]:
        """Return what is kept of the document to compare it with another production's."""
        return {
            "id": self.document.id,
            "begin": self.begin,
            "end": self.end,
            "standing": str(self.document.standing),
            "custodian": self.document.custodian,
            "pages": self.pages,
            "images": len(self.images),
            "page_digests": list(self.page_digests),
            "redacted": self.redacted,
            "text_sha256": self.text_sha256,
            "shown_item": self.document.shown_item,
            "shown_sha256": self.document.shown.sha256,
            "fields": self.row() if self.begin else {},
        }

    def log_fields(self) -> dict[str, str]:
        """Return who wrote what to whom and when, as a log of withheld papers tells it."""
        metadata = self.document.metadata
        return {name: metadata.get(name, "") for name in _TOLD_OF_WITHHELD}


def ground_name(ground: Ground | None) -> str:
    """Return a ground in both languages, as files for people show it."""
    if ground is None:
        return ""
    words = GROUNDS[ground]
    return f"{words.ko} / {words.en}"
