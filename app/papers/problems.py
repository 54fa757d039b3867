"""What is refused about papers."""

from app.kernel.problems import Conflict, NotFound, Unavailable
from app.kernel.text import Text


class NoSuchCode(NotFound):
    """No paper bears this verification code."""

    slug = "no-such-verification-code"
    title = Text(
        "이 확인번호로 발급된 문서가 없습니다. 확인번호와 문서번호를 다시 확인해 주십시오",
        "No paper bears this code; check code and number against the paper",
    )


class NotInThisLanguage(NotFound):
    """The paper was issued in one language only."""

    slug = "not-in-this-language"
    title = Text(
        "이 문서는 해당 언어로 발급되지 않았습니다", "The paper was not issued in this language"
    )


class PaperNotInForce(Conflict):
    """The paper was replaced or withdrawn before."""

    slug = "paper-not-in-force"
    title = Text(
        "이미 대체되었거나 철회된 문서입니다", "The paper was replaced or withdrawn before"
    )


class PaperDamaged(Unavailable):
    """The stored file is not the one that was issued; it is not handed out."""

    slug = "paper-damaged"
    title = Text(
        "저장된 문서가 발급된 문서와 달라 내보내지 않습니다. 담당 부서에 알려 주십시오",
        "The stored file is not the one that was issued; please tell the agency",
    )
