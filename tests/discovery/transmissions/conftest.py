"""A case on which a court asks for the records, with everybody who has a part in it."""

import itertools
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyrage import decrypt, x25519

from app.access.actor import Role
from app.demo.complaints import draft_with_files
from app.demo.stage import Answer, Player, Stage
from app.discovery.transmissions.building import build_transmission
from tests.support.sample_files import SAMPLES
from tests.support.town import open_town

TODAY = date(2028, 3, 6)
UNIT = "technology"
FILES = tuple((f"자료{number}.pdf", SAMPLES["pdf"], "application/pdf") for number in range(4))
REQUEST: dict[str, Any] = {
    "court": "서울중앙지방법원 제63민사부", "docket_number": "2028가합12345",
    "case_number": "2028-기술-000001-A", "suit_act": "win_win", "suit_filed_on": "2028-03-02",
    "categories": ["statements", "papers_list", "other_records"],
    "scope": "원고 도면의 사용 여부를 확인한 조사기록 일체",
}  # fmt: skip


@dataclass
class Bench:
    """The agency and the courts of a test, and the case that they are about."""

    stage: Stage
    people: dict[str, Player]
    identity: Any
    case_id: str = ""
    keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def __getattr__(self, part: str) -> Player:
        """Return somebody by part."""
        try:
            return self.people[part]
        except KeyError:
            raise AttributeError(part) from None

    @property
    def key(self) -> str:
        """The court's public key."""
        return str(self.identity.to_public())

    def ask(self, **changes: Any) -> str:
        """Let the court ask for the records; returns the id of the request."""
        form = {**REQUEST, "recipient_key": self.key, **changes}
        return str(self.court.post("/transmissions", form)["id"])

    def matched(self, **changes: Any) -> str:
        """Ask, and let the secretary say whose case file it is about."""
        asked = self.ask(**changes)
        self.do(self.secretary, asked, "matching", {"case_id": self.case_id})
        return asked

    def reviewed(self, **changes: Any) -> str:
        """Ask, match, and begin the review."""
        asked = self.matched(**changes)
        self.do(self.examiner, asked, "review")
        return asked

    def do(self, who: Player, asked: str, verb: str, form: Any = None, **more: Any) -> Any:
        """Take a step at the present version."""
        return who.post(
            f"/transmissions/{asked}/{verb}", {} if form is None else form,
            version=self.version(asked), **more,
        )  # fmt: skip

    def try_(self, who: Player, asked: str, verb: str, form: Any = None) -> Answer:
        """Try a step at the present version and return whatever is answered."""
        return who.call(
            "POST", f"/transmissions/{asked}/{verb}", {} if form is None else form,
            version=self.version(asked),
        )  # fmt: skip

    def read(self, asked: str) -> Any:
        """Return a request as the secretary reads it."""
        return self.secretary.get(f"/transmissions/{asked}")

    def version(self, asked: str) -> int:
        """Return the present version of a request."""
        return int(self.read(asked)["version"])

    def state(self, asked: str) -> str:
        """Return where a request stands."""
        return str(self.read(asked)["state"]["code"])

    def items(self, asked: str, who: Player | None = None) -> list[Any]:
        """Return the item list as somebody reads it, the examiner by default."""
        return list((who or self.examiner).get(f"/transmissions/{asked}/items")["items"])

    def mark(self, asked: str, number: int, choice: str, **form: Any) -> Answer:
        """Let the examiner say what becomes of the item of a number, counted from 1."""
        item = self.items(asked)[number - 1]
        return self.examiner.call(
            "POST", f"/transmissions/{asked}/items/{item['id']}/decision",
            {"choice": choice, **form}, version=item["version"],
        )  # fmt: skip

    def mark_all(self, asked: str, choice: str = "send") -> None:
        """Let the examiner decide the same of every item."""
        for number in range(1, len(self.items(asked)) + 1):
            answer = self.mark(asked, number, choice)
            assert answer.status == 201, answer.body

    def released(self, **terms: Any) -> str:
        """Ask for everything, send everything, and make the package."""
        asked = self.reviewed()
        self.mark_all(asked)
        self.do(self.lead, asked, "decision", {"grant_level": 3})
        self.do(self.secretary, asked, "release", terms)
        self.build(asked)
        return asked

    def build(self, asked: str) -> int:
        """Make the packages of a request as the worker does."""
        house = self.stage.house
        payload = {"transmission_id": asked}
        return build_transmission(house.world, house.store, payload, house.keys.signer)

    def packages(self, asked: str) -> dict[str, Any]:
        """Return the packages of a request by kind."""
        return {found["kind"]: found for found in self.read(asked)["packages"]}

    def download(self, asked: str, kind: str = "records", who: Player | None = None) -> Answer:
        """Let somebody take a package, the court by default."""
        package = self.packages(asked)[kind]["id"]
        path = f"/transmissions/{asked}/packages/{package}/content"
        return (who or self.court).call("GET", path)

    def opened(self, sealed: bytes) -> bytes:
        """Return what a package holds, for whoever has the court's secret key."""
        return bytes(decrypt(sealed, [self.identity]))

    def later(self, **lapse: int) -> None:
        """Move the clock on."""
        self.stage.clock.advance(**lapse)


