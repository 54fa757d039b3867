"""What may be refused, and why: problems know no HTTP, only a kind that the web floor maps."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.kernel.text import Text


class Kind(StrEnum):
    """Families of refusal; the web floor gives each one status code."""

    MALFORMED = "malformed"  # the request can not be read
    UNAUTHENTICATED = "unauthenticated"  # who is asking is not known
    FORBIDDEN = "forbidden"  # known, seen, but not allowed
    METHOD = "method"  # the address is right, the method is not
    HIDDEN = "hidden"  # does not exist, or may not be known to exist
    CONFLICT = "conflict"  # the state of the thing does not permit it
    STALE = "stale"  # somebody else changed it since it was read
    PRECONDITION_REQUIRED = "precondition_required"  # the version read must be named
    TOO_LARGE = "too_large"
    INVALID = "invalid"  # readable, but a field is wrong
    TOO_MANY = "too_many"
    NOT_CONFIGURED = "not_configured"  # a figure of law that no source gives
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Basis:
    """An article that a refusal, figure or step rests on."""

    act: str
    article: str

    @classmethod
    def parse(cls, citation: str) -> "Basis":
        """Split `하도급법 제25조의5` into act and article at the first blank before 제."""
        act, mark, article = citation.partition(" 제")
        return cls(act=act, article=f"제{article}" if mark else "")

    def __str__(self) -> str:
        """Return act and article as one citation."""
        return f"{self.act} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong field: where (JSON pointer), a stable code, and how to mend it."""

    pointer: str
    code: str
    detail: Text


class Problem(Exception):
    """A refusal with a stable slug, bilingual words and machine-readable facts."""

    kind: Kind = Kind.INVALID
    slug: str = "invalid"
    title: Text = Text("입력 내용을 확인해 주세요", "There is a problem with the request")

    def __init__(
        self,
        detail: Text | None = None,
        *,
        errors: tuple[FieldError, ...] = (),
        basis: tuple[Basis, ...] = (),
        **facts: Any,
    ) -> None:
        """Keep the words, the wrong fields, the articles and any further facts."""
        super().__init__((detail or self.title).en)
        self.detail = detail or self.title
        self.errors = errors
        self.basis = basis
        self.facts = facts


class Invalid(Problem):
    """A field is wrong; `errors` names each one."""


class Malformed(Problem):
    """The request can not be read."""

    kind, slug = Kind.MALFORMED, "malformed"
    title = Text("요청을 읽을 수 없습니다", "The request cannot be read")


class MethodNotAllowed(Problem):
    """The address is there, but not for this method."""

    kind, slug = Kind.METHOD, "method-not-allowed"
    title = Text("이 주소에는 그렇게 보낼 수 없습니다", "This address does not take that method")


class NotFound(Problem):
    """There is no such thing, or its existence may not be known to the one asking."""

    kind, slug = Kind.HIDDEN, "not-found"
    title = Text("없거나 볼 수 없는 페이지입니다", "Not found, or not yours to see")


class Unauthenticated(Problem):
    """Nobody is signed in."""

    kind, slug = Kind.UNAUTHENTICATED, "sign-in-needed"
    title = Text("로그인이 필요합니다", "Sign in first")


class Forbidden(Problem):
    """The actor is known but the policy table does not allow the act."""

    kind, slug = Kind.FORBIDDEN, "not-allowed"
    title = Text("이 일을 할 권한이 없습니다", "You are not allowed to do this")


class Conflict(Problem):
    """The state of the thing does not permit the act."""

    kind, slug = Kind.CONFLICT, "conflict"
    title = Text("지금 상태에서는 할 수 없습니다", "This cannot be done in the present state")


class Stale(Problem):
    """Somebody else changed the thing since it was read."""

    kind, slug = Kind.STALE, "changed-elsewhere"
    title = Text("다른 곳에서 수정되었습니다", "Changed elsewhere")


class VersionRequired(Problem):
    """A write must name the version it was made on."""

    kind, slug = Kind.PRECONDITION_REQUIRED, "version-required"
    title = Text("If-Match 머리글에 읽은 판을 적어 주세요", "Name the version you read in If-Match")


class TooLarge(Problem):
    """A request, file or quota is over its limit."""

    kind, slug = Kind.TOO_LARGE, "too-large"
    title = Text("허용된 크기를 넘었습니다", "Larger than allowed")


class TooMany(Problem):
    """Too many tries in the time allowed."""

    kind, slug = Kind.TOO_MANY, "too-many-requests"
    title = Text("잠시 뒤에 다시 시도해 주세요", "Try again in a while")


class NotConfigured(Problem):
    """A figure of law is asked for that no source gives and no agency has entered."""

    kind, slug = Kind.NOT_CONFIGURED, "not-configured"
    title = Text("설정되지 않은 법정 수치입니다", "This figure of law is not configured")


class Unavailable(Problem):
    """The service can not answer just now."""

    kind, slug = Kind.UNAVAILABLE, "unavailable"
    title = Text("지금은 처리할 수 없습니다", "The service cannot do this just now")
