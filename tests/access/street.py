"""A street on which a case stands: one person for every role and every way of standing to it."""

import itertools
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app.access.actor import WORKER, Role, Target, Tie
from app.db.events import ConfidentialRead
from app.db.work import Work, begin, perform
from app.demo.complaints import draft_with_files
from app.demo.stage import Player, Stage
from app.people.actions.walls import set_wall
from app.people.queries import actor_of
from app.people.schemas.relations import WallDeclarationIn
from app.people.tables import CaseTie
from tests.stories.telling import number
from tests.support.town import open_town

TODAY = date(2026, 9, 10)
RESPONDENT_NUMBER = number("119812345")
T = Tie


@dataclass(frozen=True)
class Neighbour:
    """Somebody on the street, with how they are meant to stand to the case, written by hand."""

    player: Player | None
    role: Role
    ties: frozenset[Tie] = frozenset()
    walled: bool = False
    wall_on_company: bool = False
    grant_level: int = 0
    enabled: bool = True
    member: bool = False  # of the respondent's firm
    filed_evidence: bool = False  # the evidence item is their own side's

    def to_case(self, level: int) -> Target:
        """Return what the policy table should be told of them and the case."""
        return Target(
            ties=self.ties, level=level, walled=self.walled or self.wall_on_company,
            grant_level=self.grant_level,
        )  # fmt: skip

    def to_company(self, level: int) -> Target:
        """Return what the policy table should be told of them and the respondent's firm."""
        ties = frozenset({T.SELF}) if self.member else frozenset()
        return Target(ties=ties, level=level, walled=self.wall_on_company)

    def to_item(self, level: int) -> Target:
        """Return what the policy table should be told of them and the complainant's evidence."""
        target = self.to_case(level)
        if self.filed_evidence:
            return replace(target, ties=target.ties | {T.SELF})
        return replace(target, ties=target.ties - {T.RESPONDENT})


@dataclass
class Street:
    """The stage, the case, everything that hangs on it, and the neighbours."""

    stage: Stage
    neighbours: dict[str, Neighbour] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def join(self, part: str, role: Role, *, unit: str = "", **stands: Any) -> Player:
        """Open an account for somebody who stands so to the case."""
        player = self.stage.player(role, f"{part} (가상)", unit=unit)
        self.neighbours[part] = Neighbour(player, role, **stands)
        return player

    def as_worker(self, act: Any) -> Any:
        """Run something as the service itself."""
        return perform(self.stage.house.world, WORKER, act)

    def tie(
        self, player: Player, kind: Tie, *, level: int = 0, until_at: datetime | None = None,
        case_id: str = "",
    ) -> None:  # fmt: skip
        """Tie a person to the case from yesterday on."""

        def tied(work: Work) -> None:
            row = CaseTie(
                id=work.new_id("tie"), case_id=case_id or self.ids["case_id"],
                person_id=player.person_id, kind=kind, level=level,
                from_at=work.now - timedelta(days=2), until_at=until_at, set_by="acc_test",
                set_at=work.now,
            )  # fmt: skip
            work.add(row)
            work.record(ConfidentialRead(subject=row.id, level=1, what="scene"))

        self.as_worker(tied)

    def wall(self, player: Player, *, company: bool = False) -> None:
        """Put a wall between a person and the case, or the respondent's firm."""
        about = (
            {"company_id": self.ids["company_id"]} if company else {"case_id": self.ids["case_id"]}
        )
        form = WallDeclarationIn(reason="이해관계 (가상)", **about)
        auditor = self.neighbours["auditor"].player
        assert auditor is not None
        world = self.stage.house.world
        actor = perform(
            world, WORKER, partial(actor_of, account_id=auditor.account_id), reading=True
        )
        with begin(world, actor) as work:
            wall = set_wall(work, person_id=player.person_id, form=form)
        self.ids["wall_id"] = wall.id

    def player(self, part: str) -> Player:
        """Return a neighbour who has an account."""
        player = self.neighbours[part].player
        assert player is not None
        return player