@contextmanager
def open_bench(folder: Path, url: str, today: date = TODAY) -> Generator[Bench]:
    """Yield a bench whose case has four pieces of evidence of the complainant."""
    with open_town(folder, database_url=url, today=today) as stage:
        roles = {
            "owner": Role.PARTY, "respondent": Role.PARTY, "stranger": Role.PARTY,
            "examiner": Role.INVESTIGATOR, "lead": Role.LEAD, "secretary": Role.SECRETARY,
            "court": Role.COURT, "other_court": Role.COURT, "auditor": Role.AUDITOR,
            "administrator": Role.ADMINISTRATOR,
        }  # fmt: skip
        inside = {"examiner", "lead"}
        people = {
            part: stage.player(role, f"{part} (가상)", unit=UNIT if part in inside else "")
            for part, role in roles.items()
        }
        people["other_lead"] = stage.player(Role.LEAD, "다른 과장 (가상)", unit="subcontract")
        bench = Bench(stage, people, x25519.Identity.generate())
        firm = {"name": "미래플랜트(가상)", "business_number": "119-81-00002", "size": "large"}
        bench.respondent.post("/companies", firm)
        bench.case_id = _filed(bench)
        path = f"/cases/{bench.case_id}"
        form = {"account_id": bench.examiner.account_id}
        bench.lead.act(f"{path}/assignment", form, about=path)
        yield bench


def _filed(bench: Bench) -> str:
    form: dict[str, Any] = {
        "complainant": {"kind": "individual", "name": "소유자", "address": "경기도 시흥시",
                        "phone": "031-888-5353"},
        "respondent": {"name": "미래플랜트(가상)", "business_number": "119-81-00002",
                       "address": "울산광역시 남구"},
        "violation": {"codes": ["ST-INF"], "narrative": {"what": "공정 조건을 무단으로 썼습니다."},
                      "technology": {"name": "열처리 조건표", "act": "used"}},
        "consents": {"identity": "public", "collection": True},
        "statement": {"true": True, "signature": "소유자"},
        "draft_id": draft_with_files(bench.owner, FILES),
    }  # fmt: skip
    return str(bench.owner.post("/complaints", form)["case_id"])


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Generator[Bench]:
    """Yield a bench; the test runs on both kinds of database."""
    with open_bench(tmp_path / "town", database_url) as opened:
        yield opened


@pytest.fixture
def small_bench(tmp_path: Path) -> Generator[Bench]:
    """Yield a bench on one database, for what does not depend on its kind."""
    with open_bench(tmp_path / "town", "") as opened:
        yield opened
