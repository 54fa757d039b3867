"""A closed case stays closed, and each side learns only what is for it."""

import base64
import json
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.access.samples import COMPLAINT
from tests.stories.telling import number
from tests.support.town import open_town

FIRM = number("105811234")
PRIVATE = ("010-9999-1234", "숨긴길 45", "1980-01-01", "hong@hidden.example", "7777777")


@pytest.fixture
def stage(tmp_path: Path) -> Generator[Stage]:
    with open_town(tmp_path / "town", today=date(2026, 7, 1)) as opened:
        yield opened


def told_case(stage: Stage, identity: str, **consents: Any) -> tuple[str, dict[str, Player]]:
    """File a complaint of which the respondent is told, and return who stands around it."""
    people = {
        "owner": stage.player(Role.PARTY, "신고인"),
        "respondent": stage.player(Role.PARTY, "박대한"),
        "lead": stage.player(Role.LEAD, "과장", unit="subcontract"),
        "examiner": stage.player(Role.INVESTIGATOR, "조사관", unit="subcontract"),
        "commissioner": stage.player(Role.COMMITTEE, "위원"),
    }
    people["respondent"].post("/companies", {"name": "대한모터스(가상)", "business_number": FIRM})
    complaint = {
        **COMPLAINT,
        "complainant": {"kind": "individual", "name": "홍길동", "address": PRIVATE[1],
                        "phone": PRIVATE[0], "birth_on": PRIVATE[2], "email": PRIVATE[3]},
        "respondent": {**COMPLAINT["respondent"], "business_number": FIRM},
        "violation": {**COMPLAINT["violation"], "price_won": 7777777, "loss_won": 7777777},
        "consents": {"identity": identity, "collection": True, "notify_respondent": True} | consents,
    }  # fmt: skip
    case_id = people["owner"].post("/complaints", complaint)["case_id"]
    path = f"/cases/{case_id}"
    form = {"account_id": people["examiner"].account_id}
    people["lead"].act(f"{path}/assignment", form, about=path)
    return case_id, people


@pytest.mark.parametrize("identity", ["public", "private", "after_measure"])
def test_the_respondent_never_reads_addresses_numbers_or_sums(stage: Stage, identity: str) -> None:
    case_id, people = told_case(stage, identity)
    path = f"/cases/{case_id}"
    people["examiner"].act(f"{path}/consent/notice", about=path)
    for place in (path, f"{path}/timeline", f"{path}/transitions", f"{path}/exhibits", "/cases"):
        shown = str(people["respondent"].get(place))
        assert not [word for word in PRIVATE if word in shown], place
        assert ("홍길동" in shown) <= (identity == "public"), place
    shown = people["respondent"].get(path)
    assert shown["identity_choice"] == ""
    assert (shown["complaint"]["told"]["what"] is not None) is (identity == "public")
    commands = [step["command"] for step in people["respondent"].get(f"{path}/timeline")["items"]]
    assert [one for one in commands if one.startswith("consent")] == ["consent_notify"]


def test_a_withdrawal_opens_no_identity_and_a_closed_case_takes_nothing(stage: Stage) -> None:
    case_id, people = told_case(stage, "after_measure")
    path, (owner, lead, examiner) = f"/cases/{case_id}", (
        people[part] for part in ("owner", "lead", "examiner"))  # fmt: skip
    other, _ = told_case_again(people, "after_measure")
    examiner.act(f"{path}/consent/notice", about=path)
    asked = examiner.post(f"{path}/supplements", {"questions": "언제 알았습니까?"})
    for one in (path, f"/cases/{other}"):
        owner.act(f"{one}/withdrawal", {"reason": "그만둡니다"}, about=one)
    assert people["respondent"].get(path)["complainant_name"] is None
    assert "홍길동" not in str(people["respondent"].get(path))
    version = {"version": lead.get(f"/cases/{other}")["version"]}
    tries = (
        (examiner, f"/cases/{other}/consent/notice", {}),
        (examiner, f"/cases/{other}/supplements", {"questions": "무엇을 냈습니까?"}),
        (lead, f"/cases/{other}/assignment", {"account_id": examiner.account_id}),
        (lead, f"/cases/{other}/seats", {"account_id": people["commissioner"].account_id}),
    )
    for who, place, form in tries:
        answer = who.call("POST", place, form, **version)
        assert (answer.status, answer.body["code"]) == (409, "case-closed"), place
    late = owner.call("POST", f"{path}/supplements/{asked['id']}/answer", {"answer": "어제요"},
                      version=asked["version"])  # fmt: skip
    assert (late.status, late.body["code"]) == (409, "case-closed")
    assert people["respondent"].call("GET", f"/cases/{other}").status == 404


