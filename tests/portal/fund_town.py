"""A town with the fund's office, a firm that was harmed, and its case; browsers for each of them."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from app.access.actor import Role
from app.demo.complaints import draft_with_files
from app.demo.stage import Player, Stage
from tests.stories.telling import number
from tests.support.site import Site
from tests.support.town import open_town

TODAY = date(2026, 11, 23)
RESPONDENT = "119-81-00002"


class Desk(Site):
    """A browser of one of the town's people, who can confirm once more who it is."""

    def __init__(self, town: "FundTown", player: Player, language: str = "ko") -> None:
        """Sign in."""
        super().__init__(town.stage.house, language)
        self.get("/sign-in")
        self.press("/sign-in/demonstration", account=player.account_id)

    def step_up(self) -> None:
        """Confirm with the code that would have been sent."""
        self.get("/step-up")
        self.press("/step-up/code")
        here = self.page
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", words(self.get("/messages")))
        assert code
        self.page = here
        self.press("/step-up", code=code[0])

    def do(self, path: str, expect: int = 200, **typed: Any) -> str:
        """Open the page of a step and send its form."""
        self.get(path)
        return self.press(path, expect, **typed)

    def send(self, action: str, expect: int = 200, **typed: Any) -> str:
        """Send a form of the open page; names with dots are written as they are."""
        return self.press(action, expect, **typed)


@dataclass
class FundTown:
    """The stage, its people by part, and the case."""

    stage: Stage
    people: dict[str, Player]
    case_id: str = ""

    def desk(self, part: str, language: str = "ko") -> Desk:
        """Return a browser for somebody."""
        return Desk(self, self.people[part], language)


@contextmanager
def open_fund_town(folder: Path, database_url: str = "", **more: Any) -> Generator[FundTown]:
    """Yield a town whose firm has filed a case with evidence."""
    with open_town(folder, database_url=database_url, today=TODAY, **more) as stage:
        roles = {
            "owner": Role.PARTY, "respondent": Role.PARTY, "stranger": Role.PARTY,
            "officer": Role.FUND_OFFICER, "checker": Role.FUND_CHECKER,
            "second": Role.FUND_CHECKER, "third": Role.FUND_CHECKER, "auditor": Role.AUDITOR,
            "secretary": Role.SECRETARY, "examiner": Role.INVESTIGATOR,
        }  # fmt: skip
        people = {
            part: stage.player(
                role, f"{part} (가상)", unit="technology" if part == "examiner" else ""
            )
            for part, role in roles.items()
        }
        town = FundTown(stage, people)
        people["respondent"].post(
            "/companies",
            {"name": "미래플랜트(가상)", "business_number": RESPONDENT, "size": "large"},
        )
        town.case_id = _case(people["owner"])
        yield town


def _case(owner: Player) -> str:
    firm = {"name": "한빛정밀(가상)", "business_number": number("102811117"), "size": "small"}
    company_id = owner.post("/companies", firm)["company"]["id"]
    form: dict[str, Any] = {
        "complainant": {"kind": "corporation", "name": "소유자", "company_id": company_id,
                        "company_name": "한빛정밀(가상)", "address": "경기도 시흥시 공단로 1",
                        "phone": "031-888-5353"},
        "respondent": {"name": "미래플랜트(가상)", "business_number": RESPONDENT,
                       "address": "울산광역시 남구 공단로 2"},
        "violation": {"codes": ["ST-INF"], "narrative": {"what": "공정 조건을 무단으로 썼습니다."},
                      "technology": {"name": "열처리 조건표", "act": "used"}},
        "consents": {"identity": "private", "collection": True},
        "statement": {"true": True, "signature": "소유자"},
        "draft_id": draft_with_files(owner),
    }  # fmt: skip
    return str(owner.post("/complaints", form)["case_id"])


def words(page: str) -> str:
    """Return a page as it is read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def exhibit_of(page: str) -> str:
    """Return the first piece of evidence that a form offers."""
    found = re.search(r'name="evidence" value="([^"]+)"', page)
    assert found
    return found[1]


APPLICATION = {
    "lines.0.benefit": "litigation_cost", "lines.0.harm": "ST-INF",
    "lines.0.cost_won": "20,000,000", "lines.0.claimed_won": "1,000만",
    "losses.1.kind": "litigation", "losses.1.description": "소송 비용",
    "losses.1.claimed_won": "30000000",
    "suit.court": "서울중앙지방법원", "suit.docket_number": "2026가합1",
    "suit.filed_on": "2026. 9. 1.",
    "payee.bank_code": "004", "payee.account_number": "123-456-789012",
    "payee.holder_name": "한빛정밀(가상)", "statement": "사실대로 적었습니다.",
}  # fmt: skip


def apply(town: FundTown) -> str:
    """Let the firm apply on its page; returns the id of the application."""
    owner = town.desk("owner")
    page = owner.get(f"/my-fund/new/{town.case_id}")
    piece = exhibit_of(page)
    form = {**APPLICATION, "evidence": piece, "suit.evidence_item_id": piece}
    owner.send(f"/my-fund/new/{town.case_id}", **form)
    return owner.path.rpartition("/")[2]


def gift(town: FundTown, amount: str = "50,000,000") -> str:
    """Record a pledge and its money on pages; returns the id of the contribution."""
    officer = town.desk("officer")
    officer.do(
        "/fund/contributions/new/pledge", source="company", account="general",
        contributor_name="한빛전자 (가상)", amount_won=amount, purpose="litigation",
    )  # fmt: skip
    made = officer.path.rpartition("/")[2]
    path = f"/fund/contributions/{made}/steps/receive"
    officer.do(path, amount_won=amount, reference=f"IN-{made[-6:]}")
    return made
