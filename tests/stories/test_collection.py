"""A surcharge of 1.2 billion won is got in over HTTP: plan, late part, bank file, queue, reduction."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo import moves, panel
from app.demo.cast import Cast, gather
from app.demo.stage import Stage
from tests.portal.staff_reader import page, send, submit
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
MILLION = 1_000_000
WHY = {"reason": "사유 (가상)"}
HEAD = "계좌번호,거래번호,거래일,입금액,입금자,적요\n"


def surcharge(stage: Stage, cast: Cast) -> str:
    """Return the measure: a served surcharge of 1.2 billion, served on 20 October 2026."""
    moves.enter_severity_table(cast)
    case_id = moves.file(
        cast.owner, cast, "대한모터스(가상)", ["TK-USE"], "금형 도면을 경쟁사에 넘겼습니다.",
        violation={"trade_ended_on": "2025-06-30", "price_won": 1_000_000_000,
                   "technology": {"name": "금형 도면", "act": "disclosed"}},
    )  # fmt: skip
    moves.investigate(stage, cast, case_id, date(2026, 9, 7))
    decided = moves.decide(stage, cast, case_id, date(2026, 9, 14), respondent=cast.respondent)
    line = {"violation": "TK-USE", "severity": "very_grave", "severity_scored": "very_grave",
            "flat_base_won": 1_200 * MILLION}  # fmt: skip
    form = {"kind": "surcharge", "decided_on": decided.isoformat(), "violations": ["TK-USE"],
            "reasons": "위반이 인정됩니다.", "calculation": {"sums": "nine_steps", "lines": [line]}}  # fmt: skip
    bare = cast.examiner.call("POST", f"/cases/{case_id}/measures", form)
    assert bare.status == 422
    assert [error["pointer"] for error in bare.body["errors"]] == [
        "/calculation/lines/0/reasons/base"
    ]
    line["reasons"] = {"base": "부과기준표 점수 (가상)"}
    measure_id = str(cast.examiner.post(f"/cases/{case_id}/measures", form)["id"])
    stage.on(date(2026, 10, 20))
    panel.write_decision(cast.secretary, case_id)
    moves.issue_and_serve(cast, cast.lead, [measure_id])
    stage.settle()
    return measure_id


def opened(cast: Cast, measure_id: str) -> dict[str, Any]:
    """Return the receivable that service opened by itself."""
    rows = cast.secretary.get("/receivables")["items"]
    found = next(row for row in rows if row["measure_id"] == measure_id)
    return dict(cast.secretary.get(f"/receivables/{found['id']}"))


@pytest.mark.step("K21")
@pytest.mark.parametrize("kind", KINDS)
def test_a_surcharge_is_got_in(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with open_town(
        tmp_path / "town", database_url=new_database(kind), today=date(2026, 9, 1)
    ) as stage:
        cast = gather(stage)
        measure_id = surcharge(stage, cast)
        one = opened(cast, measure_id)
        path, number = f"/receivables/{one['id']}", one["payment_number"]
        assert (one["next_due_on"], one["owed_won"]) == ("2026-12-21", 1_200 * MILLION)
        _plan(cast, path)
        _files(stage, cast, path, number)
        _pages(stage, cast, one["id"], measure_id)
        _late(stage, cast, path, number)


def _plan(cast: Cast, path: str) -> None:
    """The respondent asks for instalments on the page's own API; the lead grants them."""
    parts = [{"on": on, "amount_won": 400 * MILLION}
             for on in ("2026-12-21", "2027-06-21", "2027-12-20")]  # fmt: skip
    asked = {"kind": "instalments", "parts": parts, "security": "보증보험증권 (가상)", **WHY}
    refused = cast.owner.call("POST", f"{path}/requests", asked, version=1)
    assert refused.status in (403, 404)
    made = cast.respondent.act(f"{path}/requests", asked, about=path)
    request = made["requests"][0]
    decision = f"{path}/requests/{request['id']}/decision"
    refused = cast.secretary.call("POST", decision, {"granted": True, **WHY}, version=1)
    assert refused.status == 403
    granted = cast.lead.post(decision, {"granted": True, **WHY}, version=request["version"])
    assert [due["on"] for due in granted["schedule"]] == [part["on"] for part in parts]


