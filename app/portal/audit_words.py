"""The entries of the log in words: what happened, what changed, and which entries are reads."""

from typing import Any

from app.cases.lifecycle import TRACKS
from app.discovery.transmissions.lifecycle import TRANSMISSION
from app.discovery.transmissions.rules import CHOICE_LABELS
from app.kernel.text import Language, Text
from app.portal.audit_event_names import KOREAN

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
# What an entry says of the value before and after, by the names that events give them.
_PAIRS = (
    ("from_state", "to_state"), ("before_won", "after_won"), ("before", "after"),
    ("", "to_state"), ("", "state"), ("", "to_level"), ("", "effective_level"), ("", "choice"),
)  # fmt: skip
_PURPOSES = ("purpose_code", "legal_basis", "what", "because", "problem")


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
    found = [str(data[name]) for name in _PURPOSES if data.get(name)]
    return " · ".join(_READ[one].get(language) if one in _READ else one for one in found)


def _value(value: object, language: Language) -> str:
    if value is None:
        return ""
    words = _STATES.get(str(value))
    return words.get(language) if words else str(value)