def _people(street: Street) -> None:
    street.neighbours["nobody"] = Neighbour(None, Role.PUBLIC)
    street.join("owner", Role.PARTY, ties=frozenset({T.COMPLAINANT}), filed_evidence=True)
    street.join("respondent", Role.PARTY, ties=frozenset({T.RESPONDENT}), member=True)
    street.join("waiting_member", Role.PARTY)
    street.join("stranger", Role.PARTY)
    street.join("other_firm", Role.PARTY)
    street.join("agent", Role.PARTY, ties=frozenset({T.RESPONDENT}), member=True)
    street.join("former_agent", Role.PARTY)
    for part, ties in (("examiner", {T.ASSIGNED, T.UNIT}), ("colleague", {T.UNIT}),
                       ("former_examiner", {T.UNIT})):  # fmt: skip
        street.join(part, Role.INVESTIGATOR, unit="technology", ties=frozenset(ties))
    street.join("other_examiner", Role.INVESTIGATOR, unit="subcontract")
    street.join("walled_examiner", Role.INVESTIGATOR, unit="technology", walled=True,
                ties=frozenset({T.ASSIGNED, T.UNIT}))  # fmt: skip
    street.join("disabled_examiner", Role.INVESTIGATOR, unit="technology", enabled=False,
                ties=frozenset({T.ASSIGNED, T.UNIT}))  # fmt: skip
    street.join("lead", Role.LEAD, unit="technology", ties=frozenset({T.UNIT}))
    street.join("other_lead", Role.LEAD, unit="subcontract")
    street.join("walled_lead", Role.LEAD, unit="technology", walled=True, ties=frozenset({T.UNIT}))
    street.join("commissioner", Role.COMMITTEE, ties=frozenset({T.SEATED}))
    street.join("other_commissioner", Role.COMMITTEE)
    street.join("former_commissioner", Role.COMMITTEE)
    street.join("walled_commissioner", Role.COMMITTEE, walled=True, ties=frozenset({T.SEATED}))
    street.join("secretary", Role.SECRETARY)
    street.join("walled_secretary", Role.SECRETARY, wall_on_company=True)
    street.join("court", Role.COURT, ties=frozenset({T.GRANTED}), grant_level=3)
    street.join("narrow_court", Role.COURT, ties=frozenset({T.GRANTED}), grant_level=1)
    street.join("former_court", Role.COURT)
    street.join("expert", Role.EXPERT, ties=frozenset({T.GRANTED}), grant_level=3)
    street.join("evaluator", Role.EVALUATOR, unit="shared_growth_index")
    street.join("other_evaluator", Role.EVALUATOR, unit="win_win_finance_index")
    for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.FUND_OFFICER, Role.FUND_CHECKER):
        street.join(role, role)


def _firms(street: Street) -> None:
    firm = {"name": "미래플랜트(가상)", "business_number": RESPONDENT_NUMBER, "size": "large"}
    respondent = street.player("respondent")
    street.ids["company_id"] = respondent.post("/companies", firm)["company_id"]
    street.ids["member_id"] = street.player("waiting_member").post("/companies", firm)["member_id"]
    other = {"name": "다른공업(가상)", "business_number": number("110815551"), "size": "small"}
    street.player("other_firm").post("/companies", other)
    path = f"/companies/{street.ids['company_id']}/mandates"
    for part, until in (("agent", "2027-12-31"), ("former_agent", "2026-08-31")):
        email = street.player("administrator").get(
            f"/accounts/{street.player(part).account_id}")["login"]  # fmt: skip
        form = {"representative_email": email, "power_of_attorney": "위임장", "until_on": until}
        street.ids["mandate_id"] = respondent.post(path, form)["id"]


def _filed(street: Street) -> None:
    owner = street.player("owner")
    form: dict[str, Any] = {
        "complainant": {"kind": "individual", "name": "소유자", "address": "경기도 시흥시 숨긴길 45",
                        "phone": "031-888-5353"},
        "respondent": {"name": "미래플랜트(가상)", "business_number": RESPONDENT_NUMBER,
                       "address": "울산광역시 남구 공단로 2"},
        "violation": {"codes": ["ST-INF"], "narrative": {"what": "공정 조건을 무단으로 썼습니다."},
                      "technology": {"name": "열처리 조건표", "act": "used"}},
        "consents": {"identity": "private", "collection": True},
        "statement": {"true": True, "signature": "소유자"},
    }  # fmt: skip
    street.ids["draft_id"] = owner.post("/drafts")["id"]
    filed_draft = draft_with_files(owner)
    street.ids["case_id"] = owner.post("/complaints", {**form, "draft_id": filed_draft})["case_id"]


def _ties(street: Street) -> None:
    past = street.stage.clock.now() - timedelta(hours=1)
    for part, kind, more in (
        ("walled_examiner", T.ASSIGNED, {}),
        ("disabled_examiner", T.ASSIGNED, {}),
        ("former_examiner", T.ASSIGNED, {"until_at": past}),
        ("commissioner", T.SEATED, {}),
        ("former_commissioner", T.SEATED, {"until_at": past}),
        ("walled_commissioner", T.SEATED, {}),
        ("court", T.GRANTED, {"level": 3}),
        ("narrow_court", T.GRANTED, {"level": 1}),
        ("former_court", T.GRANTED, {"level": 3, "until_at": past}),
        ("expert", T.GRANTED, {"level": 3}),
    ):
        street.tie(street.player(part), kind, **more)
    for part in ("walled_examiner", "walled_lead", "walled_commissioner"):
        street.wall(street.player(part))
    street.wall(street.player("walled_secretary"), company=True)