def _files(stage: Stage, cast: Cast, path: str, number: str) -> None:
    """A list of the bank pays the first part by its number; an unknown receipt waits."""
    stage.on(date(2026, 12, 21))
    lines = (f"110-1,A1,2026-12-21,400000000,대한모터스,{number}\n"
             "110-1,A2,2026-12-21,333,모르는 사람,모르는 돈\n")  # fmt: skip
    file = {"file_name": "수납.csv", "content": HEAD + lines}
    taken = cast.secretary.post("/collection/receipt-files", file)
    assert (taken["matched"], taken["waiting"]) == (1, 1)
    assert cast.secretary.post("/collection/receipt-files", file)["id"] == taken["id"]
    assert cast.secretary.get(path)["paid_won"] == 400 * MILLION
    stage.on(date(2026, 12, 28))
    waiting = cast.secretary.get("/collection/receipts")["items"]
    assert [(row["amount_won"], row["age_days"]) for row in waiting] == [(333, 7)]
    receipt = f"/collection/receipts/{waiting[0]['id']}"
    cast.secretary.act(f"{receipt}/proposal", {"receivable_id": None, **WHY}, about=receipt)
    refused = cast.secretary.call("POST", f"{receipt}/confirmation", {}, version=2)
    assert refused.status == 403
    other = stage.player(Role.SECRETARY, "이서기")
    settled = other.act(f"{receipt}/confirmation", about=receipt)
    assert settled["state"]["code"] == "set_aside"
    empty = cast.secretary.call("POST", "/collection/receipt-files", {**file, "content": "가\n"})
    assert (empty.status, empty.body["code"]) == (422, "receipt-file-refused")


def _pages(stage: Stage, cast: Cast, receivable_id: str, measure_id: str) -> None:
    """Staff and respondent read the same money; the complainant's side finds nothing."""
    base = f"/receivables/{receivable_id}"
    for reader in (cast.secretary, cast.respondent):
        for language in ("ko", "en"):
            status, text = page(reader, base, language=language)
            assert (status, "800,000,000" in text) == (200, True)
    status, text = page(cast.respondent, f"{base}?as_of=2026-12-20")
    assert "1,200,000,000" in text
    assert page(cast.owner, base)[0] == 404
    answer = send(cast.respondent, "GET", f"/measures/{measure_id}/payment")
    assert (answer.status, answer.headers["location"]) == (303, base)
    for path in ("/receivables", "/receivables/receipts", "/receivables/receipts?show=settled"):
        for language in ("ko", "en"):
            assert page(cast.secretary, path, language=language)[0] == 200
    found = re.search(r"/receivables/receipts/(receipt_\w+)", page(
        cast.secretary, "/receivables/receipts?show=settled")[1])  # fmt: skip
    assert found is not None
    assert page(cast.secretary, f"/receivables/receipts/{found[1]}")[0] == 200
    status, text = page(
        cast.owner, "/checks?received_on=2026-03-02&price_won=100000000&as_of=2026-05-31"
    )
    assert (status, "1,273,972" in text) == (200, False)
    assert "1,146,575" in text  # 1 May is a day of rest, so the due day is the 4th
    for check in ("indexation", "damages"):
        assert page(cast.owner, f"/checks?check={check}", language="en")[0] == 200


def _late(stage: Stage, cast: Cast, path: str, number: str) -> None:
    """The second part comes late; demanded, paid with its charge; a reduction gives money back."""
    stage.on(date(2027, 7, 21))
    late = cast.secretary.get(path)
    charge = 400 * MILLION * 75 // 1000 * 30 // 365
    assert (late["charge_won"], late["overdue_won"]) == (charge, 400 * MILLION + charge)
    page_path = path
    answer = submit(cast.secretary, page_path, {})
    assert answer.status in (404, 405)
    demanded = cast.secretary.act(f"{path}/steps", {"step": "demand", **WHY}, about=path)
    assert demanded["history"][-1]["kind"]["code"] == "demanded"
    rest = 800 * MILLION + charge
    lines = f"110-1,B1,2027-07-21,{rest},대한모터스,{number}\n"
    cast.secretary.post(
        "/collection/receipt-files", {"file_name": "b.csv", "content": HEAD + lines}
    )
    paid = cast.secretary.get(path)
    assert (paid["owed_won"], paid["stage"]["code"]) == (0, "settled")
    annulment = {"in_part": True, "new_amount_won": 700 * MILLION, **WHY}
    measure = f"/measures/{paid['measure_id']}"
    cast.lead.act(f"{measure}/annulment", annulment, about=measure)
    lower = cast.secretary.get(path)
    assert lower["refund_due_won"] > 500 * MILLION
    assert [note["code"] for note in lower["notes"]] == ["refund_interest"]
    before = cast.secretary.get(f"{path}?as_of=2027-07-20")
    assert before["amount_won"] == 1_200 * MILLION
