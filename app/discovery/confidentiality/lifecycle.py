"""What may happen to a mark, its lowering, a redaction, a public version, a data room and a note."""

from enum import StrEnum

from app.access.policy import May
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class State(StrEnum):
    """Where one of these things stands."""

    IN_FORCE = "in_force"
    UPHELD = "upheld"
    ENDED = "ended"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    MADE = "made"
    VERIFIED = "verified"
    LEAKED = "leaked"
    FAILED = "failed"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    ISSUED = "issued"
    PROPOSED = "proposed"
    OPEN = "open"
    CLOSED = "closed"
    CLEAR = "clear"
    UNREAD = "unread"
    TOO_CLOSE = "too_close"
    RELEASED = "released"


class Command(StrEnum):
    """What is done with one of these things."""

    LOWER = "lower"
    LAPSE = "lapse"
    UPHOLD = "uphold"
    OVERRULE = "overrule"
    CONFIRM = "confirm"
    REJECT = "reject"
    MAKE = "make"
    PASS = "pass"  # noqa: S105 - a command
    LEAK = "leak"
    FAIL = "fail"
    SUBMIT = "submit"
    ISSUE = "issue"
    OPEN = "open"
    CLOSE = "close"
    RELEASE = "release"


S, C = State, Command
_MARK, _REDACT, _CONFIRM, _WORK = (
    May.EVIDENCE_MARK, May.EVIDENCE_REDACT, May.RELEASE_CONFIRM, May.JOB_RUN,
)  # fmt: skip

# fmt: off
MARK = Lifecycle(
    name="confidentiality_mark", title=Text("비밀 표시", "Confidentiality mark"),
    initial=S.IN_FORCE,
    rows=[
        Row(S.IN_FORCE, C.LOWER, S.ENDED, _CONFIRM, "", Text("하향 확인", "Lowered"), automatic=True),
        Row(S.IN_FORCE, C.LAPSE, S.ENDED, _WORK, "", Text("기간 만료", "Lapsed"), automatic=True),
        Row(S.IN_FORCE, C.UPHOLD, S.UPHELD, _CONFIRM, "", Text("법원이 인정", "Upheld by the court")),
        Row(S.IN_FORCE, C.OVERRULE, S.ENDED, _CONFIRM, "",
            Text("법원이 불인정", "Overruled by the court")),
    ],
    labels={S.IN_FORCE: Text("표시 중", "In force"), S.UPHELD: Text("인정됨", "Upheld"),
            S.ENDED: Text("해제됨", "Ended")},
)

LOWERING = Lifecycle(
    name="level_lowering", title=Text("비밀등급 하향", "Lowering of a level"), initial=S.ASKED,
    rows=[
        Row(S.ASKED, C.CONFIRM, S.CONFIRMED, _CONFIRM, "", Text("확인", "Confirm")),
        Row(S.ASKED, C.REJECT, S.REJECTED, _CONFIRM, "", Text("반려", "Reject")),
    ],
    labels={S.ASKED: Text("요청됨", "Asked"), S.CONFIRMED: Text("확인됨", "Confirmed"),
            S.REJECTED: Text("반려됨", "Rejected")},
)

REDACTION = Lifecycle(
    name="redaction", title=Text("비공개 처리", "Redaction"), initial=S.ASKED,
    rows=[
        Row(S.ASKED, C.MAKE, S.MADE, _WORK, "", Text("가림 처리", "Made"), automatic=True),
        Row(S.ASKED, C.FAIL, S.FAILED, _WORK, "", Text("처리 실패", "Failed"), automatic=True),
        Row(S.MADE, C.FAIL, S.FAILED, _WORK, "", Text("처리 실패", "Failed"), automatic=True),
        Row(S.MADE, C.LEAK, S.LEAKED, _WORK, "", Text("누출 발견", "Leak found"), automatic=True),
        Row(S.MADE, C.PASS, S.VERIFIED, _WORK, "", Text("검증 통과", "Verified"), automatic=True),
    ],
    labels={S.ASKED: Text("요청됨", "Asked"), S.MADE: Text("가림 처리됨", "Made"),
            S.VERIFIED: Text("검증됨", "Verified"), S.LEAKED: Text("누출 발견", "Leak found"),
            S.FAILED: Text("처리 실패", "Failed")},
)

