"""Behind a wall a case does not exist: in no list, count or search, and not by its own address."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.access.actor import Role
from app.demo.stage import Player, Stage
from tests.access.samples import COMPLAINT
from tests.stories.telling import number
from tests.support.town import open_town

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
FIRM = number("105811234")
LISTS = (
    "/cases", "/cases?open=true", "/cases?limit=1", "/cases?state=received", "/cases?track=kftc",
    "/companies", "/companies?search=%EB%AA%A8%ED%84%B0%EC%8A%A4", "/walls/declarations",
    "/audit/own-leaves",
)  # fmt: skip


def lists_of(player: Player) -> bytes:
    """Return every byte that the lists answer, with the headers that carry facts."""
    found = []
    for path in LISTS:
        answer = player.call("GET", path)
        if path.startswith("/audit"):  # the refusals that the test provokes are its own
            found.append(str(answer.status))
            continue
        etag = answer.headers.get("etag", "")
        found.append(json.dumps(answer.body, ensure_ascii=False) + etag)
    return "\n".join(found).encode()


def file(owner: Player, respondent: str, business_number: str) -> str:
    """File a complaint against a firm and return the case's id."""
    named = {**COMPLAINT["respondent"], "name": respondent, "business_number": business_number}
    return str(owner.post("/complaints", {**COMPLAINT, "respondent": named})["case_id"])


def people(stage: Stage) -> dict[str, Player]:
    """Open the accounts: everybody is there twice, once behind the wall."""
    made = {
        "owner": stage.player(Role.PARTY, "신고인"),
        "auditor": stage.player(Role.AUDITOR, "감사"),
    }
    for part, role, unit in (
        ("secretary", Role.SECRETARY, ""), ("lead", Role.LEAD, "subcontract"),
        ("examiner", Role.INVESTIGATOR, "subcontract"), ("commissioner", Role.COMMITTEE, ""),
    ):  # fmt: skip
        made[part] = stage.player(role, part, unit=unit)
        made[f"walled_{part}"] = stage.player(role, f"walled {part}", unit=unit)
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_the_same_to_the_byte_with_and_without_a_walled_case(
    tmp_path: Path, new_database: Callable[[str], str], kind: str
) -> None:
    with open_town(
        tmp_path / "t", database_url=new_database(kind), today=date(2026, 7, 1)
    ) as stage:
        who = people(stage)
        firm = {"name": "대한모터스(가상)", "business_number": FIRM}
        company_id = stage.player(Role.PARTY, "박대한").post("/companies", firm)["company_id"]
        file(who["owner"], "다른상사(가상)", number("110815551"))
        for part, player in who.items():
            if part.startswith("walled_"):
                form = {
                    "person_id": player.person_id,
                    "company_id": company_id,
                    "reason": "전 직장",
                }
                who["auditor"].post("/walls", form)
        before = {part: lists_of(player) for part, player in who.items()}
        case_id = file(who["owner"], "대한모터스(가상)", FIRM)
        after = {part: lists_of(player) for part, player in who.items()}
        changed = {part for part in who if before[part] != after[part]}
        assert changed == {"owner", "auditor", "secretary", "lead"}
        for part, player in who.items():
            if part.startswith("walled_"):
                answers = {
                    json.dumps(
                        _known(player.call("GET", f"/cases/{one}{sub}").body), sort_keys=True
                    )
                    for one in (case_id, "case_" + "0" * 32)
                    for sub in ("", "/timeline", "/transitions", "/measures", "/papers")
                }
                assert len(answers) == 1  # what is walled and what is not there sound alike


def _known(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if name not in {"instance", "request_id"}}


def test_a_wall_holds_at_the_next_request_and_an_official_behind_one_is_not_put_on_a_case(
    tmp_path: Path, new_database: Callable[[str], str]
) -> None:
    url = new_database("sqlite")
    with open_town(tmp_path / "t", database_url=url, today=date(2026, 7, 1)) as stage:
        who = people(stage)
        case_id = file(who["owner"], "대한모터스(가상)", FIRM)
        path = f"/cases/{case_id}"
        form = {"account_id": who["examiner"].account_id}
        who["lead"].act(f"{path}/assignment", form, about=path)
        assert who["examiner"].get(path)["viewer"] == "staff"
        who["examiner"].post("/walls/declarations", {"case_id": case_id, "reason": "친족"})
        assert who["examiner"].call("GET", path).status == 404
        assert who["examiner"].get("/cases")["items"] == []
        version = who["lead"].get(path)["version"]
        again = who["lead"].call("POST", f"{path}/assignment", form, version=version)
        assert (again.status, again.body["code"]) == (409, "walled-off")


def test_an_account_that_is_disabled_loses_its_token_at_once(
    tmp_path: Path, new_database: Callable[[str], str]
) -> None:
    with open_town(tmp_path / "t", database_url=new_database("sqlite")) as stage:
        lead = stage.player(Role.LEAD, "과장", unit="subcontract")
        administrator = stage.player(Role.ADMINISTRATOR, "관리")
        assert lead.call("GET", "/cases").status == 200
        path = f"/accounts/{lead.account_id}"
        administrator.act(f"{path}/disabling", about=path)
        assert lead.call("GET", "/cases").status == 401
        administrator.act(f"{path}/enabling", about=path)
        lead.call("GET", "/cases")
