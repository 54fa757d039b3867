"""A town in which a firm applies to the fund from its case; everybody is fictional."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import WORKER, Role
from app.db.events import ConfidentialRead
from app.db.work import Work, perform
from app.demo.complaints import complaint, draft_with_files
from app.demo.stage import Answer, Player, Stage
from app.sanctions.tables import Measure
from tests.stories.telling import number
from tests.support.town import open_town

TODAY = date(2026, 11, 23)
SERVED_ON = date(2026, 9, 1)
LOSS_WON = 300_000_000


@dataclass
class Applicants:
    """Two firms with a case each, an officer, an approver, and others who must not see them."""

    stage: Stage
    people: dict[str, Player] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Player:
        """Return somebody by part."""
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def file_case(self, owner: str, codes: list[str]) -> str:
        """File a complaint with two files as the firm of somebody and return the case's id."""
        player = self.people[owner]
        body = complaint(
            codes, "대한모터스(가상)", "대금을 깎았습니다.",
            complainant={"name": player.name, "company_id": self.companies[owner],
                         "company_name": f"{owner}의 회사(가상)"},
            statement={"signature": player.name},
            violation={"trade_ended_on": "2026-01-31", "price_won": 400_000_000,
                       "loss_won": LOSS_WON},
        )  # fmt: skip
        body["respondent"]["business_number"] = number("105810000")
        body["draft_id"] = draft_with_files(player)
        case_id = str(player.post("/complaints", body)["case_id"])
        self.cases[owner] = case_id
        return case_id

    def serve_measure(self, case_id: str, *, served_on: date = SERVED_ON) -> None:
        """Let an order stand against the respondent of a case."""

        def act(work: Work) -> None:
            from app.cases import queries as cases  # noqa: PLC0415 - a scene needs the row

            case = cases.subject(work, case_id)
            row = work.add(
                Measure(
                    id=work.new_id("measure"), case_id=case_id, sequence=1,
                    company_id=case.respondent_company_id, kind="corrective_order",
                    regime="kftc_enacted", number=f"제2026-{case_id[-4:]}호", state="in_force",
                    decided_on=served_on, violations=case.violations, order_items=["지급할 것"],
                    legal_basis="하도급법 제25조", served_on=served_on, drafted_by="per_x",
                    law_edition="",
                )
            )  # fmt: skip
            work.record(ConfidentialRead(subject=row.id, level=1, what="scene"))

        perform(self.stage.house.world, WORKER, act)

    def items(self, owner: str = "owner") -> list[str]:
        """Return the evidence of somebody's case."""
        found = self.people[owner].get(f"/cases/{self.cases[owner]}/exhibits")["items"]
        return [one["evidence_item_id"] for one in found]

    def form(self, owner: str = "owner", **more: Any) -> dict[str, Any]:
        """Return an application for litigation costs, with one line of loss."""
        item = self.items(owner)[0]
        return {
            "case_id": self.cases[owner],
            "lines": [{"benefit": "litigation_cost", "harm": "SC-CUT", "cost_won": 20_000_000,
                       "claimed_won": 15_000_000}],
            "losses": [{"kind": "unpaid_price", "description": "깎인 대금",
                        "claimed_won": 50_000_000, "evidence": [item]}],
            "evidence": [item],
            "payee": {"bank_code": "004", "account_number": "123-456-789012",
                      "holder_name": "한빛정밀(가상)"},
            "statement": "사실대로 적었습니다.",
            **more,
        }  # fmt: skip

    def file(self, owner: str = "owner", **more: Any) -> dict[str, Any]:
        """File an application and return it."""
        filed: dict[str, Any] = self.people[owner].post(
            "/fund/applications", self.form(owner, **more)
        )
        return filed

    def act(self, who: str, application_id: str, verb: str, body: Any = None) -> dict[str, Any]:
        """Act on an application at its present version; must succeed."""
        path = f"/fund/applications/{application_id}"
        done: dict[str, Any] = self.people[who].act(f"{path}/{verb}", body or {}, about=path)
        return done

    def tried(self, who: str, application_id: str, verb: str, body: Any = None) -> Answer:
        """Try an act on an application at its present version."""
        path = f"/fund/applications/{application_id}"
        version = self.officer.get(path)["version"]
        return self.people[who].call("POST", f"{path}/{verb}", body or {}, version=version)

    def eligible(self, owner: str = "owner", **more: Any) -> dict[str, Any]:
        """Bring a new application to where it is found eligible."""
        filed = self.file(owner, **more)
        self.act("officer", filed["id"], "check")
        return self.act("officer", filed["id"], "eligible")

    def assessment(self, application: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Return an assessment that takes everything as it is claimed."""
        return {
            "losses": [{"line_id": one["id"], "assessed_won": one["claimed_won"],
                        "reasons": "세금계산서로 확인"} for one in application["losses"]],
            "lines": [{"line_id": one["id"], "cost_won": one["cost_won"],
                       "assessed_won": one["claimed_won"], "reasons": "영수증으로 확인",
                       "evidence": [application["evidence"][0]["item_id"]]}
                      for one in application["lines"] if not one["refused"]],
            "reason": "제출 자료로 산정함",
            **more,
        }  # fmt: skip

    def assessed(self, owner: str = "owner", **more: Any) -> dict[str, Any]:
        """Bring a new application to where it is assessed."""
        found = self.eligible(owner, **more)
        return self.act("officer", found["id"], "assessment", self.assessment(found))

    def work(self, act: Any) -> Any:
        """Run something as the service itself."""
        return perform(self.stage.house.world, WORKER, act)


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Generator[Applicants]:
    """Yield the town with a served order in the first firm's case."""
    with open_town(tmp_path / "town", database_url=database_url, today=TODAY) as stage:
        found = Applicants(stage)
        for part, role in (("owner", Role.PARTY), ("other", Role.PARTY),
                           ("officer", Role.FUND_OFFICER), ("second", Role.FUND_OFFICER), ("checker", Role.FUND_CHECKER),
                           ("examiner", Role.INVESTIGATOR), ("auditor", Role.AUDITOR)):  # fmt: skip
            found.people[part] = stage.player(role, f"{part} (가상)")
        for part, first_nine in (("owner", "102810000"), ("other", "107810000")):
            firm = {"name": f"{part}의 회사(가상)", "business_number": number(first_nine),
                    "size": "small"}  # fmt: skip
            answer = found.people[part].post("/companies", firm)
            found.companies[part] = answer["company"]["id"]
            found.file_case(part, ["SC-CUT"])
        found.serve_measure(found.cases["owner"])
        yield found
