"""A story of the demonstration: a member withdraws, another sits, the panel votes in secret."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.demo import moves, panel
from app.demo.cast import Cast
from app.demo.stage import Stage

REPORTED, ANSWERED = date(2026, 8, 3), date(2026, 8, 18)
HEARING, WRITTEN, SERVED = date(2026, 9, 8), date(2026, 10, 6), date(2026, 10, 13)
_WHY = {"reason": "피심인의 자문을 맡은 적이 있음 (가상)", "article": "공정거래법 제67조"}
ORDER: dict[str, Any] = {
    "kind": "corrective_order",
    "violations": ["SC-PRICE"],
    "reasons": "협의 없이 단가를 내린 사실이 인정됩니다.",
    "order_items": ["피심인은 부당하게 낮춘 하도급대금의 차액을 지급하여야 한다."],
    "comply_by": "2026-12-18",
}


def play(stage: Stage, cast: Cast, tell: Callable[[str], None]) -> None:
    """Name the story and play it."""
    tell("위원의 회피와 심의·의결 · the committee with a recusal")
    committee_with_a_recusal(stage, cast)


def committee_with_a_recusal(stage: Stage, cast: Cast) -> str:
    """One member stays away before the file opens; the panel decides with another. Returns the case."""
    stage.on(date(2026, 3, 9))
    case_id = moves.file(
        cast.other_owner,
        cast,
        "대한모터스(가상)",
        ["SC-PRICE"],
        "협의 없이 납품 단가를 일률적으로 12% 내렸습니다.",
        violation={"trade_ended_on": "2025-12-31", "price_won": 600_000_000},
    )
    moves.investigate(stage, cast, case_id, date(2026, 3, 20))
    stage.on(REPORTED)
    cast.examiner.step(case_id, "send_report", panel="subcommittee")
    stage.on(ANSWERED)
    cast.respondent.step(case_id, "receive_opinion", reason="단가 인하는 협의한 것입니다.")
    item_id = _with_another(cast, case_id)
    stage.on(HEARING)
    hearing_id = _heard(cast, item_id)
    first, _second, third = cast.panel
    proposal = panel.violation([ORDER])
    panel.vote(cast.secretary, hearing_id, [first, third, cast.substitute], proposal)
    stage.on(WRITTEN)
    words = "피심인은 2025년 9월 협의 없이 단가를 21% 내렸다."
    decision = f"/decisions/{panel.write_decision(cast.secretary, case_id, words=words)}"
    correction = {"passage": "21%", "corrected": "12%", "reason": "숫자를 바꾸어 적은 오기"}
    cast.secretary.act(f"{decision}/corrections", correction, about=decision)
    measures = cast.secretary.get(f"/cases/{case_id}/measures")["items"]
    stage.on(SERVED)
    cast.secretary.act(f"{decision}/service", {"served_on": SERVED.isoformat()}, about=decision)
    moves.issue_and_serve(cast, cast.lead, [measure["id"] for measure in measures])
    return case_id


def _with_another(cast: Cast, case_id: str) -> str:
    """Table the case; the second member stays away, and another is named for the seat."""
    secretary, (first, second, third) = cast.secretary, cast.panel
    panel_id = panel.standing_panel(secretary, cast.panel)
    item_id = panel.table(secretary, case_id, panel_id, HEARING)
    item = f"/agenda/{item_id}"
    attends = {"attends": True}
    cast.other_owner.act(f"{item}/answer", attends, about=item)
    cast.respondent.act(f"{item}/answer", attends, about=item)
    secrecy = {"passages": "원가 명세를 다루는 부분", "reason": "영업상 비밀"}
    asked = cast.respondent.post(f"{item}/secrecy-requests", secrecy)
    panel.declare(first, item_id)
    panel.declare(second, item_id, "recusal", **_WHY)
    panel.declare(third, item_id)
    decided = {"granted": True, "reason": "영업상 비밀에 해당함"}
    path = f"/secrecy-requests/{asked['id']}/decision"
    first.post(path, decided, version=asked["version"])
    form = {"account_id": cast.substitute.account_id, "from_on": panel.SITS_FROM}
    member = secretary.post("/committee/members", form)
    seats = secretary.get(item)["seats"]
    empty = next(seat["id"] for seat in seats if seat["state"] == "vacant")
    fill = {"seat_id": empty, "member_id": member["id"]}
    secretary.act(f"{item}/substitutes", fill, about=item)
    panel.declare(cast.substitute, item_id)
    return item_id


def _heard(cast: Cast, item_id: str) -> str:
    return panel.hear(
        cast.secretary,
        item_id,
        [
            {"side": "examiner", "name": "윤조사", "words": "일률적 단가 인하로 봄이 타당합니다."},
            {"side": "complainant", "name": "이누리", "words": "협의 요청을 받은 적이 없습니다."},
            {"side": "respondent", "name": "박대한", "words": "구두로 협의하였습니다."},
        ],
    )