PUBLIC_VERSION = Lifecycle(
    name="public_version", title=Text("공개본", "Public version"), initial=S.ASKED,
    rows=[
        Row(S.ASKED, C.SUBMIT, S.SUBMITTED, May.EVIDENCE_UPLOAD, "", Text("제출", "Submit")),
        Row(S.ASKED, C.MAKE, S.CHECKED, _WORK, "", Text("가림본으로 만듦", "Made by redaction"),
            automatic=True),
        Row(S.LEAKED, C.SUBMIT, S.SUBMITTED, May.EVIDENCE_UPLOAD, "",
            Text("다시 제출", "Submit again")),
        Row(S.SUBMITTED, C.PASS, S.CHECKED, _REDACT, "", Text("누출 검사 통과", "Checked"),
            automatic=True),
        Row(S.SUBMITTED, C.LEAK, S.LEAKED, _REDACT, "", Text("누출 발견", "Leak found"),
            automatic=True),
        Row(S.CHECKED, C.ISSUE, S.ISSUED, _CONFIRM, "", Text("공개", "Issue")),
    ],
    labels={S.ASKED: Text("요청됨", "Asked"), S.SUBMITTED: Text("제출됨", "Submitted"),
            S.CHECKED: Text("검사 통과", "Checked"), S.LEAKED: Text("누출 발견", "Leak found"),
            S.ISSUED: Text("공개됨", "Issued")},
)

DATA_ROOM = Lifecycle(
    name="data_room", title=Text("제한 자료열람실", "Data room"), initial=S.PROPOSED,
    rows=[
        Row(S.PROPOSED, C.OPEN, S.OPEN, _CONFIRM, "", Text("열람 승인", "Open")),
        Row(S.PROPOSED, C.CLOSE, S.CLOSED, _CONFIRM, "", Text("불승인", "Refuse")),
        Row(S.OPEN, C.CLOSE, S.CLOSED, _CONFIRM, "", Text("열람 종료", "Close")),
    ],
    labels={S.PROPOSED: Text("제안됨", "Proposed"), S.OPEN: Text("열람 중", "Open"),
            S.CLOSED: Text("종료", "Closed")},
)

NOTE = Lifecycle(
    name="data_room_note", title=Text("열람 메모", "Viewing note"), initial=S.ASKED,
    rows=[
        Row(S.ASKED, C.PASS, S.CLEAR, May.EVIDENCE_DOWNLOAD, "", Text("겹침 없음", "Clear"),
            automatic=True),
        Row(S.ASKED, C.LEAK, S.TOO_CLOSE, May.EVIDENCE_DOWNLOAD, "",
            Text("비밀과 겹침", "Too close"), automatic=True),
        Row(S.ASKED, C.FAIL, S.UNREAD, May.EVIDENCE_DOWNLOAD, "",
            Text("비교할 수 없음", "Not comparable"), automatic=True),
        Row(S.CLEAR, C.RELEASE, S.RELEASED, _CONFIRM, "", Text("반출", "Release")),
        Row(S.UNREAD, C.RELEASE, S.RELEASED, _CONFIRM, "", Text("확인 후 반출", "Release after reading")),
    ],
    labels={S.ASKED: Text("작성됨", "Written"), S.CLEAR: Text("겹침 없음", "Clear"),
            S.TOO_CLOSE: Text("비밀과 겹침", "Too close to the secret"),
            S.UNREAD: Text("비교할 수 없음", "Not comparable"),
            S.RELEASED: Text("반출됨", "Released")},
)
# fmt: on
