"""A case that has reached its measures, and the people around it; everybody is fictional."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, TypeVar

from sqlalchemy import Engine

from app.access.actor import WORKER, Actor, Role, Tie
from app.cases.actions import Effect, lay_effect
from app.cases.effects import RELIEF
from app.cases.tables import Case, CaseStep
from app.db.events import ConfidentialRead
from app.db.work import Work, perform
from app.db.world import World
from app.deadlines.calendar import calendar_for
from app.kernel.clock import FrozenClock
from app.law.book import Book, load
from app.people.tables import CaseTie, Company, Person, UserAccount
from app.sanctions import actions, queries
from app.sanctions.schemas.measure import MeasureIn, MeasureOut, PaymentIn, ServiceIn

T = TypeVar("T")
DEMO = load(demonstration=True)
UNIT = {"kftc": "subcontract", "sme_technology": "technology", "mss_win_win": "win_win_regional"}
ITEMS = ["피심인은 제공받은 기술자료를 폐기하여야 한다."]
REASONS = "도면을 제3자에게 넘긴 사실이 인정됨 (가상)"


@dataclass(frozen=True)
class Told:
    """An event as a reaction gets it."""

    subject: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Scene:
    """A world with a company, its cases and the people who act."""

    world: World
    clock: FrozenClock
    company_id: str = ""
    cases: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def person(self, key: str, role: Role, *, unit: str = "", company: str = "") -> Actor:
        """Return an actor of a role; the person is `per_<key>`."""
        return Actor(
            account_id=f"acc_{key}",
            person_id=f"per_{key}",
            role=role,
            unit=unit,
            company_ids=frozenset({company} if company else ()),
        )

    @property
    def examiner(self) -> Actor:
        return self.person("examiner", Role.INVESTIGATOR, unit="subcontract")

    @property
    def lead(self) -> Actor:
        return self.person("lead", Role.LEAD, unit="subcontract")

    @property
    def technology_lead(self) -> Actor:
        return self.person("lead", Role.LEAD, unit="technology")

    @property
    def secretary(self) -> Actor:
        return self.person("secretary", Role.SECRETARY)

    @property
    def commissioner(self) -> Actor:
        return self.person("commissioner", Role.COMMITTEE)

    @property
    def respondent(self) -> Actor:
        return self.person("respondent", Role.PARTY, company=self.company_id)

    @property
    def complainant(self) -> Actor:
        return self.person("complainant", Role.PARTY)

    def do(self, actor: Actor, act: Callable[[Work], T]) -> T:
        """Run an act as somebody and return its result."""
        return perform(self.world, actor, act)

    def see(self, actor: Actor, query: Callable[[Work], T]) -> T:
        """Run a query as somebody and return its result."""
        return perform(self.world, actor, query, reading=True)

    def case(self, track: str, state: str, violations: list[str], **more: Any) -> str:
        """Return the id of a new case at a state, with everybody tied to it."""
        number = next(self.cases)
        received_on = more.pop("received_on", date(2026, 1, 5))

        def act(work: Work) -> str:
            row = work.add(
                Case(
                    id=work.new_id("case"), number=f"2026-T-{number}", number_type="SUB"
                    if track == "kftc" else "TEC", number_year=2026, number_serial=number,
                    public_reference=f"ref-{number}", track=track, state=state, unit=UNIT[track],
                    examiner_id="acc_examiner", filed_by="per_complainant",
                    complainant_name="주식회사 한빛정밀 (가상)",
                    respondent_name="주식회사 대한미래모빌리티 (가상)",
                    respondent_company_id=self.company_id, violations=violations, complaint={},
                    identity_choice="confidential", consent_state="given",
                    received_on=received_on, received_at=work.now, law_edition="", **more,
                )
            )  # fmt: skip
            work.session.flush()
            work.add(
                CaseStep(
                    id=work.new_id("step"), case_id=row.id, sequence=1, command="received",
                    from_state="", to_state=state, occurrence="received", on=received_on,
                    at=work.now, account_id="acc_complainant",
                )
            )  # fmt: skip
            self._tie(work, row.id)
            work.record(ConfidentialRead(subject=row.id, level=1, what="scene"))
            return row.id

        return self.do(WORKER, act)

    def relieved(self, case_id: str, cause: str = "surcharge_may_be_waived") -> str:
        """Let a verified cure, or another relief, stand in a case; returns the case's id."""
        effect = Effect(sort=RELIEF, cause=cause, basis="과징금고시 Ⅲ.2")

        def lay(work: Work) -> str:
            return lay_effect(work, case_id=case_id, source_id="cure_1", effect=effect).id

        self.do(WORKER, lay)
        return case_id

    def _tie(self, work: Work, case_id: str) -> None:
        ties = [
            (Tie.ASSIGNED, "per_examiner", None),
            (Tie.SEATED, "per_commissioner", None),
            (Tie.COMPLAINANT, "per_complainant", None),
            (Tie.RESPONDENT, None, self.company_id),
        ]
        for kind, person_id, company_id in ties:
            work.add(
                CaseTie(
                    id=work.new_id("tie"), case_id=case_id, person_id=person_id,
                    company_id=company_id, kind=kind, from_at=work.now, set_by="acc_lead",
                    set_at=work.now,
                )
            )  # fmt: skip

    def draft(self, case_id: str, kind: str, **form: Any) -> MeasureOut:
        """Draft a measure as the examiner."""
        whole = MeasureIn.model_validate(
            {"kind": kind, "order_items": ITEMS, "reasons": REASONS, **form}
        )
        return self.measure(
            self.do(
                self.examiner,
                lambda work: actions.draft_measure(work, case_id=case_id, form=whole).id,
            )
        )

    def countersign(self, measure_id: str, by: Actor | None = None) -> MeasureOut:
        """Countersign as the team's lead."""
        self.do(
            by or self.lead_of(measure_id),
            lambda work: actions.countersign(work, measure_id=measure_id, version=None).id,
        )
        return self.measure(measure_id)

    def lead_of(self, measure_id: str) -> Actor:
        """Return the lead of the team whose case it is."""
        regime = self.measure(measure_id).regime.code
        leads = {"kftc_enacted": "subcontract", "win_win_enacted": "win_win_regional"}
        return self.person("lead", Role.LEAD, unit=leads.get(regime, "technology"))

    def issue(self, measure_id: str) -> MeasureOut:
        """Countersign and issue a draft."""
        self.countersign(measure_id)
        self.do(
            self.secretary,
            lambda work: actions.issue(work, measure_id=measure_id, version=None).id,
        )
        return self.measure(measure_id)

    def serve(self, measure_id: str) -> MeasureOut:
        """Serve an issued measure today."""
        self.do(
            self.secretary,
            lambda work: (
                actions.serve(work, measure_id=measure_id, form=ServiceIn(), version=None).id
            ),
        )
        return self.measure(measure_id)

    def served(self, case_id: str, kind: str, **form: Any) -> MeasureOut:
        """Take a measure from draft to service in one day."""
        draft = self.draft(case_id, kind, **form)
        self.issue(draft.id)
        return self.serve(draft.id)

    def pay(self, measure_id: str, amount_won: int, reference: str, **more: Any) -> MeasureOut:
        """Record a payment today."""
        form = PaymentIn(amount_won=amount_won, reference=reference, **more)
        self.do(
            self.secretary,
            lambda work: (
                actions.record_payment(work, measure_id=measure_id, form=form, version=None).id
            ),
        )
        return self.measure(measure_id)

    def measure(self, measure_id: str, actor: Actor | None = None) -> MeasureOut:
        """Return a measure as the secretary or somebody else sees it."""
        return self.see(actor or self.secretary, lambda work: queries.measure(work, measure_id))

    def net(self, as_of: date | None = None, known_at: date | None = None) -> str:
        """Return the company's net score under the Subcontracting Act."""
        found = self.see(
            self.lead,
            lambda work: queries.penalty_points(
                work, self.company_id, as_of=as_of, known_at=known_at
            ),
        )
        return found.net

    def case_row(self, case_id: str) -> SimpleNamespace:
        """Return a copy of a case's row."""
        return self.see(
            WORKER,
            lambda work: SimpleNamespace(**work.session.get_one(Case, case_id).model_dump()),
        )


def open_scene(
    engine: Engine, clock: FrozenClock, *, book: Book = DEMO, adopted_on: date | None = None
) -> Scene:
    """Return a scene on an engine whose database is migrated."""
    world = World(
        engine=engine, clock=clock, book_for=lambda _session: book, calendar_for=calendar_for,
        seal_key=b"k" * 32, announced_regime_from=adopted_on,
    )  # fmt: skip
    scene = Scene(world, clock)

    def people(work: Work) -> str:
        names = ("examiner", "lead", "secretary", "commissioner", "respondent", "complainant")
        for name in names:
            work.add(Person(id=f"per_{name}", name=f"{name} (가상)", created_at=work.now))
        company = work.add(
            Company(
                id=work.new_id("company"), name="주식회사 대한미래모빌리티 (가상)", size="large",
                kind="corporation", created_at=work.now,
            )
        )  # fmt: skip
        work.session.flush()
        work.add(
            UserAccount(
                id="acc_respondent", person_id="per_respondent", role="party",
                login="respondent@example.kr", password_hash="-", created_at=work.now,
            )
        )  # fmt: skip
        work.record(ConfidentialRead(subject=company.id, level=1, what="scene"))
        return company.id

    scene.company_id = scene.do(WORKER, people)
    return scene
