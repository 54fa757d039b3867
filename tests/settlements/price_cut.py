"""A price cut as a case: filed with an open name, the respondent told; for tests of settlements."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.access.actor import Role
from app.demo.complaints import draft_with_files
from app.demo.stage import Player
from tests.stories.telling import Town, number, town

FIRM = number("105811234")


def file_case(told: Town, codes: tuple[str, ...] = ("SC-CUT",), **consents: Any) -> str:
    """File the complaint; returns the id of the case."""
    form: dict[str, Any] = {
        "complainant": {"kind": "corporation", "name": "김하늘", "address": "경기도 안산시 1",
                        "phone": "031-123-4567", "company_name": "한빛정밀(가상)"},
        "respondent": {"name": "대한모터스(가상)", "address": "서울특별시 강남구 2",
                       "business_number": FIRM},
        "violation": {"codes": list(codes), "trade_ended_on": "2025-12-31",
                      "price_won": 300_000_000,
                      "narrative": {"what": "납품 뒤 대금을 깎았습니다."},
                      "technology": {"name": "조건표", "secrecy_measures": ["nda"], "act": "used"}},
        "consents": {"identity": "public", "collection": True, "notify_respondent": True,
                     **consents},
        "statement": {"true": True, "signature": "김하늘"},
    }  # fmt: skip
    form["draft_id"] = draft_with_files(told.owner)
    return str(told.owner.post("/complaints", form)["case_id"])


def tell_respondent(told: Town, case_id: str) -> None:
    """Assign the case and tell the respondent of it."""
    path = f"/cases/{case_id}"
    told.lead.act(f"{path}/assignment", {"account_id": told.examiner.account_id}, about=path)
    told.examiner.step(case_id, "begin_pre_review")
    told.examiner.act(f"{path}/consent/notice", about=path)


def investigate(told: Town, case_id: str) -> None:
    """Register the case and open the investigation."""
    told.examiner.step(case_id, "register")
    told.examiner.step(case_id, "open_investigation")


@contextmanager
def price_cut(folder: Path, url: str, *, today: date = date(2026, 3, 2)) -> Generator[Town]:
    """Yield a town with both parties in it."""
    with town(folder, url, today=today) as told:
        told.join("owner", Role.PARTY, "김하늘")
        told.join("respondent", Role.PARTY, "박대한")
        firm = {"name": "대한모터스(가상)", "business_number": FIRM, "size": "large"}
        told.respondent.post("/companies", firm)
        yield told


def clock(told: Town, case_id: str, name: str) -> dict[str, Any] | None:
    """Return a clock of the case as the examiner sees it."""
    clocks = told.examiner.get(f"/cases/{case_id}")["clocks"]
    return next((one for one in clocks if one["name"] == name), None)


def step(player: Player, path: str, command: str, **form: Any) -> Any:
    """Take a step of a settlement at its present version."""
    return player.act(f"{path}/steps", {"command": command, **form}, about=path)