def told_case_again(people: dict[str, Player], identity: str) -> tuple[str, dict[str, Player]]:
    """File a second complaint between the same people."""
    consents = {"identity": identity, "collection": True, "notify_respondent": True}
    named = {**COMPLAINT["respondent"], "business_number": FIRM}
    form = {**COMPLAINT, "respondent": named, "consents": consents}
    path = f"/cases/{people['owner'].post('/complaints', form)['case_id']}"
    account = {"account_id": people["examiner"].account_id}
    people["lead"].act(f"{path}/assignment", account, about=path)
    return path.split("/")[2], people


def test_consent_is_taken_back_as_easily_as_it_was_given(stage: Stage) -> None:
    case_id, people = told_case(stage, "public")
    path = f"/cases/{case_id}"
    people["owner"].act(f"{path}/consent/answer", {"notify_respondent": False}, about=path)
    assert people["owner"].get(path)["consent"]["code"] == "refused"
    version = people["examiner"].get(path)["version"]
    answer = people["examiner"].call("POST", f"{path}/consent/notice", {}, version=version)
    assert answer.status == 409


def test_a_firm_cannot_report_itself_and_a_code_counts_once(stage: Stage) -> None:
    owner = stage.player(Role.PARTY, "신고인")
    firm = owner.post("/companies", {"name": "자기(가상)", "business_number": FIRM})["company_id"]
    form = {
        **COMPLAINT,
        "complainant": {**COMPLAINT["complainant"], "company_id": firm},
        "respondent": {"name": "자기(가상)", "address": "서울", "business_number": FIRM},
    }
    answer = owner.call("POST", "/complaints", form)
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "same_firm")
    twice = {**COMPLAINT, "violation": {**COMPLAINT["violation"], "codes": ["SC-CUT", "SC-CUT"]}}
    case_id = owner.post("/complaints", twice)["case_id"]
    assert [v["code"] for v in owner.get(f"/cases/{case_id}")["violations"]] == ["SC-CUT"]


def test_a_partys_list_tells_neither_the_examiner_nor_the_hidden_day(stage: Stage) -> None:
    case_id, people = told_case(stage, "public")
    path = f"/cases/{case_id}"
    people["examiner"].act(f"{path}/consent/notice", about=path)
    other, _ = told_case_again(people, "public")
    people["examiner"].act(f"/cases/{other}/consent/notice", about=f"/cases/{other}")
    respondent = people["respondent"]
    first = respondent.get("/cases?limit=1")
    assert first["items"][0]["examiner_id"] == ""
    cursor = first["next_cursor"]
    inside = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    assert inside == [first["items"][0]["id"]]
    second = respondent.get(f"/cases?limit=1&cursor={cursor}")
    assert {first["items"][0]["id"], second["items"][0]["id"]} == {case_id, other}
    assert not second["has_more"]


def test_an_act_on_what_hangs_on_a_case_makes_the_version_read_before_stale(stage: Stage) -> None:
    case_id, people = told_case(stage, "public")
    path = f"/cases/{case_id}"
    version = people["lead"].get(path)["version"]
    form = {"account_id": people["examiner"].account_id}
    answers = [people["lead"].call("POST", f"{path}/assignment", form, version=version)
               for _ in range(2)]  # fmt: skip
    assert [answer.status for answer in answers] == [201, 412]
