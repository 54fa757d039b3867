"""How the stories are told: who takes part, what is refused to whom, and what nobody may leak."""

import json
import zlib
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from re import DOTALL, findall
from typing import Any

from pypdfium2 import PdfDocument

from app.access.actor import Role
from app.audit.verify import verify
from app.db.work import audited_tables
from app.demo.stage import Answer, Player, Stage
from app.people import business_number
from tests.access.doors import app_of, doors
from tests.support.town import open_town

NOBODY = "x_" + "0" * 32  # an id that nothing has
# Kinds of refusal that are recorded; a form that cannot be read or is incomplete is not one.
RECORDED = {403, 404, 409, 412}


def number(first_nine: str) -> str:
    """Return a business number with its check digit, as it is printed."""
    whole = f"{first_nine}{business_number.check_digit(first_nine)}"
    return f"{whole[:3]}-{whole[3:5]}-{whole[5:]}"


def article_of(body: Mapping[str, Any]) -> str:
    """Return every article that a refusal names, in one line."""
    return "; ".join(f"{b['act']} {b['article']}" for b in body.get("legal_basis", []))


@dataclass
class Town:
    """The stage of a story, its people, and the refusals that were given on the way."""

    stage: Stage
    people: dict[str, Player] = field(default_factory=dict)
    given: "Counter[tuple[str, str]]" = field(default_factory=Counter)

    def __getattr__(self, name: str) -> Player:
        """Return a person of the story by part."""
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def join(self, part: str, role: Role, name: str, **more: Any) -> Player:
        """Open an account for a part of the story."""
        self.people[part] = self.stage.player(role, name, **more)
        return self.people[part]

    def refuse(
        self, player: Player, path: str, form: Any = None, *, status: int, code: str,
        article: str = "", version: int | None = None, method: str = "POST",
    ) -> dict[str, Any]:  # fmt: skip
        """Ask for what must be refused, hold the refusal to its shape, and return it."""
        if version is None and method == "POST" and ("/cases/" in path or "/measures/" in path):
            version = self.version_of(path)
        body = {} if form is None and method == "POST" else form
        answer = player.call(method, path, body, version=version)
        self._expect(answer, path, status, code)
        assert article in article_of(answer.body), (path, answer.body)
        if status in RECORDED:
            self.given[player.account_id, code] += 1
        return dict(answer.body)

    def version_of(self, path: str) -> int | None:
        """Return the present version of what a path is about, as the auditing worker knows it."""
        kind, thing = path.split("/")[1:3]
        reader = self.people.get("secretary")
        found = reader.call("GET", f"/{kind}/{thing}") if reader else None
        return found.body.get("version") if found and found.status == 200 else 1

    def evidence_of(self, case_id: str) -> list[str]:
        """Return the ids of all evidence on the file of a case, as the secretary knows it."""
        exhibits = self.secretary.get(f"/cases/{case_id}/exhibits")["items"]
        return [exhibit["evidence_item_id"] for exhibit in exhibits]

    @staticmethod
    def _expect(answer: Answer, path: str, status: int, code: str) -> None:
        assert (answer.status, getattr(answer.body, "get", {}.get)("code")) == (status, code), (
            path, answer.status, answer.body,
        )  # fmt: skip
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.body["detail_ko"].strip()
        assert answer.body["detail_en"].strip()

    def refuse_step(
        self, player: Player, case_id: str, command: str, *, status: int, code: str,
        article: str = "", **form: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """Ask for a step of a case that must be refused."""
        path = f"/cases/{case_id}/transitions"
        wanted = {"command": command, **form}
        return self.refuse(player, path, wanted, status=status, code=code, article=article)

    def blocked(self, player: Player, path: str, command: str) -> dict[str, Any]:
        """Return a step that `transitions` lists as blocked, with its reasons."""
        steps = player.get(f"{path}/transitions")["blocked"]
        return next(step for step in steps if step["command"] == command)

    def allowed(self, player: Player, path: str) -> set[str]:
        """Return the commands that `transitions` offers."""
        return {step["command"] for step in player.get(f"{path}/transitions")["allowed"]}

    def refusals_in_the_log(self) -> "Counter[tuple[str, str]]":
        """Return every refusal that the auditor finds, by account and problem."""
        found: Counter[tuple[str, str]] = Counter()
        cursor = ""
        while True:
            more = f"&cursor={cursor}" if cursor else ""
            page = self.auditor.get(f"/audit/leaves?event=act_refused&limit=200{more}")
            for leaf in page["items"]:
                found[leaf["actor_id"], leaf["payload"]["data"]["problem"]] += 1
            cursor = page["next_cursor"]
            if not page["has_more"]:
                return found

    def check_refusals(self) -> None:
        """Hold that the log knows every refusal of the story, and no other."""
        assert self.refusals_in_the_log() == self.given

    def check_log(self) -> None:
        """Hold that log and rows are as the service wrote them."""
        self.stage.settle()
        house = self.stage.house
        report = verify(
            house.world.engine, public_key=house.keys.public, audited_tables=audited_tables(),
            witness_path=house.settings.witness, seal_key=house.keys.seal_key,
        )  # fmt: skip
        assert report.ok, report.as_dict()

    def check_papers(self, reader: Player, case_id: str) -> list[dict[str, Any]]:
        """Hold that every paper is genuine at the public door, and return what the reader gets."""
        papers: list[dict[str, Any]] = reader.get(f"/cases/{case_id}/papers")["items"]
        for paper in papers:
            code = paper["verification_code"]
            answer = self.stage.send("GET", f"/api/v1/papers/verification/{code.lower()}")
            assert answer.status == 200
            assert answer.body["sha256"] == paper["sha256"]
            assert answer.body["status"] == "issued"
            assert "name" not in answer.body
            pdf = reader.get(f"/papers/{paper['id']}/content")
            assert pdf.startswith(b"%PDF-")
        assert (
            self.stage.send("GET", "/api/v1/papers/verification/0000-0000-0000-0000").status == 404
        )
        return papers


@contextmanager
def town(folder: Path, url: str, *, today: date, **more: Any) -> Generator[Town]:
    """Yield a town with its officials on a database."""
    with open_town(folder, database_url=url, today=today, **more) as stage:
        made = Town(stage)
        made.join("lead", Role.LEAD, "한과장", unit="subcontract")
        made.join("technology_lead", Role.LEAD, "임과장", unit="technology")
        made.join("examiner", Role.INVESTIGATOR, "윤조사", unit="subcontract")
        made.join("other_examiner", Role.INVESTIGATOR, "허조사", unit="subcontract")
        made.join("technology_examiner", Role.INVESTIGATOR, "서기술", unit="technology")
        made.join("secretary", Role.SECRETARY, "심의담")
        made.join("commissioner", Role.COMMITTEE, "오위원")
        made.join("auditor", Role.AUDITOR, "감은서")
        yield made


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF as a reader program finds them."""
    document = PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _streams(pdf: bytes) -> str:
    """Return what the streams of a PDF hold, metadata and outlines included."""
    found = []
    for raw in findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return b"\n".join([pdf, *found]).decode("utf-8", "ignore")


def _things(town: Town, case_id: str) -> dict[str, list[str]]:
    """Return the ids of everything around a case, by the name that paths give them."""
    case = town.secretary.get(f"/cases/{case_id}")
    measures = town.secretary.get(f"/cases/{case_id}/measures")["items"]
    leaves = town.auditor.get(f"/audit/leaves?subject={case_id}&limit=200")["items"]
    relations = town.secretary.get(f"/cases/{case_id}/relations")["items"]
    papers = [
        paper
        for name in ("owner", "respondent")
        for paper in town.people[name].get(f"/cases/{case_id}/papers")["items"]
    ]
    return {
        "case_id": [case_id],
        "measure_id": [measure["id"] for measure in measures],
        "objection_id": [one["id"] for measure in measures for one in measure["objections"]],
        "company_id": [case["respondent_company_id"], *(
            [case["complainant_company_id"]] if case["complainant_company_id"] else []
        )],
        "item_id": town.evidence_of(case_id),
        "paper_id": sorted({paper["id"] for paper in papers}),
        "code": [paper["verification_code"] for paper in papers],
        "account_id": [player.account_id for player in town.people.values()],
        "person_id": [tie["person_id"] for tie in relations if tie["person_id"]],
        "event_id": [leaf["event_id"] for leaf in leaves],
        "draft_id": [NOBODY],
        "wall_id": [NOBODY],
        "supplement_id": [NOBODY],
        "year": ["2026"],
        "slug": ["not-found"],
        "tag": ["cases"],
    }  # fmt: skip


def everything_readable(
    town: Town, reader: Player, case_id: str, *, pages: bool = False
) -> dict[str, str]:
    """Return the text of every GET door as a reader finds it, by path; `pages`: the portal's too."""
    things = _things(town, case_id)
    found: dict[str, str] = {}
    for door in doors(app_of(town.stage)):
        if door.method != "GET" or not (pages or door.rest):
            continue
        names = findall(r"{(\w+)}", door.path)
        known = {name: things.get(name, [NOBODY]) for name in names}
        for values in product(*known.values()):
            path = door.path.format(**dict(zip(names, values, strict=True)))
            headers = {"Authorization": f"Bearer {reader.token}"}
            answer = town.stage.send("GET", path, headers=headers)
            assert answer.status < 500, (path, answer.body)
            # The demonstration's role picker names every account to anybody, as it is meant to.
            if path != "/sign-in":
                found[path] = _words(answer)
    return found


def _words(answer: Answer) -> str:
    headers = str(dict(answer.headers))
    if not isinstance(answer.body, bytes):
        return json.dumps(answer.body, ensure_ascii=False) + headers
    if answer.body.startswith(b"%PDF-"):
        return "text of a paper: " + text_of(answer.body) + _streams(answer.body) + headers
    return answer.body.decode("utf-8", "ignore") + headers
