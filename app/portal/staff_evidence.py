"""Evidence as lists show it: what each piece is, what is known of it, what binds it."""

from collections.abc import Iterator
from typing import Any

from app.cases.schemas.case import CaseOut, Words
from app.db.work import Work
from app.discovery.custody.shelf import OnShelf, Typed, shelf
from app.discovery.texts.lifecycle import ScanState
from app.discovery.texts.rules import TextState
from app.kernel.text import Text
from app.portal.evidence_files import size_shown

LEVELS: dict[int, Text] = {
    1: Text("1등급 · 절차 사실", "Level 1 · facts of procedure"),
    2: Text("2등급 · 당사자 열람 자료", "Level 2 · open to the parties"),
    3: Text("3등급 · 증거·내부 검토", "Level 3 · evidence and internal notes"),
    4: Text("4등급 · 영업비밀 원본", "Level 4 · trade-secret originals"),
    5: Text("5등급 · 변호사 비밀·비공개 심리", "Level 5 · privilege and in camera"),
}
SIDES: dict[str, Text] = {
    "complainant": Text("신고인 제출", "From the complainant"),
    "respondent": Text("피신고인 제출", "From the respondent"),
    "examiner": Text("조사관 수집", "Collected by the examiner"),
}
_SECRET_FROM_LEVEL = 4
_SCAN_FAILED = Text("검사 실패: {why}", "Scan failed: {why}")
_ENCRYPTED = Text("암호 걸린 파일", "Locked by a password")
_OTHER_TYPE = Text("파일 형식 불일치", "Not the type its name says")
_PUBLIC_OF = Text("공개본: {state}", "Public version: {state}")
_IS_PUBLIC = Text("공개본", "A public version")
_NEEDS_PUBLIC = Text("공개본 필요", "Needs a public version")
_HELD = Text("보전 중: {count}건", "Held by {count} orders")
_HELD_ONCE = Text("보전 중", "Held by an order")
_HOLDS_FILES = Text("안에 든 파일 {count}개", "{count} files inside")
_TAKEN_OUT = Text("다른 자료에서 꺼낸 파일", "Taken out of another piece")
_SCAN_KINDS = {ScanState.CLEAN: "done", ScanState.QUARANTINED: "problem"}
_TEXT_KINDS = {
    TextState.TEXT: "done", TextState.FAILED: "problem", TextState.EMPTY: "waiting",
    TextState.TOO_LARGE: "waiting",
}  # fmt: skip

Tag = dict[str, Any]


def exhibits_shown(work: Work, case: CaseOut) -> dict[str, Any]:
    """Return the evidence of a case, each piece with its tags and the way to its own page."""
    return {"pieces": [row_of(one, case.id) for one in shelf(work, case.id)]}


def row_of(one: OnShelf, case_id: str) -> dict[str, Any]:
    """Return one piece as its line in the list and the head of its page show it."""
    url = f"/queue/{case_id}/evidence/{one.item_id}"
    return {
        "piece": one,
        "file": one.exhibit,
        "url": url,
        "level": LEVELS[one.level],
        "level_kind": "waiting" if one.level >= _SECRET_FROM_LEVEL else "neutral",
        "side": SIDES[one.exhibit.side],
        "size": size_shown(one.exhibit.size_bytes),
        "tags": list(_tags(one)),
        "type": type_shown(one.typed, one.exhibit.media_type),
        "content_url": f"/api/v1/evidence/{one.item_id}/content" if one.opening.allowed else "",
        "step_up_url": f"/step-up?next={url}" if one.opening.step_up else "",
        "reason": one.opening.reason,
    }


def type_shown(typed: Typed, media_type: str) -> Text:
    """Return what the bytes are, and what the name says where that is something else."""
    true = ", ".join(typed.true).upper()
    if typed.matches is None or not true:
        return Text(media_type, media_type)
    if typed.matches:
        return Text(true, true)
    claimed = typed.claimed.upper() or "?"
    return Text(f"실제 {true} · 이름은 {claimed}", f"really {true} · named {claimed}")


def _tag(text: Text, kind: str) -> Tag:
    return {"text": text, "kind": kind}


def _said(words: Words) -> Text:
    return Text(words.ko, words.en)


def _tags(one: OnShelf) -> Iterator[Tag]:
    if not one.readable:
        yield _tag(_said(one.state), "problem")
        return
    yield _scan_tag(one)
    yield _text_tag(one)
    if one.typed.matches is False:
        yield _tag(_OTHER_TYPE, "problem")
    yield from _pair_tags(one)
    if one.holds:
        count = len(one.holds)
        yield _tag(_HELD.format(count=count) if count > 1 else _HELD_ONCE, "paused")
    if one.member_count:
        yield _tag(_HOLDS_FILES.format(count=one.member_count), "neutral")
    if one.container_id:
        yield _tag(_TAKEN_OUT, "neutral")


def _scan_tag(one: OnShelf) -> Tag:
    scan = one.scan
    if scan.failure is not None:
        words = Text(
            _SCAN_FAILED.ko.format(why=scan.failure.ko), _SCAN_FAILED.en.format(why=scan.failure.en)
        )
        return _tag(words, "problem")
    words = Text(f"악성 코드 {scan.state.ko}", f"Malware scan: {scan.state.en}")
    return _tag(words, _SCAN_KINDS.get(ScanState(scan.state.code), "neutral"))


def _text_tag(one: OnShelf) -> Tag:
    state = TextState(one.text.code)
    if state is TextState.ENCRYPTED:
        return _tag(_ENCRYPTED, "problem")
    return _tag(_said(one.text), _TEXT_KINDS.get(state, "neutral"))


def _pair_tags(one: OnShelf) -> Iterator[Tag]:
    for pair in one.pairs[-1:]:
        state = pair.state
        words = Text(_PUBLIC_OF.ko.format(state=state.ko), _PUBLIC_OF.en.format(state=state.en))
        yield _tag(words if pair.is_original else _IS_PUBLIC, "progress")
    if one.needs_public is not None and not one.pairs:
        yield _tag(_NEEDS_PUBLIC, "waiting")
