"""Refusals of this room."""

from collections.abc import Sequence

from app.discovery.productions.values import Finding
from app.kernel.problems import Conflict, FieldError, Invalid, NotConfigured
from app.kernel.text import Text


class ProductionRefused(Conflict):
    """A set may not be built; `errors` names every finding."""

    slug = "production-refused"
    title = Text("제출 자료를 만들 수 없습니다", "The production cannot be built")

    @classmethod
    def over(cls, findings: Sequence[Finding]) -> "ProductionRefused":
        """Return the refusal over some findings."""
        errors = tuple(
            FieldError(
                f"/documents/{one.document_id}" if one.document_id else "", one.code, one.words
            )
            for one in findings
        )
        return cls(findings[0].words, errors=errors, codes=sorted({one.code for one in findings}))


class UnknownDocument(Invalid):
    """A mark is put on something that is not in the set."""

    slug = "production-document-unknown"
    title = Text("이 제출 자료에 없는 자료입니다", "Not a document of this production")


class PrefixFixed(Conflict):
    """The matter's page numbers have another form already, and keep it."""

    slug = "bates-prefix-fixed"
    title = Text(
        "이 사건의 쪽 번호 형식은 이미 정해져 있습니다", "The form of the matter's numbers is fixed"
    )


class NothingCollected(Conflict):
    """The case has no evidence from which a production could be made."""

    slug = "nothing-collected"
    title = Text("사건에 제출할 자료가 없습니다", "The case has no evidence to produce")


class NotBuilt(Conflict):
    """There is nothing to download or compare yet."""

    slug = "production-not-built"
    title = Text("아직 만들어지지 않은 제출 자료입니다", "The production has not been built yet")


class ReplacementWrong(Conflict):
    """Only an issued production of the same case is replaced by another one."""

    slug = "production-not-replaceable"
    title = Text(
        "교부한 같은 사건의 제출 자료만 다시 만들 수 있습니다",
        "Only an issued production of the same case can be replaced",
    )


class NoExhibits(Conflict):
    """The production has no exhibit numbers, so there is nothing to file under one."""

    slug = "production-without-exhibits"
    title = Text("호증 번호를 붙이지 않은 제출 자료입니다", "The production has no exhibit numbers")


class CourtLimitsUnknown(NotConfigured):
    """The court's present limits for electronic filing were not entered with their source."""

    slug = "court-limits-not-configured"
    title = Text(
        "전자소송 제출 한도가 설정되지 않아 나눌 수 없습니다",
        "The e-court limits are not configured, so nothing is split",
    )


class FileDoesNotFit(Conflict):
    """One file is over the court's limit and has no pages at which it could be cut."""

    slug = "file-does-not-fit-the-court"
    title = Text(
        "전자소송 제출 한도에 맞지 않는 파일입니다", "A file does not fit the limits of the e-court"
    )
