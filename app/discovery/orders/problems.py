"""Refusals of this room."""

from app.kernel.problems import Conflict, Forbidden, Invalid
from app.kernel.text import Text


class OrderWrong(Invalid):
    """What was entered of an order cannot stand; `errors` names each field."""

    slug = "order-wrong"
    title = Text("명령의 내용을 확인해 주세요", "Check what is said of the order")


class NoteWrong(Invalid):
    """A line of the journal cannot stand; `errors` names each field."""

    slug = "order-note-wrong"
    title = Text("기록할 내용을 확인해 주세요", "Check what is to be noted")


class NoteTooEarly(Conflict):
    """A line of the journal needs another one before it."""

    slug = "order-note-too-early"
    title = Text("먼저 기록되어야 할 사항이 있습니다", "Something else must be on record first")


class OrderOver(Conflict):
    """The order does not bind any more."""

    slug = "order-over"
    title = Text("효력이 끝난 명령입니다", "The order does not bind any more")


class ReleaseAsked(Conflict):
    """Another request to end the order is waiting for its answer."""

    slug = "release-asked"
    title = Text("확인을 기다리는 해제 요청이 있습니다", "A request to end this order is waiting")


class AlreadyAcknowledged(Conflict):
    """The custodian has confirmed the notice before."""

    slug = "already-acknowledged"
    title = Text("이미 확인한 통지입니다", "This notice was acknowledged before")


class AlreadyServed(Conflict):
    """The order was served on this person before."""

    slug = "already-served"
    title = Text("이미 송달한 사람입니다", "It was served on this person before")


class NotDisposable(Conflict):
    """The file may not be disposed of now; the detail says why."""

    slug = "not-disposable"
    title = Text("지금은 폐기할 수 없는 자료입니다", "This evidence may not be disposed of now")


class NotNamed(Forbidden):
    """A confidentiality order is in effect and does not name the reader, or was not served on them."""

    slug = "not-named-by-confidentiality-order"
    title = Text(
        "비밀유지명령이 내려진 자료입니다. 명령에 이름이 있고 송달을 받은 사람만 볼 수 있습니다",
        "A confidentiality order is in effect: only those whom it names and who were served may read",
    )


class ReportClosed(Forbidden):
    """The experts' report is not open to the applicant: the examined party reads it first."""

    slug = "report-not-open-to-applicant"
    title = Text(
        "신청인에게 아직 공개되지 않았거나 신청인이 배제된 조사결과보고서입니다",
        "The report is not yet open to the applicant, or the court excluded the applicant",
    )
