"""How the stories of the tracks begin, and how they read clocks and refusals."""

from typing import Any

from app.access.actor import Role
from app.demo.complaints import draft_with_files
from app.demo.stage import Player, Stage
from tests.access.samples import COMPLAINT
from tests.stories.telling import number

FIRM = number("105811234")


def begun(
    stage: Stage, *codes: str, unit: str, proof: bool = False
) -> tuple[str, dict[str, Player]]:
    """File a complaint on codes and assign an examiner of the unit that takes it."""
    people = {
        "owner": stage.player(Role.PARTY, "신고인"),
        "respondent": stage.player(Role.PARTY, "박대한"),
        "lead": stage.player(Role.LEAD, "과장", unit=unit),
        "examiner": stage.player(Role.INVESTIGATOR, "조사관", unit=unit),
        "secretary": stage.player(Role.SECRETARY, "담당"),
    }
    firm = {"name": "대한모터스(가상)", "business_number": FIRM, "size": "large"}
    people["respondent"].post("/companies", firm)
    named = {**COMPLAINT["respondent"], "business_number": FIRM}
    violation = {**COMPLAINT["violation"], "codes": list(codes), "trade_ended_on": "2025-06-30"}
    form = {**COMPLAINT, "respondent": named, "violation": violation}
    if proof:
        form["draft_id"] = draft_with_files(people["owner"])
    case_id = people["owner"].post("/complaints", form)["case_id"]
    path = f"/cases/{case_id}"
    examiner = {"account_id": people["examiner"].account_id}
    people["lead"].act(f"{path}/assignment", examiner, about=path)
    return case_id, people


def clock_of(player: Player, case_id: str, name: str) -> dict[str, Any]:
    """Return one clock of a case."""
    clocks = player.get(f"/cases/{case_id}")["clocks"]
    return next(clock for clock in clocks if clock["name"] == name)


def refused(player: Player, case_id: str, command: str, **form: Any) -> str:
    """Return the code of the guard that blocks a step."""
    version = player.get(f"/cases/{case_id}")["version"]
    answer = player.call(
        "POST", f"/cases/{case_id}/transitions", {"command": command, **form}, version=version
    )
    assert answer.status in {409, 422}, answer.body
    return str((answer.body.get("reasons") or [{"code": answer.body["code"]}])[0]["code"])
