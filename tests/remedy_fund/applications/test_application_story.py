"""The life of applications over HTTP, and everything that is refused on the way."""

from datetime import date
from typing import Any

from app.remedy_fund.applications import actions, queries
from tests.remedy_fund.applications.conftest import Applicants

ARTICLE = {"act": "보조금 관리에 관한 법률", "article": "제37조"}


def code(answer: Any) -> tuple[int, str]:
    return answer.status, answer.body.get("code", "")


def test_an_application_lives_from_prefill_to_settlement(town: Applicants) -> None:
    known = town.owner.get(f"/fund/applications/prefill?case_id={town.cases['owner']}")
    assert known["can_apply"]
    assert known["applicant_size"] == "small"
    assert [fact["fact"] for fact in known["facts"]] == ["confirmed_violation"]
    assert known["facts"][0]["basis"] == "하도급법 제25조"
    assert known["claimed_loss_won"] == 300_000_000
    assert len(known["exhibits"]) == 2
    assert known["scheme"]["status"] == "demonstration"
    assert "시범" in known["scheme_notice_ko"]

    filed = town.file()
    assert filed["state"]["code"] == "received"
    assert filed["payee"]["last_four"] == "9012"
    assert "123456789012" not in str(filed)
    path = f"/fund/applications/{filed['id']}"
    town.act("officer", filed["id"], "check")
    check = town.officer.get(f"{path}/eligibility")["today"][0]
    assert check["eligible"]
    shown = {finding["condition"]: finding for finding in check["findings"]}
    assert shown["any_of"]["known"][0]["basis"] == "하도급법 제25조"
    assert shown["deadline"]["last_on"] == "2029-09-01"
    found = town.act("officer", filed["id"], "eligible")
    assessed = town.act("officer", filed["id"], "assessment", town.assessment(found))
    assert assessed["headroom"]["left_won"] == 50_000_000
    assert assessed["objection_until"] == "2026-12-23"
    town.act("officer", filed["id"], "payee/verification",
             {"method": "name_inquiry", "reference": "조회-1"})  # fmt: skip

    line = town.work(queries.assessed_lines)[0]
    assert (line.assessed_won, line.prior_won, line.headroom_won) == (15_000_000, 0, 50_000_000)
    town.work(lambda work: actions.enter_plan(work, application_ids=[filed["id"]], plan_id="p1"))
    town.work(lambda work: actions.award(work, plan_id="p1", amounts={line.line_id: 12_000_000}))
    payee = town.work(
        lambda work: actions.require_payable(
            work, application_id=filed["id"], amount_won=12_000_000
        )
    )
    assert payee.account_number == "123456789012"
    assert "123456789012" not in repr(payee)
    pay = {"application_id": filed["id"], "amount_won": 12_000_000}
    town.work(lambda work: actions.note_paid(work, **pay))

    last = town.owner.get(path)
    assert last["state"]["code"] == "settled"
    assert (last["headroom"]["awarded_won"], last["headroom"]["paid_won"]) == (12_000_000,) * 2
    steps = town.owner.get(f"{path}/steps")["items"]
    assert [step["command"]["code"] for step in steps] == [
        "begin_check", "find_eligible", "assess", "plan", "award", "settle",
    ]  # fmt: skip
    assert all(step["on"] and step["at"] and step["by_role"] and step["basis"] for step in steps)
    assert steps[2]["evidence"] == [filed["evidence"][0]["item_id"]]
    handled = town.work(lambda work: queries.handled_by(work, filed["id"]))
    assert handled == {town.officer.person_id}


def test_only_the_applicants_side_and_the_fund_know_of_an_application(town: Applicants) -> None:
    filed = town.file()
    path = f"/fund/applications/{filed['id']}"
    for who in ("other", "examiner"):
        assert town.people[who].call("GET", path).status == 404
    for who in ("owner", "officer", "checker"):
        assert town.people[who].call("GET", path).status == 200
    assert town.auditor.call("GET", path).status == 403
    for who, count in (("other", 0), ("owner", 1), ("officer", 1)):
        assert len(town.people[who].get("/fund/applications")["items"]) == count
    assert code(town.tried("owner", filed["id"], "check"))[0] == 403
    assert town.tried("checker", filed["id"], "check").status == 403
    assert town.tried("other", filed["id"], "withdrawal").status == 404


