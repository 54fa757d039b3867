"""Awards, payments, later receipts, changed accounts and objections."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.db.tables import OutboxEntry
from app.db.work import Work
from app.kernel.problems import Problem
from app.remedy_fund.applications import actions, queries
from tests.remedy_fund.applications.conftest import Applicants

NEW_ACCOUNT = {
    "bank_code": "088",
    "account_number": "110 222 333444",
    "holder_name": "한빛정밀(가상)",
}
INSURANCE: dict[str, Any] = {
    "kind": "insurance", "payer": "보험사(가상)", "amount_won": 40_000_000,
    "received_on": "2026-11-20",
}  # fmt: skip


def award(town: Applicants, application: dict[str, Any], amount_won: int) -> None:
    """Award won to the first line by a plan."""
    line_id = application["lines"][0]["id"]
    town.work(
        lambda work: actions.enter_plan(work, application_ids=[application["id"]], plan_id="p1")
    )
    town.work(lambda work: actions.award(work, plan_id="p1", amounts={line_id: amount_won}))


def verified(town: Applicants, application_id: str) -> None:
    """Let an officer verify the account."""
    form = {"method": "name_inquiry", "reference": "조회-1"}
    town.act("officer", application_id, "payee/verification", form)


def unpayable(town: Applicants, application_id: str, amount_won: int) -> set[str]:
    """Return the codes of the reasons why an amount may not be paid."""
    try:
        town.work(
            lambda work: actions.require_payable(
                work, application_id=application_id, amount_won=amount_won
            )
        )
    except Problem as refused:
        return {reason["code"] for reason in refused.facts["reasons"]}
    return set()


@pytest.mark.invariant(21)
def test_a_later_receipt_blocks_the_payment_and_then_asks_money_back(town: Applicants) -> None:
    found = town.assessed()
    award(town, found, 15_000_000)
    verified(town, found["id"])
    assert unpayable(town, found["id"], 15_000_000) == set()
    late = town.act("owner", found["id"], "compensations", INSURANCE)
    assert late["headroom"]["left_won"] == -5_000_000
    assert late["headroom"]["excess_won"] == 0
    assert unpayable(town, found["id"], 15_000_000) == {"over_the_loss"}

    wrong = late["compensations"][0]
    strike = f"/fund/compensations/{wrong['id']}/striking"
    town.officer.post(strike, {"reason": "중복 신고"}, version=wrong["version"])
    assert unpayable(town, found["id"], 15_000_000) == set()
    pay = {"application_id": found["id"], "amount_won": 15_000_000}
    town.work(lambda work: actions.note_paid(work, **pay))
    again = town.act("officer", found["id"], "compensation-findings", INSURANCE)
    assert again["headroom"]["excess_won"] == 5_000_000
    told = town.work(lambda work: outbox(work, "compensation_declared"))
    assert [data["excess_won"] for data in told] == [0, 5_000_000]
    assert again["compensations"][1]["declared_by_fund"]


def outbox(work: Work, event: str) -> list[dict[str, Any]]:
    """Return the data of every event of a name, the smaller excess first."""
    rows = work.session.exec(select(OutboxEntry).where(OutboxEntry.event == event))
    return sorted((dict(row.data) for row in rows), key=lambda data: data["excess_won"])


@pytest.mark.invariant(21)
def test_an_award_over_the_line_or_over_what_is_left_is_refused(town: Applicants) -> None:
    found = town.assessed()
    with pytest.raises(Problem) as refused:
        award(town, found, 15_000_001)
    assert refused.value.slug == "over-the-line"
    town.act("owner", found["id"], "compensations", INSURANCE)
    with pytest.raises(Problem, match="exceeds the assessed loss"):
        award(town, found, 15_000_000)
    path = f"/fund/applications/{found['id']}"
    assert town.owner.get(path)["headroom"]["awarded_won"] == 0


def test_later_rounds_only_add(town: Applicants) -> None:
    found = town.assessed()
    award(town, found, 10_000_000)
    award(town, found, 5_000_000)
    path = f"/fund/applications/{found['id']}"
    assert town.owner.get(path)["lines"][0]["awarded_won"] == 15_000_000
    form = town.assessment(found)
    form["lines"][0]["assessed_won"] = 14_000_000
    answer = town.tried("officer", found["id"], "assessment", form)
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "below_award")
    form["lines"][0]["assessed_won"] = 15_000_000
    assert town.act("officer", found["id"], "assessment", form)["state"]["code"] == "awarded"


def test_an_application_is_in_one_plan_at_a_time(town: Applicants) -> None:
    found = town.assessed()
    ids = [found["id"]]
    town.work(lambda work: actions.enter_plan(work, application_ids=ids, plan_id="p1"))
    town.work(lambda work: actions.enter_plan(work, application_ids=ids, plan_id="p1"))
    with pytest.raises(Problem, match="another plan"):
        town.work(lambda work: actions.enter_plan(work, application_ids=ids, plan_id="p2"))
    town.work(
        lambda work: actions.leave_plan(
            work, application_ids=ids, plan_id="p1", reason="계획을 다시 작성함"
        )
    )
    assert town.owner.get(f"/fund/applications/{found['id']}")["state"]["code"] == "assessed"
    steps = town.owner.get(f"/fund/applications/{found['id']}/steps")["items"]
    assert steps[-1]["reason"] == ""
    steps = town.officer.get(f"/fund/applications/{found['id']}/steps")["items"]
    assert steps[-1]["reason"] == "계획을 다시 작성함"


@pytest.mark.invariant(24)
def test_nothing_is_paid_but_on_an_award_to_a_verified_account(town: Applicants) -> None:
    found = town.assessed()
    assert unpayable(town, found["id"], 1) == {"not_awarded", "over_award", "payee_unverified"}
    award(town, found, 15_000_000)
    verified(town, found["id"])
    assert unpayable(town, found["id"], 15_000_001) == {"over_award"}
    town.act("officer", found["id"], "suspension", {"reason": "확인 중"})
    assert unpayable(town, found["id"], 15_000_000) == {"suspended"}
    town.act("officer", found["id"], "suspension-end", {"reason": "확인됨"})
    assert unpayable(town, found["id"], 15_000_000) == set()


def test_what_comes_back_may_be_paid_again_but_never_more(town: Applicants) -> None:
    found = town.assessed()
    award(town, found, 15_000_000)
    verified(town, found["id"])
    pay = {"application_id": found["id"], "amount_won": 15_000_000}
    town.work(lambda work: actions.note_paid(work, **pay))
    with pytest.raises(Problem):
        town.work(lambda work: actions.note_paid(work, application_id=found["id"], amount_won=1))
    assert unpayable(town, found["id"], 1) == {"not_awarded", "over_award"}
    town.work(lambda work: actions.note_returned(work, **pay))
    with pytest.raises(Problem):
        town.work(
            lambda work: actions.note_returned(work, application_id=found["id"], amount_won=1)
        )
    assert unpayable(town, found["id"], 15_000_000) == set()


@pytest.mark.invariant(27)
def test_a_changed_account_is_verified_anew_and_waits(town: Applicants) -> None:
    found = town.assessed()
    award(town, found, 15_000_000)
    verified(town, found["id"])
    before = town.work(lambda work: queries.payee(work, found["id"]))
    changed = town.act("owner", found["id"], "payee", NEW_ACCOUNT)
    assert changed["payee"]["last_four"] == "3444"
    assert not changed["payee"]["verified"]
    assert changed["payee"]["usable_from"] == "2026-11-26"
    assert unpayable(town, found["id"], 1) == {"payee_unverified", "payee_waiting"}
    verified(town, found["id"])
    assert unpayable(town, found["id"], 1) == {"payee_waiting"}
    after = town.work(lambda work: queries.payee(work, found["id"]))
    assert before.fingerprint != after.fingerprint
    town.stage.clock.set_day(date(2026, 11, 26))
    assert unpayable(town, found["id"], 1) == set()
    same = town.tried("owner", found["id"], "payee", NEW_ACCOUNT)
    assert same.status == 409


def test_the_account_number_rests_sealed(town: Applicants) -> None:
    found = town.file()
    with town.stage.house.world.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM fund_payee")).mappings().all()
        leaves = connection.execute(text("SELECT payload FROM audit_leaf")).scalars().all()
    assert "123456789012" not in str(rows)
    assert "123456789012" not in str(leaves)
    assert rows[0]["last_four"] == "9012"
    number = town.work(lambda work: queries.payee(work, found["id"])).account_number
    assert number == "123456789012"


# ------------------------------------------------------------------ objections


def settled_with(town: Applicants, won: int) -> dict[str, Any]:
    """Award and pay an amount on a new application, and return it."""
    found = town.assessed()
    award(town, found, won)
    pay(town, found, won)
    return town.owner.get(f"/fund/applications/{found['id']}")  # type: ignore[no-any-return]


def pay(town: Applicants, found: dict[str, Any], won: int) -> None:
    """Let the bank confirm an amount, or with a minus send it back."""
    act = actions.note_paid if won > 0 else actions.note_returned
    town.work(lambda work: act(work, application_id=found["id"], amount_won=abs(won)))


def state_of(town: Applicants, found: dict[str, Any]) -> str:
    return str(town.owner.get(f"/fund/applications/{found['id']}")["state"]["code"])


@pytest.mark.invariant(24, 28)
def test_an_application_is_settled_when_all_is_paid_and_open_again_when_some_comes_back(
    town: Applicants,
) -> None:
    found = settled_with(town, 2_000_000)
    assert found["state"]["code"] == "settled"
    pay(town, found, -2_000_000)
    assert state_of(town, found) == "awarded"
    pay(town, found, 2_000_000)
    assert state_of(town, found) == "settled"
    steps = town.owner.get(f"/fund/applications/{found['id']}/steps")["items"]
    assert [one["command"]["code"] for one in steps][-3:] == ["settle", "unsettle", "settle"]


def test_a_part_that_is_paid_settles_nothing_and_a_suspended_one_waits(town: Applicants) -> None:
    found = town.assessed()
    award(town, found, 2_000_000)
    pay(town, found, 1_000_000)
    assert state_of(town, found) == "awarded"
    town.act("officer", found["id"], "suspension", {"reason": "확인 중"})
    pay(town, found, 1_000_000)
    assert state_of(town, found) == "awarded"
    town.act("officer", found["id"], "suspension-end", {"reason": "확인함"})
    assert state_of(town, found) == "settled"


def object_to(town: Applicants, application_id: str) -> dict[str, Any]:
    """Object to the last decision and return the objection."""
    form = {"grounds": "빠진 비용이 있습니다."}
    return town.act("owner", application_id, "objections", form)


def answer(
    town: Applicants, objection: dict[str, Any], command: str, reason: str = "검토함",
    *, who: str = "second",
) -> Any:  # fmt: skip
    """Answer an objection as the officer who decided nothing."""
    path = f"/fund/objections/{objection['id']}"
    version = town.officer.get(path)["version"]
    form = {"command": command, "reason": reason}
    return town.people[who].call("POST", f"{path}/answer", form, version=version)


def test_an_objection_is_put_off_once_and_then_answered(town: Applicants) -> None:
    found = town.assessed()
    objection = object_to(town, found["id"])
    assert (objection["last_on"], objection["answer_due_on"]) == ("2026-12-23", "2026-12-07")
    twice = town.tried("owner", found["id"], "objections", {"grounds": "또"})
    assert (twice.status, twice.body["code"]) == (409, "nothing-to-object-to")
    with pytest.raises(Problem, match="waits for its answer"):
        award(town, found, 1_000_000)
    assert answer(town, objection, "extend").body["answer_due_on"] == "2026-12-17"
    again = answer(town, objection, "extend")
    assert (again.status, again.body["code"]) == (409, "step-blocked")
    assert again.body["legal_basis"][0]["article"] == "제37조"
    assert answer(town, objection, "uphold", reason="").status == 422
    town.stage.clock.set_day(date(2026, 12, 18))
    assert town.owner.get(f"/fund/objections/{objection['id']}")["overdue"]
    upheld = answer(town, objection, "uphold").body
    assert (upheld["state"]["code"], upheld["answered_late"]) == ("upheld", True)
    assert answer(town, objection, "uphold").status == 409


@pytest.mark.parametrize("command", ["uphold", "change", "extend"])
def test_whoever_decided_an_application_does_not_answer_the_objection_to_it(
    town: Applicants, command: str
) -> None:
    objection = object_to(town, town.assessed()["id"])
    refused = answer(town, objection, command, who="officer")
    assert (refused.status, refused.body["code"]) == (403, "objection-to-own-decision")
    assert refused.body["legal_basis"][0]["article"] == "제37조"
    assert answer(town, objection, command).status == 201


def test_an_objection_that_comes_late_is_refused(town: Applicants) -> None:
    found = town.assessed()
    town.stage.clock.set_day(date(2026, 12, 24))
    late = town.tried("owner", found["id"], "objections", {"grounds": "늦었습니다."})
    assert (late.status, late.body["code"]) == (409, "objection-late")
    assert late.body["legal_basis"] == [{"act": "보조금 관리에 관한 법률", "article": "제37조"}]
    assert late.body["last_on"] == "2026-12-23"


def test_a_refusal_that_is_changed_reopens_the_application(town: Applicants) -> None:
    found = town.eligible()
    refusal = {"reason": "예산 부족", "basis": "피해구제 기금 시범 운영안"}
    refused = town.act("officer", found["id"], "rejection", refusal)
    assert refused["state"]["code"] == "rejected"
    objection = object_to(town, found["id"])
    assert answer(town, objection, "change").body["state"]["code"] == "changed"
    path = f"/fund/applications/{found['id']}"
    assert town.owner.get(path)["state"]["code"] == "eligible"
    other = town.owner.call("POST", "/fund/applications", town.form())
    assert other.body["code"] == "harm-claimed-already"


def test_a_refused_line_comes_back_when_the_decision_is_changed(town: Applicants) -> None:
    more = {"benefit": "advance_on_award", "harm": "SC-CUT", "cost_won": 10_000_000,
            "claimed_won": 1_000_000}  # fmt: skip
    found = town.eligible(lines=[*town.form()["lines"], more])
    assert found["lines"][1]["refused"]
    assert answer(town, object_to(town, found["id"]), "change").status == 201
    assert not town.owner.get(f"/fund/applications/{found['id']}")["lines"][1]["refused"]


def test_the_applicant_withdraws_an_objection_and_the_officer_cannot(town: Applicants) -> None:
    objection = object_to(town, town.assessed()["id"])
    path = f"/fund/objections/{objection['id']}/withdrawal"
    assert town.officer.call("POST", path, {}, version=objection["version"]).status == 403
    withdrawn = town.owner.post(path, {}, version=objection["version"])
    assert withdrawn["state"]["code"] == "withdrawn"
