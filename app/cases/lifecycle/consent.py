"""The consent to tell the respondent: asked, answered, or taken as refused by silence."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text

_ORDER = "하도급법 시행령 제10조"


class ConsentState(StrEnum):
    """Where the question stands."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    NOTIFIED = "notified"
    NOT_NEEDED = "not_needed"  # opened ex officio: there is nobody to ask


class ConsentCommand(StrEnum):
    """What may be done about it."""

    ASK = "ask"
    GIVE = "give"
    REFUSE = "refuse"
    LAPSE = "lapse"
    NOTIFY = "notify"


S, C = ConsentState, ConsentCommand

CONSENT = Lifecycle(
    name="consent",
    title=Text("피신고인 통지 동의", "Consent to tell the respondent"),
    initial=S.NOT_ASKED,
    rows=[
        Row(S.NOT_ASKED, C.ASK, S.ASKED, May.CONSENT_ASK, f"{_ORDER}제2항",
            Text("통지 동의 요청", "Ask for consent")),
        Row(S.NOT_ASKED, C.GIVE, S.GIVEN, May.CONSENT_ANSWER, f"{_ORDER}제3항",
            Text("통지 동의", "Give consent")),
        Row(S.ASKED, C.GIVE, S.GIVEN, May.CONSENT_ANSWER, f"{_ORDER}제3항",
            Text("통지 동의", "Give consent")),
        Row(S.ASKED, C.REFUSE, S.REFUSED, May.CONSENT_ANSWER, f"{_ORDER}제3항",
            Text("통지 거부", "Refuse consent")),
        Row(S.NOT_ASKED, C.REFUSE, S.REFUSED, May.CONSENT_ANSWER, f"{_ORDER}제3항",
            Text("통지 거부", "Refuse consent")),
        Row(S.ASKED, C.LAPSE, S.REFUSED, May.CASE_MOVE, f"{_ORDER}제3항",
            Text("회신 없음(부동의로 봄)", "Silence counts as refusal"), automatic=True),
        Row(S.REFUSED, C.GIVE, S.GIVEN, May.CONSENT_ANSWER, f"{_ORDER}제3항",
            Text("통지 동의로 변경", "Give consent after all")),
        Row(S.GIVEN, C.REFUSE, S.REFUSED, May.CONSENT_ANSWER, f"{_ORDER}제3항",
            Text("통지 동의 철회", "Withdraw consent")),
        Row(S.GIVEN, C.NOTIFY, S.NOTIFIED, May.RESPONDENT_NOTIFY, f"{_ORDER}제4항",
            Text("피신고인 통지", "Tell the respondent")),
    ],
    labels={
        S.NOT_ASKED: Text("묻지 않음", "Not asked"),
        S.ASKED: Text("회신 대기", "Waiting for an answer"),
        S.GIVEN: Text("동의", "Given"),
        S.REFUSED: Text("부동의", "Refused"),
        S.NOTIFIED: Text("통지함", "Respondent told"),
        S.NOT_NEEDED: Text("대상 아님(직권인지)", "Not asked: opened ex officio"),
    },
)  # fmt: skip
