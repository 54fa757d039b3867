"""What each link of a chain of custody is called, and which of them a party may read. Pure."""

from dataclasses import dataclass

from app.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of link: its name, who may read of it, and whether it says that nothing was done.

    `told` is true where a party may learn of it on the chain of its own evidence. What orders,
    investigation and courts do is not told there: an order reaches a party by being served.
    """

    name: Text
    told: bool = True
    refusal: bool = False


def _told(ko: str, en: str) -> Act:
    return Act(Text(ko, en))


def _inside(ko: str, en: str) -> Act:
    return Act(Text(ko, en), told=False)


ACTS: dict[str, Act] = {
    # -- coming in
    "received": _told("접수하여 보관함", "Received and stored"),
    "fingerprint_matched": _told("먼저 등록한 지문과 일치함", "Matched the registered hash"),
    "receipt_given": _told("접수증 발급", "Receipt given"),
    "member_extracted": _told("안에 든 파일을 꺼냄", "A file inside was taken out"),
    "derived": _told("다른 자료에서 만들어짐", "Made from another piece"),
    # -- reading
    "downloaded": _told("내려받음", "Downloaded"),
    "text_read": _told("본문을 읽음", "Its text was read"),
    "found_by_search": _inside("검색으로 찾음", "Found by a search"),
    "data_room_opened": _inside("제한 열람실에 놓임", "Laid in a data room"),
    "data_room_closed": _inside("제한 열람이 끝남", "Data room closed"),
    "page_viewed": _inside("제한 열람실에서 한 쪽을 봄", "A page was viewed in a data room"),
    "exported": _told("보관 이력을 문서로 내보냄", "Its chain of custody was exported"),
    # -- malware
    "quarantined": _told("악성 코드가 발견되어 격리함", "Quarantined: malware was found"),
    "quarantine_lifted": _told("다시 검사하여 격리를 풂", "Quarantine lifted after a new scan"),
    "quarantine_opened": _inside("격리된 원본을 꺼냄", "Taken out of quarantine"),
    # -- wholeness
    "found_damaged": _told("읽어 보니 접수한 것과 다름", "Found other than it was received"),
    "found_whole": _told("다시 읽음: 이상 없음", "Read again: whole"),
    "restored": _told("다른 사본으로 복구함", "Restored from the other copy"),
    "copy_found_damaged": _told("둘째 사본이 접수한 것과 다름", "Second copy other than received"),
    "copy_found_whole": _told("둘째 사본을 다시 읽음: 이상 없음", "Second copy read again: whole"),
    "copy_restored": _told("둘째 사본을 복구함", "Second copy restored"),
    # -- secrecy
    "marked": _told("비밀로 표시함", "Marked as secret"),
    "mark_ended": _told("비밀 표시가 끝남", "A mark ended"),
    "level_followed": _told("묶음의 등급을 따라 바뀜", "Its level followed its container's"),
    "lowering_asked": _told("등급 하향을 요청함", "A lower level was asked for"),
    "lowering_rejected": Act(
        Text("등급 하향을 받아들이지 않음", "A lower level was refused"), refusal=True
    ),
    "privilege_upheld": _told("변호사 비밀을 법원이 인정함", "The court upheld privilege"),
    "public_version_asked": _told("공개본을 요청함", "A public version was asked for"),
    "offered_public": _told("공개본으로 제출함", "Handed in as a public version"),
    "public_checked": _told("공개본 누출 검사를 통과함", "Read again as public version: clean"),
    "public_leaked": Act(
        Text("공개본에서 누출이 발견됨", "Refused as public version: it leaked"), refusal=True
    ),
    "public_issued": _told("공개본이 공개됨", "Its public version was issued"),
    "issued_public": _told("공개본으로 공개됨", "Issued as a public version"),
    "public_given": _told("공개본을 내어 줌", "Given out as a public version"),
    "redaction_asked": _inside("가림본을 요청함", "A redaction was asked for"),
    "redacted": _inside("가림본을 만듦", "A redacted version was made"),
    "redaction_refused": Act(
        Text("가림본을 만들지 못함", "No redacted version was made"), told=False, refusal=True
    ),
    # -- orders and the end of keeping
    "held": _inside("보전 명령에 따라 저장소에 잠금", "Held in the store for an order"),
    "hold_repaired": _inside("풀려 있던 저장소 잠금을 다시 걺", "A lost store hold was laid again"),
    "hold_lifted": _inside("저장소 잠금을 풂", "The store hold was lifted"),
    "stray_hold_lifted": _inside("근거 없는 저장소 잠금을 풂", "A store hold without order was lifted"),
    "disposal_refused": Act(
        Text("보전 명령 때문에 폐기를 거절함", "Disposal refused: an order holds it"),
        told=False, refusal=True,
    ),
    "spared": _inside("폐기 직전에 보전됨", "Spared before its bytes were gone"),
    "withdrawn": _told("작성 중에 뺌", "Taken out of the draft"),
    "disposed": _told("폐기함", "Disposed of"),
    "erased": _told("저장된 내용을 지움", "Its bytes were erased"),
    # -- to courts and agencies
    "produced": _inside("제출 자료에 담아 발행함", "Issued in a production"),
    "production_taken": _inside("제출 자료를 내어 줌", "Given out in a production"),
    "sent_to_court": _inside("법원·기관에 송부함", "Sent to a court or agency"),
    "downloaded_by_court": _inside("법원·기관이 내려받음", "Downloaded by the court or agency"),
    "clawed_back": _inside("송부를 회수함", "The transmission was clawed back"),
    "redacted_sent_to_court": _inside(
        "가림본을 법원·기관에 송부함", "Its redacted version was sent to a court or agency"
    ),
    "redacted_downloaded_by_court": _inside(
        "가림본을 법원·기관이 내려받음", "Its redacted version was downloaded by the court or agency"
    ),
    "redacted_clawed_back": _inside(
        "가림본의 송부를 회수함", "The transmission of its redacted version was clawed back"
    ),
    "shown_in_camera": _inside(
        "봉인하여 법원에만 제시함(비공개)", "Sent sealed, for the court alone (in camera)"
    ),
    "downloaded_in_camera": _inside(
        "비공개 제시본을 법원이 내려받음", "Downloaded by the court, in camera"
    ),
    "in_camera_clawed_back": _inside(
        "비공개 제시를 회수함", "The showing in camera was clawed back"
    ),
}  # fmt: skip

UNDISCLOSED = "undisclosed"
_UNDISCLOSED = Act(Text("내용을 밝히지 않는 기록", "An entry that is not disclosed to you"))

# What purposes are called that acts put on the chain as codes; what a reader writes is a code too.
PURPOSES: dict[str, Text] = {
    "trade_secret": Text("영업비밀", "Trade secret"),
    "personal_data": Text("개인정보", "Personal data"),
    "privileged": Text("변호사·의뢰인 비밀", "Lawyer–client privilege"),
    "third_party_secret": Text("제3자 비밀", "Third party's secret"),
    "in_camera": Text("비공개 심리", "In camera"),
    "lower": Text("등급 하향", "Level lowered"),
    "lapse": Text("기간 만료", "Time over"),
    "overrule": Text("법원이 불인정", "Overruled by the court"),
    "record_transmission": Text("기록 송부", "Transmission of records"),
    "public_version": Text("공개본", "Public version"),
    "redaction": Text("가림 처리", "Redaction"),
    "report": Text("보관 이력 보고서", "Custody report"),
    "linked_data": Text("보관 이력 데이터(CASE/UCO)", "Custody data (CASE/UCO)"),
    "retention_over": Text("보존기간 만료", "Retention over"),
    "returned": Text("제출인에게 반환", "Returned to who brought it"),
    "copy_kept": Text("사본 보관", "A copy is kept"),
    "missing": Text("파일이 없음", "Not in the store"),
    "damaged": Text("파일이 손상됨", "Altered or cut short"),
    "other": Text("다른 파일로 바뀜", "Another object in its place"),
    "withheld": Text("저장소가 내어 주지 않음", "The store does not give it"),
    "unreadable": Text("암호 키가 없어 읽을 수 없음", "No key to read it with"),
    "investigation": Text("조사", "Investigation"),
    "review": Text("검토", "Review"),
    "deliberation": Text("심의", "Deliberation"),
}

_HARMED = frozenset({"found_damaged"})
# Links that say that the bytes were read and were, once more, what had been received.
_READ_WHOLE = frozenset({"received", "found_whole", "restored", "downloaded"})


def act_of(code: str) -> Act:
    """Return a kind of link; one that has no words of its own goes by its code, to officials."""
    if code == UNDISCLOSED:
        return _UNDISCLOSED
    return ACTS.get(code) or Act(Text(code, code), told=False)


def is_whole(acts: list[str]) -> bool:
    """Tell if the chain's last word on the bytes is that they are what was received."""
    told = [act for act in acts if act in _HARMED | _READ_WHOLE]
    return bool(told) and told[-1] not in _HARMED


def purpose_of(code: str) -> tuple[str, str]:
    """Return a purpose in Korean and English; one without words goes by its code."""
    found = PURPOSES.get(code)
    return (found.ko, found.en) if found else (code, code)
