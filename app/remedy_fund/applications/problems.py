"""Refusals of this room."""

from app.kernel.problems import Conflict, Forbidden, Invalid
from app.kernel.text import Text


class NoApplicantFirm(Conflict):
    """The case was not filed by a registered firm, so nobody can apply from it."""

    slug = "no-applicant-firm"
    title = Text(
        "등록된 기업이 신고한 사건에서만 신청할 수 있습니다",
        "Only a registered firm that filed the case can apply",
    )


class HarmClaimed(Conflict):
    """The same harm of the case is claimed for the same benefit already."""

    slug = "harm-claimed-already"
    title = Text(
        "같은 피해로 이미 신청한 지원 항목입니다",
        "This harm is claimed for this benefit already",
    )


class OverTheLoss(Conflict):
    """Award and all other compensation together would exceed the assessed loss."""

    slug = "over-the-loss"
    title = Text(
        "지원액과 다른 배상·보상의 합이 인정 손해액을 넘습니다",
        "Award and other compensation exceed the assessed loss",
    )


class OverTheLine(Invalid):
    """A line would get more than its share of the cost, its ceiling or what was asked for."""

    slug = "over-the-line"
    title = Text("지원 항목의 한도를 넘습니다", "More than this benefit allows")


class NotPayable(Conflict):
    """Nothing may be paid on the application now; `reasons` says why."""

    slug = "application-not-payable"
    title = Text("지금은 지급할 수 없는 신청입니다", "Nothing may be paid on this application now")


class PayeeMissing(Conflict):
    """No account was named."""

    slug = "payee-missing"
    title = Text("지급 계좌가 등록되지 않았습니다", "No payee account was named")


class ObjectionLate(Conflict):
    """The time to object is over."""

    slug = "objection-late"
    title = Text("이의신청 기간이 지났습니다", "The time to object is over")


class NothingToObjectTo(Conflict):
    """There is no decision to object to, or it is objected to already."""

    slug = "nothing-to-object-to"
    title = Text("이의신청할 수 있는 결정이 없습니다", "There is no decision to object to")


class DecidedBySelf(Forbidden):
    """Whoever decided on an application does not answer the objection to it."""

    slug = "objection-to-own-decision"
    title = Text(
        "이 신청을 결정한 사람은 그 이의신청을 처리할 수 없습니다",
        "Whoever decided on the application cannot answer the objection to it",
    )


class UnknownEvidence(Invalid):
    """A piece of evidence is not on the file of the case or of the application."""

    slug = "unknown-evidence"
    title = Text("사건에 없는 증거입니다", "Not a piece of evidence of this case")
