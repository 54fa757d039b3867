"""The stories of the demonstration, each at another stage of the procedure."""

from datetime import date

from app.demo import moves, panel
from app.demo.cast import Cast
from app.demo.complaints import FILES
from app.demo.stage import Stage

ADOPTED_ON = date(2026, 3, 1)
TODAY = date(2026, 11, 23)
_FLAT_BASE_WON = 300_000_000


def theft_to_corrective_order(stage: Stage, cast: Cast) -> tuple[str, str]:
    """A drawing reaches a rival; order and surcharge are served. Returns case and surcharge."""
    stage.on(date(2026, 3, 3))
    case_id = moves.file(
        cast.owner,
        cast,
        "대한모터스(가상)",
        ["TK-USE", "TK-NODOC"],
        "납품용 금형 도면(A-12)을 검토용이라며 받아 간 뒤 경쟁사에 넘겨 같은 부품을 만들게 했습니다.",
        violation={
            "trade_ended_on": "2025-06-30",
            "price_won": 1_000_000_000,
            "technology": {
                "name": "금형 도면 A-12",
                "secrecy_measures": ["nda", "access_control"],
                "act": "disclosed",
                "demanded_in_writing": False,
            },
        },
    )
    moves.investigate(stage, cast, case_id, date(2026, 3, 13))
    stage.on(date(2026, 4, 6))
    cast.examiner.step(case_id, "request_data", reason="도면 전달 경로가 담긴 전자우편 제출 요구")
    stage.on(date(2026, 4, 27))
    cast.examiner.step(case_id, "receive_data")
    decided_on = moves.decide(stage, cast, case_id, date(2026, 9, 1), respondent=cast.respondent)
    order = moves.draft(
        cast.examiner,
        case_id,
        "corrective_order",
        decided_on=decided_on.isoformat(),
        violations=["TK-USE", "TK-NODOC"],
        order_items=[
            "피심인은 제공받은 금형 도면 A-12와 그 사본을 모두 폐기하고 그 결과를 보고하여야 한다.",
            "피심인은 앞으로 정당한 사유 없이 기술자료를 요구하거나 제3자에게 제공하여서는 아니 된다.",
        ],
        comply_by="2026-12-31",
    )
    surcharge = moves.draft(
        cast.examiner,
        case_id,
        "surcharge",
        decided_on=decided_on.isoformat(),
        violations=["TK-USE"],
        calculation={
            "sums": "nine_steps",
            "lines": [
                {"violation": "TK-USE", "severity": "grave", "severity_scored": "grave",
                 "flat_base_won": _FLAT_BASE_WON,
                 "reasons": {"base": "부과기준표의 점수와 유용 기간을 고려함 (가상)"}}
            ],
        },
    )  # fmt: skip
    stage.on(date(2026, 10, 20))
    panel.write_decision(cast.secretary, case_id)
    moves.issue_and_serve(cast, cast.lead, [order, surcharge])
    return case_id, surcharge


def repeat_offender(stage: Stage, cast: Cast) -> list[str]:
    """One firm's orders add up until the accumulated score crosses five points."""
    found = []
    days = (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6))
    for number, day in enumerate(days):
        stage.on(day)
        found.append(
            moves.file(
                cast.other_owner,
                cast,
                "세진전자(가상)",
                ["SC-CUT"],
                f"납품 뒤 {number + 1}차분 대금을 일방적으로 깎았습니다.",
                violation={"trade_ended_on": "2025-12-31", "price_won": 400_000_000},
                consents={"identity": "public"},
                files=FILES[:1],
            )
        )
    for number, case_id in enumerate(found):
        moves.investigate(stage, cast, case_id, date(2026, 3, 16 + number))
    for number, case_id in enumerate(found):
        decided_on = moves.decide(
            stage, cast, case_id, date(2026, 5 + 2 * number, 4), respondent=cast.repeat_offender
        )
        order = moves.draft(
            cast.examiner,
            case_id,
            "corrective_order",
            decided_on=decided_on.isoformat(),
            violations=["SC-CUT"],
            order_items=["피심인은 감액한 하도급대금과 지연이자를 지급하여야 한다."],
            comply_by="2026-12-15",
        )
        stage.on(date(2026, 6 + 2 * number, 15))
        panel.write_decision(cast.secretary, case_id)
        moves.issue_and_serve(cast, cast.lead, [order])
    return found


