"""Stretches of a case's life that several stories share, played through the public API."""

from datetime import date, timedelta
from typing import Any

from app.demo import panel
from app.demo.cast import Cast
from app.demo.complaints import FILES, Files, complaint, draft_with_files
from app.demo.stage import Player, Stage

SEVERITY_TABLE = {
    "severity_very_grave_floor": "60%",
    "severity_very_grave_ceiling": "80%",
    "severity_grave_floor": "40%",
    "severity_grave_ceiling": "60%",
    "severity_weak_floor": "20%",
    "severity_weak_ceiling": "40%",
    "flat_very_grave_floor": "900000000",
    "flat_very_grave_ceiling": "2000000000",
    "flat_grave_floor": "200000000",
    "flat_grave_ceiling": "900000000",
    "flat_weak_floor": "40000000",
    "flat_weak_ceiling": "200000000",
}


def enter_severity_table(cast: Cast, *, from_on: date = date(2026, 8, 4)) -> None:
    """Enter the tables that the notice of August 2026 has as pictures: one enters, one approves."""
    for name, value in SEVERITY_TABLE.items():
        entered = cast.lead.post(
            "/law/figures",
            {
                "name": name,
                "value": value,
                "effective_from": from_on.isoformat(),
                "source_paper": "시연용 가정 표(고시 별표는 그림이라 확인하지 못함)",
                "reason": "시연용 수치",
            },
        )
        path = f"/law/figures/{entered['id']}/approval"
        cast.secretary.post(path, version=entered["version"])


def file(
    filer: Player, cast: Cast, respondent: str, codes: list[str], what: str,
    *, files: Files = FILES, **more: Any,
) -> str:  # fmt: skip
    """File a complaint with files, two unless others are given, and return the case's id."""
    company = next((n for n, player in _owners(cast).items() if player is filer), "")
    body = complaint(
        codes,
        respondent,
        what,
        **{
            "complainant": {
                "name": filer.name,
                "company_name": company,
                "company_id": cast.companies.get(company, ""),
            },
            "statement": {"signature": filer.name},
            **more,
        },
    )
    body["respondent"] |= cast.company(respondent)
    body["draft_id"] = draft_with_files(filer, files)
    return str(filer.post("/complaints", body)["case_id"])


def _owners(cast: Cast) -> dict[str, Player]:
    return {"한빛정밀(가상)": cast.owner, "누리소재(가상)": cast.other_owner}


def assign(lead: Player, examiner: Player, case_id: str) -> None:
    """Name the examiner."""
    path = f"/cases/{case_id}"
    lead.act(f"{path}/assignment", {"account_id": examiner.account_id}, about=path)


def investigate(stage: Stage, cast: Cast, case_id: str, opened_on: date) -> None:
    """Take a KFTC case from receipt to an open investigation; the respondent is told."""
    assign(cast.lead, cast.examiner, case_id)
    path = f"/cases/{case_id}"
    cast.examiner.step(case_id, "begin_pre_review")
    if cast.examiner.get(path)["consent"]["code"] == "given":
        cast.examiner.act(f"{path}/consent/notice", about=path)
    cast.examiner.step(case_id, "register")
    stage.on(opened_on)
    cast.examiner.step(case_id, "open_investigation")


def decide(
    stage: Stage, cast: Cast, case_id: str, reported_on: date, *, respondent: Player
) -> date:
    """Take a KFTC case from the report to the resolution; returns the day of the resolution."""
    stage.on(reported_on)
    cast.examiner.step(case_id, "send_report", panel="subcommittee")
    stage.on(reported_on + timedelta(days=14))
    respondent.step(case_id, "receive_opinion", reason="의견서를 제출합니다.")
    hearing_on = reported_on + timedelta(days=28)
    panel.resolve(stage, cast.secretary, cast.panel, case_id, hearing_on)
    return hearing_on


def draft(player: Player, case_id: str, kind: str, **form: Any) -> str:
    """Draft a measure and return its id."""
    body = {"kind": kind, "reasons": "조사 결과 위반 사실이 인정됩니다.", **form}
    return str(player.post(f"/cases/{case_id}/measures", body)["id"])


def issue_and_serve(cast: Cast, lead: Player, measure_ids: list[str]) -> None:
    """Have measures countersigned by another person, issued and served."""
    for measure_id in measure_ids:
        path = f"/measures/{measure_id}"
        lead.act(f"{path}/countersignature", about=path)
        lead.act(f"{path}/issue", about=path)
    for measure_id in measure_ids:
        path = f"/measures/{measure_id}"
        cast.secretary.act(f"{path}/service", about=path)
