"""What may happen between a piece of evidence and the malware scanner; originals always stay."""

from enum import StrEnum

from app.access.policy import May
from app.discovery.texts.rules import TextState
from app.kernel.lifecycle import Lifecycle, Row
from app.kernel.text import Text


class ScanState(StrEnum):
    """What is known of malware in a piece of evidence; shown wherever the piece is."""

    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"
    QUARANTINED = "quarantined"


class ScanCommand(StrEnum):
    """What a scan says."""

    PASS = "pass"  # noqa: S105 - what a scan says, not a secret
    QUARANTINE = "quarantine"
    FORGET = "forget"


N, C, Q = ScanState.NOT_SCANNED, ScanState.CLEAN, ScanState.QUARANTINED
_PASSED = Text("이상 없음", "Nothing found")
_CAUGHT = Text("악성 코드 발견, 격리", "Malware found, quarantined")


def _row(source: ScanState, command: ScanCommand, target: ScanState, label: Text) -> Row:
    return Row(source, command, target, May.JOB_RUN, "", label, automatic=True)


SCAN = Lifecycle(
    name="malware_scan",
    title=Text("악성 코드 검사", "Malware scan"),
    initial=N,
    rows=[
        _row(N, ScanCommand.PASS, C, _PASSED),
        _row(N, ScanCommand.QUARANTINE, Q, _CAUGHT),
        _row(N, ScanCommand.FORGET, N, Text("검사하지 못함", "Could not be scanned")),
        _row(C, ScanCommand.PASS, C, _PASSED),
        _row(C, ScanCommand.QUARANTINE, Q, _CAUGHT),
        # A scan that did not happen takes back neither an earlier finding nor an earlier pass.
        _row(C, ScanCommand.FORGET, C, Text("앞선 결과 유지", "The earlier result stands")),
        _row(Q, ScanCommand.PASS, C, Text("다시 검사하여 격리 해제", "Scanned again and released")),
        _row(Q, ScanCommand.QUARANTINE, Q, _CAUGHT),
        _row(Q, ScanCommand.FORGET, Q, Text("격리 유지", "The quarantine stands")),
    ],
    labels={
        N: Text("검사하지 않음", "Not scanned"),
        C: Text("이상 없음", "Clean"),
        Q: Text("격리됨", "Quarantined"),
    },
)

TEXT_LABELS: dict[TextState, Text] = {
    TextState.WAITING: Text("읽는 중", "Being read"),
    TextState.TEXT: Text("본문 있음", "Text was read"),
    TextState.EMPTY: Text(
        "글자가 없음(그림뿐이면 문자 인식을 요청하세요)",
        "No text (if it holds pictures only, ask for recognition)",
    ),
    TextState.ENCRYPTED: Text("암호가 걸려 읽지 못함", "Locked by a password"),
    TextState.UNSUPPORTED: Text("본문을 읽지 않는 형식", "A kind whose text is not read"),
    TextState.FAILED: Text("읽지 못함", "Could not be read"),
    TextState.TOO_LARGE: Text("너무 커서 다 읽지 못함", "Too large to be read whole"),
    TextState.OCR_NOT_AVAILABLE: Text(
        "문자 인식 프로그램이 설치되지 않음", "Text recognition is not installed"
    ),
}