def test_a_wall_keeps_an_officer_from_an_application(town: Applicants) -> None:
    filed = town.file()
    wall = {"reason": "예전 직장 (가상)", "company_id": town.companies["owner"]}
    town.officer.post("/walls/declarations", wall)
    assert town.officer.call("GET", f"/fund/applications/{filed['id']}").status == 404
    assert town.officer.get("/fund/applications")["items"] == []


def test_a_form_may_name_only_what_is_the_firms_own_and_each_harm_once(town: Applicants) -> None:
    strange = town.form(evidence=[town.items("other")[0]])
    answer = town.owner.call("POST", "/fund/applications", strange)
    assert code(answer) == (422, "unknown-evidence")
    doubled = town.form()
    doubled["lines"] *= 2
    assert code(town.owner.call("POST", "/fund/applications", doubled)) == (422, "invalid")
    form = town.form()
    assert code(town.other.call("POST", "/fund/applications", form)) == (404, "not-found")
    prefill = f"/fund/applications/prefill?case_id={town.cases['owner']}"
    assert town.other.call("GET", prefill).status == 404


def test_one_harm_is_claimed_once_until_it_is_refused(town: Applicants) -> None:
    first = town.file()
    second = town.owner.call("POST", "/fund/applications", town.form())
    assert code(second) == (409, "harm-claimed-already")
    assert second.body["harms"] == ["litigation_cost:SC-CUT"]
    town.act("owner", first["id"], "withdrawal", {"reason": "다시 신청"})
    assert town.file()["state"]["code"] == "received"


WRONG_LINES: list[tuple[dict[str, Any], str]] = [
    ({"benefit": "free_lunch"}, "/lines/0/benefit"),
    ({"harm": "TK-USE"}, "/lines/0/harm"),
    ({"claimed_won": 20_000_001}, "/lines/0/claimed_won"),
    ({"claimed_won": 1.5}, "/lines/0/claimed_won"),
    ({"claimed_won": True}, "/lines/0/claimed_won"),
    ({"claimed_won": "15000000"}, "/lines/0/claimed_won"),
    ({"claimed_won": 0}, "/lines/0/claimed_won"),
    ({"claimed_won": -1}, "/lines/0/claimed_won"),
    ({"cost_won": 10**15 + 1}, "/lines/0/cost_won"),
    ({"stray": 1}, "/lines/0/stray"),
]


def test_every_wrong_line_and_account_is_named_in_both_languages(town: Applicants) -> None:
    right = town.form()
    tried = [
        ({**right, "lines": [{**right["lines"][0], **change}]}, pointer)
        for change, pointer in WRONG_LINES
    ]
    for number in ("12345", "12a456789", 123456789, "1" * 21):
        payee = {**right["payee"], "account_number": number}
        tried.append(({**right, "payee": payee}, "/payee/account_number"))
    for form, pointer in tried:
        answer = town.owner.call("POST", "/fund/applications", form)
        assert answer.status == 422, pointer
        assert pointer in {error["pointer"] for error in answer.body["errors"]}
        assert all(error["detail_ko"] and error["detail_en"] for error in answer.body["errors"])
    assert town.owner.get("/fund/applications")["items"] == []


def test_an_application_without_any_fact_is_not_eligible(town: Applicants) -> None:
    filed = town.file("other")
    town.act("officer", filed["id"], "check")
    answer = town.tried("officer", filed["id"], "eligible")
    assert code(answer) == (409, "step-blocked")
    assert answer.body["reasons"][0]["code"] == "nothing_eligible"
    refusal = {"reason": "확정된 위반이 없음", "basis": "피해구제 기금 시범 운영안"}
    assert town.tried("officer", filed["id"], "ineligible", {"reason": "이유"}).status == 422
    refused = town.act("officer", filed["id"], "ineligible", refusal)
    assert refused["state"]["code"] == "ineligible"
    checked = town.officer.get(f"/fund/applications/{filed['id']}/eligibility")["decided"]
    assert not checked[0]["eligible"]


def test_a_suit_that_is_shown_counts_as_a_fact(town: Applicants) -> None:
    filed = town.file("other")
    suit = {"court": "서울중앙지방법원", "docket_number": "2026가합1", "filed_on": "2026-10-01",
            "evidence_item_id": town.items("other")[1]}  # fmt: skip
    town.act("other", filed["id"], "supplements", {"suit": suit})
    town.act("officer", filed["id"], "check")
    found = town.act("officer", filed["id"], "eligible")
    assert found["state"]["code"] == "eligible"


