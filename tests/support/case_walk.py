"""Random lives of cases on every track, taken through the service; none may ever be stuck."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from app.access.actor import WORKER, Actor, Role
from app.cases import actions as case_actions
from app.cases import queries as cases
from app.cases.lifecycle import TRACKS, Command
from app.cases.schemas.case import StepIn
from app.cases.tables import Exhibit
from app.db.events import ConfidentialRead
from app.db.work import Work
from app.kernel.problems import Problem
from app.sanctions import actions as sanctions
from app.sanctions import queries
from app.sanctions.actions import standstills
from app.sanctions.lifecycle import ENDED
from app.sanctions.schemas.measure import (
    AcceptanceIn,
    AnnulmentIn,
    BreachIn,
    DatedIn,
    DismissalIn,
    MeasureIn,
    MeasureOut,
    ObjectionIn,
    PaymentIn,
    ReasonIn,
    RulingIn,
    ServiceIn,
)
from tests.sanctions.scene import Scene, open_scene
from tests.support.database_walk import Copies, a_clock
from tests.support.long_walk import Kind
from tests.support.slow_stuck import BY_SERVICE, nobody, offered, stuck

TODAY = date(2026, 11, 23)
WHY = "사유 (가상)"
READY = {"kftc": "decision_written", "sme_technology": "heard", "mss_win_win": "heard"}
KINDS = {
    "kftc": ["SC-DOC", "SC-CUT", "TK-USE"], "sme_technology": ["ST-INF"],
    "mss_win_win": ["WW-AGR", "WW-NDA"],
}  # fmt: skip
_BARE: dict[str, Callable[..., Any]] = {
    "countersign": sanctions.countersign, "issue": sanctions.issue,
    "note_silence": sanctions.note_silence,
}  # fmt: skip
_FORMS: dict[str, tuple[Callable[..., Any], Callable[[Random], Any]]] = {
    "serve": (sanctions.serve, lambda _: ServiceIn()),
    "accept": (sanctions.answer, lambda _: AcceptanceIn(accepted=True)),
    "decline": (sanctions.answer, lambda _: AcceptanceIn(accepted=False)),
    "return": (sanctions.return_measure, lambda _: ReasonIn(reason=WHY)),
    "cancel": (sanctions.cancel, lambda _: ReasonIn(reason=WHY)),
    "ask_plan": (sanctions.ask_plan, lambda _: ReasonIn(reason=WHY)),
    "find_breach": (sanctions.find_breach, lambda _: BreachIn(facts=WHY)),
    "stay": (sanctions.stay, lambda _: DatedIn(reason=WHY)),
    "lift_stay": (sanctions.lift_stay, lambda _: DatedIn(reason=WHY)),
    "annul": (sanctions.annul, lambda _: AnnulmentIn(reason=WHY)),
    "file_objection": (sanctions.file_objection, lambda _: ObjectionIn(grounds=WHY)),
}

_KNOWN = {*_FORMS, *_BARE, "record_payment"}
_ONWARD = {"countersign", "issue", "serve", "accept", "decline", "record_payment", "find_breach"}


@dataclass
class Grounds:
    """The databases of a run: people and no case."""

    copies: Copies = field(default_factory=Copies)

    def scene(self) -> Scene:
        """Return a scene on a database of its own."""
        self.copies.prepare(lambda engine: open_scene(engine, a_clock()).company_id)
        return self.copies.scene()


@dataclass
class Life:
    """One case and the people around it."""

    scene: Scene
    case_id: str
    track: str
    today: date = TODAY
    told: list[str] = field(default_factory=list)

    def people(self) -> list[Actor]:
        """Return everybody who may have a step to take."""
        scene, unit = self.scene, self.unit
        return [
            scene.person("examiner", Role.INVESTIGATOR, unit=unit),
            scene.person("lead", Role.LEAD, unit=unit), scene.secretary, scene.commissioner,
            scene.respondent, scene.complainant,
        ]  # fmt: skip

    @property
    def unit(self) -> str:
        """Return the team whose case it is."""
        return str(self.scene.case_row(self.case_id).unit)

    def tried(self, word: str, actor: Actor, act: Callable[[Work], Any]) -> bool:
        """Take an act as somebody; what is refused leaves everything as it was."""
        try:
            self.scene.do(actor, act)
        except Problem:
            return False
        self.told.append(f"{self.today}: {word}")
        return True


def begin(grounds: Grounds, random: Random) -> Life:
    """File a complaint on a track."""
    track = random.choice(sorted(KINDS))
    life = Life(grounds.scene(), "", track)
    life.case_id = _filed(life, random)
    return life


def _filed(life: Life, random: Random) -> str:
    """File a complaint years or days ago; some cases have come as far as their measures."""
    received = life.today - timedelta(days=random.choice([3, 300, 900, 1050]))
    codes = random.sample(KINDS[life.track], random.randrange(1, len(KINDS[life.track]) + 1))
    state = random.choice(["received", "received", READY[life.track]])
    case_id = life.scene.case(life.track, state, codes, received_on=received)
    life.scene.do(WORKER, lambda work: _proof(work, case_id))
    life.told.append(f"{life.today}: filed, {state}")
    return case_id


def _proof(work: Work, case_id: str) -> None:
    """Put a paper on file."""
    row = work.add(
        Exhibit(
            id=work.new_id("exhibit"), case_id=case_id, evidence_item_id=f"item_{case_id}",
            label="신 제1호증", title="도면 (가상)", side="complainant", level=2, sha256="0" * 64,
            size_bytes=1, media_type="application/pdf", submitted_by="per_complainant",
            submitted_at=work.now,
        )
    )  # fmt: skip
    work.record(ConfidentialRead(subject=row.id, level=1, what="scene"))


def step(life: Life, random: Random) -> None:
    """Let time go by, and let one person take one step that is open to that person."""
    if random.random() < 0.35:
        life.today += timedelta(days=random.choice([1, 8, 15, 40, random.randrange(1, 400)]))
        life.today = min(life.today, date(2030, 3, 1))
    life.scene.clock.set_day(life.today)
    if life.scene.case_row(life.case_id).state == "closed" and random.random() < 0.5:
        life.case_id = _filed(life, random)
    acts = [_of_the_case, _of_the_case, _of_another_house, _draft, _of_a_measure, _of_a_measure,
            _rule, _dismiss]  # fmt: skip
    told = len(life.told)
    for act in random.sample(acts, 3):
        act(life, random)
        if len(life.told) > told:
            return


def _of_the_case(life: Life, random: Random) -> None:
    for actor in random.sample(life.people(), 6):
        found = life.scene.see(actor, lambda work: cases.transitions(work, life.case_id))
        # Endings are rare and steps onward are likelier, so that most lives are long.
        choices = [
            one for one in found.allowed if one.to_state != "closed" or random.random() < 0.1
        ]
        onward = [one for one in choices if one.to_state != found.state]
        if choices:
            one = random.choice(onward if onward and random.random() < 0.6 else choices)
            _step(life, random, actor, one.command)
            return


def _step(life: Life, random: Random, actor: Actor, command: str) -> None:
    ahead = life.today + timedelta(days=random.choice([5, 7, 14, 30]))
    form = StepIn(
        command=command, reason=WHY, hearing_on=_hearing(command, ahead),
        until_on=ahead if random.random() < 0.8 else None,
        panel=random.choice(["plenary", "subcommittee"]) if command == "send_report" else "",
    )  # fmt: skip
    life.tried(command, actor, lambda work: case_actions.take_step(
        work, case_id=life.case_id, form=form, version=None))  # fmt: skip


def _hearing(command: str, ahead: date) -> date | None:
    return ahead if command in ("notify_hearing", "notify_investigation", "table") else None


def _of_another_house(life: Life, random: Random) -> None:
    """Take a step that the committee, a mediation or a consent decision brings about."""
    state = life.scene.case_row(life.case_id).state
    rows = [row for row in TRACKS[life.track].steps(state)
            if row.automatic and row.command not in BY_SERVICE
            and (row.target != "closed" or random.random() < 0.15)]  # fmt: skip
    if rows:
        row = random.choice(rows)
        ahead = life.today + timedelta(days=random.choice([5, 10, 30]))
        day = ahead if row.command == "table" else None
        life.tried(row.command, life.scene.secretary, lambda work: case_actions.move(
            work, case_id=life.case_id, command=Command(row.command), reason=WHY, hearing_on=day))  # fmt: skip


def _measures(life: Life) -> list[MeasureOut]:
    return life.scene.see(
        life.scene.secretary, lambda work: queries.measures(work, life.case_id)
    ).items


def _draft(life: Life, random: Random) -> None:
    examiner = life.people()[0]
    try:
        ladder = life.scene.see(examiner, lambda work: queries.ladder(work, life.case_id))
    except Problem:
        return
    if not ladder.allowed:
        return
    offer = random.choice(ladder.allowed)
    comply = life.today + timedelta(days=random.choice([20, 28]))
    items = ["피심인은 위반행위를 중지하여야 한다 (가상)"]
    more: dict[str, Any] = {"amount_won": 3_000_000} if offer.carries == "money" else {
        "order_items": items, "comply_by": comply}  # fmt: skip
    form = MeasureIn(kind=offer.kind, reasons=WHY, **more)
    bare = MeasureIn(kind=offer.kind, reasons=WHY)
    for one in (form, bare):
        if life.tried(f"draft {offer.kind}", examiner, lambda work, one=one: sanctions.draft_measure(
                work, case_id=life.case_id, form=one)):  # fmt: skip
            return


def _of_a_measure(life: Life, random: Random) -> None:
    found = [one for one in _measures(life) if one.state.code not in ENDED] or _measures(life)
    if not found:
        return
    measure = random.choice(found)
    for actor in random.sample(life.people(), 6):
        try:
            ways = life.scene.see(actor, lambda work: queries.transitions(work, measure.id)).allowed
        except Problem:
            continue
        known = [one.command for one in ways if one.command in _KNOWN]
        onward = [one for one in known if one in _ONWARD]
        if known:
            word = random.choice(onward if onward and random.random() < 0.7 else known)
            _take(life, random, actor, measure, word)
            return


def _take(life: Life, random: Random, actor: Actor, measure: MeasureOut, command: str) -> None:
    more: dict[str, Any] = {"measure_id": measure.id, "version": None}
    if command == "record_payment":
        owed = measure.balance.owed_won if measure.balance else 0
        form = PaymentIn(amount_won=owed or 1, reference=f"수납-{len(life.told)}", overpaid=True)
        life.tried(command, actor, lambda work: sanctions.record_payment(work, form=form, **more))
    elif command in _BARE:
        life.tried(command, actor, lambda work: _BARE[command](work, **more))
    else:
        act, made = _FORMS[command]
        life.tried(command, actor, lambda work: act(work, form=made(random), **more))


def _rule(life: Life, random: Random) -> None:
    filed = [one for measure in _measures(life) for one in measure.objections
             if one.state.code == "filed"]  # fmt: skip
    if filed:
        command = random.choice(["dismiss", "uphold", "extend"])
        form = RulingIn(command=command, reason=WHY)
        life.tried(f"{command} objection", life.scene.commissioner, lambda work: sanctions.rule_objection(
            work, objection_id=filed[0].id, form=form, version=None))  # fmt: skip


def _dismiss(life: Life, _random: Random) -> None:
    examiner = life.people()[0]
    found = life.scene.see(examiner, lambda work: queries.proposals(work, life.case_id)).items
    for one in found:
        if one.state.code == "open":
            life.tried("dismiss proposal", examiner, lambda work, one=one: sanctions.dismiss_proposal(
                work, proposal_id=one.id, form=DismissalIn(reason=WHY), version=None))  # fmt: skip
            return


def check(life: Life, random: Random) -> tuple[int, list[str]]:
    """Compare the nightly look with the walk's own: both must find that the case can move."""

    def both(work: Work) -> tuple[str, list[str]]:
        found = standstills.in_case(work, life.case_id)
        return stuck(work, life.case_id), [f"{one.subject} {one.state} {one.code}" for one in found]

    own, nightly = life.scene.see(WORKER, both)
    if own and offered(life.scene, life.people()[0], life.case_id):
        own = ""
    closed = life.scene.case_row(life.case_id).state == "closed"
    wrong = []
    if own or (nightly and not closed):
        wrong.append(
            f"walk {own or 'moves'}, nightly {nightly or 'moves'}; {life.track}: {life.told}"
        )
    compared = 2
    if random.random() < 0.05 and not closed and not own:
        compared += 1
        wrong += nobody(life.scene, life.people(), life.case_id)
    return compared, wrong


def kind(grounds: Grounds) -> Kind[Life]:
    """Return the walk on the databases of a run."""
    return Kind(
        "cases", "the walk's own look and the nightly one; somebody's step",
        lambda random: begin(grounds, random), step, check,
    )  # fmt: skip