def _sanctioned(street: Street) -> None:
    """Bring the case to an order that was breached and objected to, with a claim on points."""
    examiner, lead, secretary = (street.player(p) for p in ("examiner", "lead", "secretary"))
    case_id, stage = street.ids["case_id"], street.stage
    path = f"/cases/{case_id}"
    examiner.step(case_id, "open_investigation")
    examiner.step(case_id, "notify_hearing", hearing_on="2026-07-06")
    stage.on(date(2026, 7, 6))
    examiner.step(case_id, "hold_hearing")
    measure: dict[str, Any] = {
        "kind": "corrective_recommendation", "reasons": "무단 사용이 인정됩니다.",
        "violations": ["ST-INF"], "order_items": ["사용을 멈출 것"], "comply_by": "2026-08-05",
    }  # fmt: skip
    for kind, comply_by, day in (("corrective_recommendation", "2026-08-05", date(2026, 8, 7)),
                                 ("corrective_order", "2026-09-04", TODAY)):  # fmt: skip
        form = {**measure, "kind": kind, "comply_by": comply_by}
        made = f"/measures/{examiner.post(f'{path}/measures', form)['id']}"
        lead.act(f"{made}/countersignature", about=made)
        lead.act(f"{made}/issue", about=made)
        secretary.act(f"{made}/service", about=made)
        if kind == "corrective_order":
            grounds = {"grounds": "다투고자 합니다."}
            objection = street.player("respondent").act(f"{made}/objections", grounds, about=made)
            street.ids |= {"objection_id": objection["id"], "measure_id": made.split("/")[2]}
        stage.on(day)
        examiner.act(f"{made}/breach", {"facts": "이행하지 않음"}, about=made)
    stage.settle()
    proposals = examiner.get(f"{path}/proposals")["items"]
    street.ids["proposal_id"] = next(p["id"] for p in proposals if p["state"]["code"] == "open")
    asked = examiner.post(f"{path}/supplements", {"questions": "언제 알았습니까?"})
    street.ids["supplement_id"] = asked["id"]


def _further(street: Street) -> None:
    examiner, lead = street.player("examiner"), street.player("lead")
    company = f"/companies/{street.ids['company_id']}"
    claim = {"item": "indexation_share_50", "applies_from": "2026-01-01", "proof": "을 제1호증"}
    street.ids["adjustment_id"] = examiner.post(f"{company}/point-adjustments", claim)["id"]
    figure = {"name": "severity_grave_floor", "value": "40%", "effective_from": "2026-08-04",
              "source_paper": "지침(가상)", "reason": "확인"}  # fmt: skip
    street.ids["figure_id"] = lead.post("/law/figures", figure)["id"]
    day = {"falls_on": "2027-03-12", "rest": True, "name_ko": "임시공휴일", "name_en": "Holiday",
           "source": "관보(가상)"}  # fmt: skip
    street.ids["override_id"] = lead.post("/calendar/overrides", day)["id"]
    item = street.player("owner").get(f"/cases/{street.ids['case_id']}/exhibits")["items"][0]
    street.ids["item_id"] = item["evidence_item_id"]
    owner = street.player("owner")
    papers = owner.get(f"/cases/{street.ids['case_id']}/papers")["items"]
    receipt = next(paper for paper in papers if paper["audience"] == "complainant")
    street.ids |= {"paper_id": receipt["id"], "code": receipt["verification_code"]}
    street.ids |= {"person_id": street.player("commissioner").person_id, "year": "2026"}
    leaves = street.player("auditor").get("/audit/leaves?limit=5")["items"]
    street.ids["event_id"] = leaves[0]["event_id"]
    street.ids["account_id"] = street.player("disabled_examiner").account_id
    administrator = street.player("administrator")
    disabled = f"/accounts/{street.player('disabled_examiner').account_id}"
    administrator.act(f"{disabled}/disabling", about=disabled)


@contextmanager
def open_street(folder: Path, url: str) -> Generator[Street]:
    """Yield the street on a database."""
    today, adopted_on = date(2026, 6, 22), date(2026, 6, 1)
    with open_town(folder, database_url=url, today=today, adopted_on=adopted_on) as stage:
        street = Street(stage)
        _people(street)
        _firms(street)
        _filed(street)
        lead, examiner = street.player("lead"), street.player("examiner")
        path = f"/cases/{street.ids['case_id']}"
        lead.act(f"{path}/assignment", {"account_id": examiner.account_id}, about=path)
        _ties(street)
        _sanctioned(street)
        _further(street)
        from tests.access.rooms import ROOMS  # noqa: PLC0415 - the rooms' samples need the street

        for room in ROOMS:
            street.ids |= room.furnish(street)
        yield street
