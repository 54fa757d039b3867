"""Mediation on technology over plain HTTP: a recommendation waits, runs on, and ends if settled."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.settlements.price_cut import file_case, price_cut, step
from tests.stories.telling import Town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))


def _recommended(told: Town) -> tuple[str, str]:
    """Bring a case on technology to a recommendation that was served."""
    case_id = file_case(told, ("ST-INF",))
    path, examiner = f"/cases/{case_id}", told.technology_examiner
    told.technology_lead.act(
        f"{path}/assignment", {"account_id": examiner.account_id}, about=path
    )  # fmt: skip
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "notify_hearing", hearing_on="2026-07-06")
    told.stage.on(date(2026, 7, 6))
    examiner.step(case_id, "hold_hearing")
    form = {
        "kind": "corrective_recommendation", "reasons": "무단 사용이 인정됩니다.",
        "violations": ["ST-INF"], "order_items": ["사용을 멈출 것"], "comply_by": "2026-08-05",
    }  # fmt: skip
    about = f"/measures/{examiner.post(f'{path}/measures', form)['id']}"
    told.technology_lead.act(f"{about}/countersignature", about=about)
    told.technology_lead.act(f"{about}/issue", about=about)
    told.secretary.act(f"{about}/service", about=about)
    return case_id, about


def _compliance(told: Town, case_id: str) -> dict[str, Any]:
    clocks = told.technology_examiner.get(f"/cases/{case_id}")["clocks"]
    return next(one for one in clocks if one["name"] == "sme_compliance")


@pytest.mark.step("T2", "T3")
@pytest.mark.parametrize("kind", KINDS)
def test_a_recommendation_waits_for_mediation_runs_on_if_it_fails_and_ends_if_settled(
    kind: str, new_database: Callable[[str], str], tmp_path: Path
) -> None:
    with price_cut(tmp_path, new_database(kind), today=date(2026, 6, 22)) as told:
        case_id, measure = _recommended(told)
        examiner, referral = told.technology_examiner, f"/cases/{case_id}/mediation-referrals"
        before = date.fromisoformat(_compliance(told, case_id)["due_on"])
        told.stage.on(date(2026, 7, 10))
        asked = {"request": "조정에 적합함", "representatives": ["가"]}
        told.refuse(examiner, referral, asked, status=422, code="invalid", article="제26조")
        first = f"/mediations/{examiner.post(referral, {'request': '조정에 적합함'})['id']}"
        assert _compliance(told, case_id)["state"] == "paused"
        told.stage.on(date(2026, 7, 20))
        step(examiner, first, "fail", reason="의견 차이")
        after = _compliance(told, case_id)
        assert (after["state"], after["paused_days"]) == ("running", 10)
        assert date.fromisoformat(after["due_on"]) > before
        again = {"request": "중재 합의", "forum": "technology_arbitration"}
        second = f"/mediations/{examiner.post(referral, again)['id']}"
        assert examiner.get(second)["state"]["ko"] == "중재 진행 중"
        step(examiner, second, "ask_panel")
        step(examiner, second, "choose_panel")
        blocked = examiner.call(
            "POST", f"{second}/steps", {"command": "call_hearing", "hearing_on": "2026-07-26"},
            version=examiner.get(second)["version"],
        )  # fmt: skip
        assert [r["code"] for r in blocked.body["reasons"]] == ["hearing_too_soon"]
        step(examiner, second, "call_hearing", hearing_on="2026-07-27")
        told.stage.on(date(2026, 7, 27))
        step(examiner, second, "settle", terms="사용을 멈추고 1억원을 지급한다.")
        assert examiner.get(measure)["state"]["code"] == "settled"
        state = examiner.get(second)["state"]
        assert (state["ko"], state["en"]) == ("중재판정", "Awarded")
        history = [one["label_ko"] for one in examiner.get(f"/cases/{case_id}/timeline")["items"]]
        assert {"분쟁조정 의뢰", "조정 불성립", "중재 의뢰", "중재판정"} <= set(history)
