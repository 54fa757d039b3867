"""What is refused about secrecy, redaction and viewing."""

from app.kernel.problems import Conflict, Forbidden, Invalid, TooLarge
from app.kernel.text import Text


class PdfUnreadable(Invalid):
    """The PDF is damaged, empty, or opens with a password only."""

    slug = "pdf-unreadable"
    title = Text(
        "PDF를 열 수 없습니다. 손상되었거나 암호가 걸린 파일인지 확인해 주세요",
        "The PDF cannot be opened. Check whether it is damaged or needs a password",
    )


class NotPdf(Invalid):
    """Pages can be shown and blacked out in a PDF only."""

    slug = "not-a-pdf"
    title = Text(
        "PDF 파일만 처리할 수 있습니다. 자료를 PDF로 바꾸어 올려 주세요",
        "Only PDF files can be processed. Upload the evidence as a PDF",
    )


class PdfTooLong(TooLarge):
    """The PDF has more pages than are processed at once."""

    slug = "pdf-too-long"
    title = Text(
        "쪽수가 너무 많습니다. 파일을 나누어 주세요", "The PDF has too many pages; split it"
    )


class PdfTooHeavy(TooLarge):
    """The PDF has more bytes than are taken into memory."""

    slug = "pdf-too-heavy"
    title = Text(
        "파일이 너무 커서 한 번에 처리할 수 없습니다. 파일을 나누어 주세요",
        "The file is too large to be processed at once; split it",
    )


class PageTooLarge(TooLarge):
    """A page is so large that its picture would not fit into memory."""

    slug = "page-too-large"
    title = Text("쪽 크기가 너무 큽니다", "A page of the PDF is too large")


class PageMissing(Invalid):
    """The PDF has no such page."""

    slug = "page-missing"
    title = Text("없는 쪽입니다", "There is no such page")


class BoxOutside(Invalid):
    """A box lies on no page; nothing would be blacked out."""

    slug = "box-outside"
    title = Text(
        "가림 영역이 쪽 밖에 있습니다. 위치를 확인해 주세요", "A box lies outside the pages"
    )


class NothingToRedact(Invalid):
    """Neither boxes were given nor was any of the words found."""

    slug = "nothing-to-redact"
    title = Text(
        "가릴 곳이 없습니다. 낱말을 찾지 못했거나 영역을 지정하지 않았습니다",
        "There is nothing to black out: no box was given and no word was found",
    )


class PairWrong(Invalid):
    """The public version offered is not another file of the same side in the same case."""

    slug = "public-version-wrong"
    title = Text(
        "공개본은 같은 사건에 같은 당사자가 따로 올린 PDF여야 합니다",
        "A public version must be another PDF that the same side sent to the same case",
    )


class SamePerson(Forbidden):
    """Whoever asked for a step may not confirm it."""

    slug = "another-person-needed"
    title = Text(
        "요청한 사람이 아닌 다른 담당자가 확인해야 합니다",
        "Somebody other than the person who asked must confirm this",
    )


class MarkFixed(Conflict):
    """A claim of privilege and a sealed set end by a decision only."""

    slug = "mark-needs-decision"
    title = Text(
        "법원의 판단이 있어야 풀 수 있는 표시입니다",
        "This mark ends by a decision of the court only",
    )


class LoweringOpen(Conflict):
    """A lowering of the same mark is waiting already."""

    slug = "lowering-open"
    title = Text("이미 등급 하향 요청이 있습니다", "A lowering of this mark is waiting already")


class RoomShut(Conflict):
    """The data room is not open at this instant."""

    slug = "data-room-shut"
    title = Text("지금은 열람할 수 없는 자료실입니다", "The data room is not open now")


class NoteTooClose(Conflict):
    """The note repeats what the evidence keeps secret."""

    slug = "note-repeats-secret"
    title = Text(
        "열람 메모가 비밀 내용과 겹쳐 내보낼 수 없습니다",
        "The note repeats the secret content and may not leave",
    )


class PlaceWrong(Invalid):
    """A piece of evidence named is not on the file of this case."""

    slug = "evidence-of-another-case"
    title = Text("이 사건의 자료가 아닙니다", "The evidence is not on the file of this case")


class NotIssued(Conflict):
    """The public version was not issued: it is asked for, being made or being checked."""

    slug = "public-version-not-issued"
    title = Text("아직 공개되지 않은 공개본입니다", "This public version has not been issued yet")
