"""What is refused about texts, families and quarantined files."""

from app.kernel.problems import Conflict, Invalid, NotFound
from app.kernel.text import Text


class Quarantined(Conflict):
    """Malware was found in the original, which therefore opens only by an act of its own."""

    slug = "evidence-quarantined"
    title = Text(
        "악성 코드가 발견되어 격리된 자료입니다. 격리 자료 열람으로만 열 수 있습니다",
        "Malware was found in this file; it opens only as a quarantined file",
    )


class NotQuarantined(Conflict):
    """The file is not quarantined and opens in the ordinary way."""

    slug = "evidence-not-quarantined"
    title = Text(
        "격리된 자료가 아닙니다. 일반 내려받기를 이용해 주세요",
        "The file is not quarantined; use the ordinary download",
    )


class MemberMissing(NotFound):
    """The container has no such member."""

    slug = "member-missing"
    title = Text("묶음 안에 그런 파일이 없습니다", "There is no such file in the container")


class MemberClosed(Conflict):
    """A member that is not taken out; `refusal` says why."""

    slug = "member-closed"
    title = Text(
        "이 파일은 묶음에서 꺼낼 수 없습니다", "This file cannot be taken out of its container"
    )


class MemberTaken(Conflict):
    """The member is a piece of evidence of its own already; `item_id` names it."""

    slug = "member-already-extracted"
    title = Text("이미 꺼낸 파일입니다", "This file was taken out already")


class WordsTooShort(Invalid):
    """What is searched for has fewer than two letters."""

    slug = "search-words-too-short"
    title = Text("찾을 말을 두 글자 이상 적어 주세요", "Write at least two letters to search for")
