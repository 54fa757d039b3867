"""What the papers of mediations, arbitrations and consent decisions are called and open with."""

from dataclasses import dataclass

from app.kernel.text import Text
from app.settlements.mediation import rules

BEGUN, CONSENT = "begun", "consent_decision_moved"


@dataclass(frozen=True, slots=True)
class Wording:
    """The title of a paper and its first sentence."""

    title: Text
    opening: Text


# Which event and command has a paper, and how that is worded.
LETTERS: dict[tuple[str, str], Wording] = {
    ("mediation_begun", BEGUN): Wording(
        Text("분쟁조정 개시 통지서", "Notice of Mediation"),
        Text(
            "아래 사건의 분쟁에 관한 조정이 시작되었음을 알려 드립니다.",
            "You are hereby notified that mediation of the dispute in the case below has begun.",
        ),
    ),
    ("mediation_moved", "extend"): Wording(
        Text("조정 기간 연장 통지서", "Notice of Extended Mediation"),
        Text(
            "아래 사건의 조정 기간을 연장하였음을 알려 드립니다.",
            "You are hereby notified that the mediation period in the case below has been extended.",
        ),
    ),
    ("mediation_moved", "settle"): Wording(
        Text("조정 성립 통지서", "Notice of a Mediated Settlement"),
        Text(
            "아래 사건의 조정이 성립하였음을 알려 드립니다.",
            "You are hereby notified that the mediation in the case below has ended in a "
            "settlement.",
        ),
    ),
    ("mediation_moved", "fail"): Wording(
        Text("조정 불성립 통지서", "Notice of Failed Mediation"),
        Text(
            "아래 사건의 조정이 성립하지 않았음을 알려 드립니다.",
            "You are hereby notified that the mediation in the case below has failed.",
        ),
    ),
    ("mediation_moved", "dismiss"): Wording(
        Text("조정 각하 통지서", "Notice of Dismissed Mediation"),
        Text(
            "아래 사건의 조정 신청이 각하되었음을 알려 드립니다.",
            "You are hereby notified that the application for mediation in the case below has "
            "been dismissed.",
        ),
    ),
    (CONSENT, "decide"): Wording(
        Text("동의의결 통지서", "Notice of a Consent Decision"),
        Text(
            "아래 사건에 관하여 동의의결을 하였음을 알려 드립니다.",
            "You are hereby notified that a consent decision has been made in the case below.",
        ),
    ),
    (CONSENT, "cancel"): Wording(
        Text("동의의결 취소 통지서", "Notice of a Cancelled Consent Decision"),
        Text(
            "아래 사건의 동의의결을 취소하였음을 알려 드립니다.",
            "You are hereby notified that the consent decision in the case below has been "
            "cancelled.",
        ),
    ),
}
# The same papers where arbitrators decide the dispute.
ARBITRATION_LETTERS: dict[tuple[str, str], Wording] = {
    ("mediation_begun", BEGUN): Wording(
        Text("중재 개시 통지서", "Notice of Arbitration"),
        Text(
            "아래 사건의 분쟁에 관한 중재가 시작되었음을 알려 드립니다.",
            "You are hereby notified that arbitration of the dispute in the case below has begun.",
        ),
    ),
    ("mediation_moved", "extend"): Wording(
        Text("중재 기간 연장 통지서", "Notice of Extended Arbitration"),
        Text(
            "아래 사건의 중재 기간을 연장하였음을 알려 드립니다.",
            "You are hereby notified that the arbitration period in the case below has been "
            "extended.",
        ),
    ),
    ("mediation_moved", "settle"): Wording(
        Text("중재판정 통지서", "Notice of an Award"),
        Text(
            "아래 사건에 관하여 중재판정이 있었음을 알려 드립니다.",
            "You are hereby notified that an award has been made in the case below.",
        ),
    ),
    ("mediation_moved", "fail"): Wording(
        Text("중재 종료 통지서", "Notice of Ended Arbitration"),
        Text(
            "아래 사건의 중재가 중재판정 없이 끝났음을 알려 드립니다.",
            "You are hereby notified that the arbitration in the case below has ended without an "
            "award.",
        ),
    ),
    ("mediation_moved", "dismiss"): Wording(
        Text("중재 신청 각하 통지서", "Notice of Dismissed Arbitration"),
        Text(
            "아래 사건의 중재 신청이 각하되었음을 알려 드립니다.",
            "You are hereby notified that the application for arbitration in the case below has "
            "been dismissed.",
        ),
    ),
}


def wording(event: str, command: str, forum: str = "") -> Wording:
    """Return how the paper of an event is worded; `forum` is where the dispute is settled."""
    key = (event, command)
    return ARBITRATION_LETTERS[key] if forum == rules.ARBITRATION else LETTERS[key]
