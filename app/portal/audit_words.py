"""The entries of the log in words: what happened, what changed, and which entries are reads."""

from collections.abc import Callable
from functools import cache
from typing import Any

from app.cases.lifecycle import TRACKS
from app.discovery.confidentiality.lifecycle import MARK
from app.discovery.evidence.custody_words import purpose_of
from app.discovery.transmissions.lifecycle import TRANSMISSION
from app.discovery.transmissions.rules import CHOICE_LABELS
from app.kernel.text import Language, Text
from app.portal.audit_event_names import KOREAN
from app.portal.start import known_problems

READS = (
    "confidential_read", "evidence_downloaded", "evidence_text_given", "evidence_searched",
    "quarantine_opened", "data_room_page_viewed", "record_package_downloaded",
    "production_taken", "public_version_given", "custody_exported", "seal_opened",
    "act_refused",
)  # fmt: skip
"""The entries that tell who opened something, or was refused when trying."""

CHANNELS: dict[str, Text] = {
    "session": Text("화면", "Portal"),
    "token": Text("API", "API"),
    "job": Text("자동 처리", "Worker"),
    "code": Text("이어쓰기 코드", "Resume code"),
    "public": Text("로그인 전", "Before sign-in"),
}
_STATES = (
    {str(s): track.label(s) for track in TRACKS.values() for s in track.states()}
    | {str(s): TRANSMISSION.label(s) for s in TRANSMISSION.states()}
    | {str(code): words for code, words in CHOICE_LABELS.items()}
)
# What was read, as the entries of confidential reads call it.
_READ: dict[str, Text] = {
    "evidence": Text("증거 원본", "Evidence"),
    "evidence_words": Text("증거 본문의 낱말 위치", "Places of words in evidence"),
    "complainant": Text("신고인 신원", "Complainant's identity"),
    "production": Text("제출본", "Production"),
    "record_package": Text("송부 꾸러미", "Record package"),
    "data_room_page": Text("자료 열람실", "Data room"),
    "viewing_note": Text("열람 메모", "Viewing note"),
    "wall_reason": Text("차단벽 사유", "Reason of a wall"),
}
# Why something was refused: the checks of the policy table, and those that ask about one thing.
WHY: dict[str, Text] = {
    "disabled": Text("사용이 중지된 계정", "Disabled account"),
    "wall": Text("차단벽", "Behind a wall"),
    "role": Text("역할에 없는 권한", "Not given to the role"),
    "tie": Text("관계 없는 대상", "No relation to it"),
    "scope": Text("토큰에 없는 권한", "Outside the token's scopes"),
    "level": Text("비밀등급 초과", "Above the level allowed"),
    "step_up": Text("추가 인증 필요", "Second factor needed"),
    "same_person": Text("같은 사람이 할 수 없는 일", "Another person must do it"),
    "owner": Text("기업 대표 회원이 아님", "Not an owner of the company"),
    "company": Text("구성원이 아닌 기업", "Not a member of the company"),
    "draft": Text("작성 중인 자료", "Still in a draft"),
    "other_account": Text("다른 계정의 업로드", "Upload of another account"),
    "other_side": Text("상대방의 자료", "Evidence of the other side"),
    "other_viewer": Text("다른 열람자의 메모", "Note of another viewer"),
    "not_in_the_room": Text("열람실에 없는 자료", "Not in the data room"),
    "confidentiality_order": Text("비밀유지명령", "Confidentiality order"),
    "report": Text("공개 전 조사보고서", "Report not yet opened"),
}
_MARK_ENDS = {str(row.command): row.label for row in MARK.rows}
# What an entry says of the value before and after, by the names that events give them.
_PAIRS = (
    ("from_state", "to_state"), ("before_won", "after_won"), ("before", "after"),
    ("", "to_state"), ("", "state"), ("", "to_level"), ("", "effective_level"), ("", "choice"),
)  # fmt: skip


@cache
def _titles() -> dict[str, Text]:
    return {slug: known.title for slug, known in known_problems().items()}


def _why(code: str) -> Text:
    return WHY.get(code) or _MARK_ENDS.get(code) or Text(code, code)


# What an entry says of purpose and reason, and how its code is read.
_NAMED: dict[str, Callable[[str], Text]] = {
    "purpose_code": lambda code: Text(*purpose_of(code)),
    "what": lambda code: _READ.get(code) or Text(code, code),
    "because": _why,
    "problem": lambda code: _titles().get(code) or Text(code, code),
}


def event_words(event: str, language: Language) -> str:
    """Return what happened; an event without Korean words keeps its own name."""
    english = event.replace("_", " ").capitalize()
    return KOREAN.get(event, english) if language == "ko" else english


def change_words(data: dict[str, Any], language: Language) -> tuple[str, str]:
    """Return the value before and after, as far as the entry has them."""
    for before, after in _PAIRS:
        if data.get(after) not in (None, "") and (not before or before in data):
            return _value(data.get(before), language), _value(data[after], language)
    return "", ""


def purpose_words(data: dict[str, Any], language: Language) -> str:
    """Return what was read and why, or why it was refused, as the entry has it."""
    found = [(name, str(data[name])) for name in _NAMED if data.get(name)]
    return " · ".join(_NAMED[name](code).get(language) for name, code in found)


def _value(value: object, language: Language) -> str:
    if value is None:
        return ""
    words = _STATES.get(str(value))
    return words.get(language) if words else str(value)