def announced_ladder(stage: Stage, cast: Cast) -> str:
    """A recommendation under the announced ladder is not followed; the order is in force."""
    stage.on(date(2026, 6, 1))
    case_id = moves.file(
        cast.owner,
        cast,
        "미래플랜트(가상)",
        ["ST-INF"],
        "공동개발 협의 때 보여 준 공정 조건을 무단으로 써서 설비를 만들었습니다.",
        violation={
            "technology": {"name": "열처리 공정 조건표", "secrecy_measures": ["nda"], "act": "used"}
        },
    )
    moves.assign(cast.technology_lead, cast.technology_examiner, case_id)
    cast.technology_examiner.step(case_id, "open_investigation")
    stage.on(date(2026, 6, 22))
    cast.technology_examiner.step(case_id, "notify_hearing", hearing_on="2026-07-06")
    stage.on(date(2026, 7, 6))
    cast.technology_examiner.step(case_id, "hold_hearing")
    recommendation = moves.draft(
        cast.technology_examiner,
        case_id,
        "corrective_recommendation",
        violations=["ST-INF"],
        order_items=["무단으로 쓴 공정 조건의 사용을 멈출 것"],
        comply_by="2026-08-05",
    )
    moves.issue_and_serve(cast, cast.technology_lead, [recommendation])
    stage.on(date(2026, 8, 10))
    path = f"/measures/{recommendation}"
    cast.technology_examiner.act(
        f"{path}/breach", {"facts": "기한까지 사용을 멈추지 않음"}, about=path
    )
    stage.on(date(2026, 11, 10))
    order = moves.draft(
        cast.technology_examiner,
        case_id,
        "corrective_order",
        violations=["ST-INF"],
        order_items=["무단으로 쓴 공정 조건의 사용을 멈추고 관련 자료를 폐기하여야 한다."],
        comply_by="2026-12-10",
    )
    moves.issue_and_serve(cast, cast.technology_lead, [order])
    return case_id


def everyday(stage: Stage, cast: Cast) -> None:
    """Cases at earlier stages: just received, waiting for more, consent refused, clock paused."""
    plans = (
        (
            date(2026, 10, 12),
            "미래플랜트(가상)",
            "SC-LATE",
            "납품 뒤 90일이 지나도록 대금을 받지 못했습니다.",
        ),
        (date(2026, 10, 27), "대한모터스(가상)", "SC-PRICE", "협의 없이 단가를 12% 내렸습니다."),
        (date(2026, 11, 9), "세진전자(가상)", "SC-RETAL", "신고 뒤 발주가 끊겼습니다."),
        (
            date(2026, 11, 18),
            "미래플랜트(가상)",
            "SC-CANC",
            "제작을 마친 물량의 위탁을 취소했습니다.",
        ),
    )
    cases = []
    for day, respondent, code, what in plans:
        stage.on(day)
        cases.append(
            moves.file(
                cast.other_owner,
                cast,
                respondent,
                [code],
                what,
                violation={"trade_ended_on": "2026-06-30", "price_won": 120_000_000},
                consents={"notify_respondent": code != "SC-RETAL"},
                files=FILES[:1],
            )
        )
    stage.on(date(2026, 11, 19))
    moves.investigate(stage, cast, cases[0], date(2026, 11, 20))
    cast.examiner.step(cases[0], "request_data", reason="대금 지급 내역 제출 요구")
    moves.assign(cast.lead, cast.examiner, cases[1])
    cast.examiner.step(cases[1], "begin_pre_review")
    cast.examiner.post(
        f"/cases/{cases[1]}/supplements",
        {"questions": "단가를 내리기 전후의 발주서를 보내 주세요.", "due_on": "2026-11-27"},
    )
    moves.assign(cast.lead, cast.examiner, cases[2])