def test_a_benefit_whose_conditions_are_not_met_is_refused_alone(town: Applicants) -> None:
    more = {"benefit": "advance_on_award", "harm": "SC-CUT", "cost_won": 10_000_000,
            "claimed_won": 1_000_000}  # fmt: skip
    found = town.eligible(lines=[*town.form()["lines"], more])
    first, second = found["lines"]
    assert not first["refused"]
    assert second["refused"]
    assert "소송" in second["refusal_reason"]
    assert second["refusal_basis"] == "피해구제 기금 시범 운영안"


def test_what_was_filed_after_the_deadline_is_not_eligible(town: Applicants) -> None:
    town.serve_measure(town.cases["other"], served_on=date(2023, 11, 22))
    filed = town.file("other")
    town.act("officer", filed["id"], "check")
    answer = town.tried("officer", filed["id"], "eligible")
    assert answer.body["reasons"][0]["code"] == "nothing_eligible"


def test_awards_and_all_compensation_stay_within_the_loss(town: Applicants) -> None:
    found = town.eligible()
    insurance = {"kind": "insurance", "payer": "보험사(가상)", "amount_won": 36_000_000,
                 "received_on": "2026-11-01"}  # fmt: skip
    found = town.act("owner", found["id"], "compensations", insurance)
    over = town.tried("officer", found["id"], "assessment", town.assessment(found))
    assert code(over) == (409, "over-the-loss")
    assert over.body["most_won"] == 14_000_000
    form = town.assessment(found)
    form["lines"][0]["assessed_won"] = 14_000_000
    assert (
        town.act("officer", found["id"], "assessment", form)["headroom"]["left_won"] == 14_000_000
    )


def test_a_line_gets_no_more_than_its_share_of_the_cost(town: Applicants) -> None:
    found = town.eligible()
    form = town.assessment(found)
    form["lines"][0]["cost_won"] = 10_000_000
    answer = town.tried("officer", found["id"], "assessment", form)
    assert code(answer) == (422, "over-the-line")
    assert "8,000,000" in answer.body["errors"][0]["detail_ko"]


def test_a_suspended_application_does_not_move(town: Applicants) -> None:
    found = town.eligible()
    town.act("officer", found["id"], "suspension", {"reason": "진위 확인 중"})
    answer = town.tried("officer", found["id"], "assessment", town.assessment(found))
    assert code(answer) == (409, "step-blocked")
    assert answer.body["reasons"][0]["code"] == "suspended"
    path = f"/fund/applications/{found['id']}/transitions"
    blocked = {step["command"] for step in town.officer.get(path)["blocked"]}
    assert {"assess", "suspend", "withdraw"} <= blocked
    town.act("officer", found["id"], "suspension-end", {"reason": "확인됨"})
    town.act("officer", found["id"], "assessment", town.assessment(found))


def test_a_stale_version_changes_nothing(town: Applicants) -> None:
    filed = town.file()
    path = f"/fund/applications/{filed['id']}/check"
    assert town.officer.call("POST", path, {}, version=filed["version"] + 7).status == 412
    assert town.officer.call("POST", path, {}).status == 428


def test_without_an_enacted_scheme_nothing_is_promised(town: Applicants) -> None:
    form = town.form()
    known = town.owner.get("/fund/schemes")["items"]
    assert {scheme["status"] for scheme in known} == {"demonstration"}
    town.stage.house.world.demonstration = False
    answer = town.owner.call("POST", "/fund/applications", form)
    assert answer.body["code"] == "no-enacted-scheme"
    known = town.owner.get(f"/fund/applications/prefill?case_id={town.cases['owner']}")
    assert not known["can_apply"]
    assert known["reasons"][0]["code"] == "no-enacted-scheme"
    assert town.owner.call("GET", "/fund/schemes/current").body["code"] == "no-enacted-scheme"
    assert town.owner.get("/fund/schemes") == {"items": [], "any_enacted": False}


def test_lists_go_by_cursor(town: Applicants) -> None:
    second, first = sorted((town.file(), town.file("other")), key=lambda one: one["id"])[::-1]
    page = town.officer.get("/fund/applications?limit=1")
    assert [one["id"] for one in page["items"]] == [second["id"]]
    rest = town.officer.get(f"/fund/applications?limit=1&cursor={page['next_cursor']}")
    assert [one["id"] for one in rest["items"]] == [first["id"]]
    assert not rest["has_more"]
