"""The story of a price cut that was settled in mediation, with its clock."""

from datetime import date

from app.demo import moves
from app.demo.cast import Cast
from app.demo.complaints import FILES
from app.demo.stage import Player, Stage


def price_cut_settled(stage: Stage, cast: Cast) -> str:
    """A cut price is mediated in 60 days and 30 more, settled, paid, and the case is closed."""
    stage.on(date(2026, 8, 3))
    case_id = moves.file(
        cast.owner,
        cast,
        "대한모터스(가상)",
        ["SC-CUT"],
        "납품을 마친 뒤 협의 없이 대금 3,000만원을 깎았습니다.",
        violation={"trade_ended_on": "2026-05-31", "price_won": 240_000_000},
        consents={"identity": "public"},
        files=FILES[:1],
    )
    moves.assign(cast.lead, cast.examiner, case_id)
    cast.examiner.step(case_id, "begin_pre_review")
    path = f"/cases/{case_id}"
    cast.examiner.act(f"{path}/consent/notice", about=path)
    stage.on(date(2026, 8, 10))
    asked = {"request": "깎은 대금 3,000만원과 지연이자의 지급을 바랍니다."}
    mediation = f"/mediations/{cast.owner.post(f'{path}/mediations', asked)['id']}"
    stage.on(date(2026, 9, 28))
    _step(cast.owner, mediation, "agree_extension")
    _step(cast.respondent, mediation, "agree_extension")
    _step(cast.examiner, mediation, "extend")
    stage.on(date(2026, 10, 23))
    _step(
        cast.examiner,
        mediation,
        "settle",
        terms="피신청인은 신청인에게 3,000만원과 지연이자 120만원을 2026. 11. 13.까지 지급한다.",
        record_number="조정 2026-0417(가상)",
        perform_by="2026-11-13",
    )
    stage.on(date(2026, 11, 12))
    _step(cast.respondent, mediation, "report", reason="3,120만원을 이체하고 확인증을 제출합니다.")
    stage.on(date(2026, 11, 13))
    _step(cast.examiner, mediation, "confirm")
    cast.examiner.step(case_id, "close_settled")
    return case_id


def _step(player: Player, path: str, command: str, **form: str) -> None:
    player.act(f"{path}/steps", {"command": command, **form}, about=path)
