"""A random walk over orders, uploads, disposals, crashes and time, with its own idea of the law.

The walk keeps what it did in plain lists and computes from them, without the product's rules,
which piece an order binds; after every step it compares that with what store and rows say.
"""

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from app.access.actor import WORKER, Actor
from app.cases.tables import Case
from app.db.events import ActRefused
from app.db.work import Work, begin
from app.discovery.evidence import actions as evidence
from app.discovery.evidence.problems import HeldFast
from app.discovery.evidence.rules import IntakeLimits, Offer, Place
from app.discovery.evidence.tables import EvidenceItem
from app.discovery.orders import actions
from app.discovery.orders.reconcile import reconcile
from app.discovery.orders.removal import dispose
from app.discovery.orders.schemas.inputs import CustodianIn, DisposalIn, OrderIn, ReleaseIn
from app.discovery.orders.tables import OrderRelease
from app.kernel.clock import seoul_day
from app.storage.base import Disposal, ObjectHeld
from app.storage.local import LocalStore
from app.storage.s3 import S3Store
from app.storage.s3_names import object_name
from tests.discovery.conftest import CASE, FAR
from tests.discovery.orders.conftest import Registry
from tests.storage.s3_lab import S3Lab

LIMITS = IntakeLimits(file_bytes=4096, case_bytes=10_000_000, case_files=100_000)
KINDS = ("legal_hold", "preservation_order", "document_order", "confidentiality_order")


class PowerCut(RuntimeError):
    """The machine stopped between two steps."""


class Fragile:
    """What makes a real store's machine stop before or after a removal when it is told to."""

    stops: str = ""

    def remove(self, key: str, disposal: Disposal) -> None:
        """Remove, or stop."""
        stops, self.stops = self.stops, ""
        if stops == "before":
            raise PowerCut
        super().remove(key, disposal)  # type: ignore[misc]
        if stops == "after":
            raise PowerCut


class FragileStore(Fragile, LocalStore):
    """A store on the disk whose machine stops when it is told to."""


class FragileS3Store(Fragile, S3Store):
    """A store behind the S3 protocol whose client stops when it is told to."""


@dataclass
class Piece:
    """An upload as the walk remembers it."""

    item_id: str
    key: str
    sha256: str
    by: str
    gone: bool = False


@dataclass
class Made:
    """An order as the walk remembers it."""

    order_id: str
    holds: bool
    binds: str
    items: frozenset[str]
    persons: frozenset[str]
    until: date | None
    ended: bool = False


@dataclass
class Walk:
    """The walk itself: what it did and what it expects."""

    registry: Registry
    store: FragileStore | FragileS3Store
    chance: random.Random
    lab: S3Lab | None = None
    pieces: list[Piece] = field(default_factory=list)
    orders: list[Made] = field(default_factory=list)
    plans: list[tuple[str, list[Piece]]] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    # -- the walk's own law

    @property
    def today(self) -> date:
        """The day in Seoul."""
        return seoul_day(self.registry.clock.now())

    def bound(self, piece: Piece) -> bool:
        """Tell if an order that lives today binds a piece."""
        return any(
            order.holds
            and not order.ended
            and (order.until is None or self.today <= order.until)
            and (order.binds == "case" or piece.item_id in order.items or piece.by in order.persons)
            for order in self.orders
        )

    def check(self, *, marks: bool = False) -> None:
        """Compare: nothing bound is lost; after a reconciliation the store holds just that."""
        for piece in self.pieces:
            if piece.gone:
                continue
            stored = self.store.verify(piece.key, sha256=piece.sha256)
            assert stored.sha256 == piece.sha256
            if marks:
                assert self.store.is_held(piece.key) == self.bound(piece), piece

    # -- steps

    def step(self) -> None:
        """Do one thing at random and look at everything."""
        steps = (
            self.upload, self.upload, self.upload, self.enter, self.enter, self.end, self.end,
            self.jump, self.jump,
            self.propose, self.propose, self.carry_out, self.carry_out, self.tamper,
            self.reconcile, self.remove_by_force,
        )  # fmt: skip
        act = self.chance.choice(steps)
        act()
        self.check()

    def tell(self, what: str, count: int = 1) -> None:
        """Count what has happened, so that a walk that meets nothing is noticed."""
        self.seen[what] = self.seen.get(what, 0) + count

    @contextmanager
    def work(self, who: str = "") -> Iterator[Work]:
        """Open a Work as somebody, or as the worker."""
        office = self.registry.office
        actor: Actor = office.actors[who] if who else WORKER
        with begin(office.world, actor) as work:
            yield work

    def open_case(self, *, opened: bool) -> None:
        """Let the case be open, or closed long ago."""
        with self.work() as work:
            case = work.session.get(Case, CASE)
            assert case is not None
            case.open, case.closed_on = opened, None if opened else date(2020, 1, 1)
            case.next_due_clock = str(self.chance.random())
            work.record(ActRefused(subject=CASE, problem="set-up"))

    def upload(self) -> None:
        """Put a piece of evidence on file as one of the parties."""
        who = self.chance.choice(("complainant", "respondent"))
        content = self.chance.randbytes(40)
        # Ids sort by their instant, and a walk that is repeated must find the same order.
        self.registry.clock.advance(seconds=1)
        stored = self.store.put([content], limit_bytes=4096)
        self.open_case(opened=True)
        place = Place(case_id=CASE)
        offer = Offer(
            pointer="/files/0", name="자료.txt", store_key=stored.key, sha256=stored.sha256,
            size_bytes=stored.size_bytes, media_type="text/plain",
        )  # fmt: skip
        with self.work(who) as work:
            room = evidence.reserve(work, place=place, limits=LIMITS, announced_bytes=40)
            intake = evidence.register(
                work, place=place, upload_id=room.upload_id, offers=[offer], limits=LIMITS
            )
        item = intake.found[0].item
        assert stored.sha256 == hashlib.sha256(content).hexdigest()
        self.pieces.append(Piece(item.id, stored.key, stored.sha256, f"person_{who}"))

    def enter(self) -> None:
        """Enter an order of any kind over the case, some pieces, or all of one party."""
        kind = self.chance.choice(KINDS)
        present = [piece.item_id for piece in self.pieces if not self._doomed(piece)]
        binds = self.chance.choice(("case", "items", "items", "custodians"))
        items = self.chance.sample(present, min(3, len(present))) if binds == "items" else []
        if binds == "items" and not items:
            return
        who = f"person_{self.chance.choice(('complainant', 'respondent'))}"
        until = self.today + timedelta(days=self.chance.randrange(30))
        until = until if self.chance.random() < 0.8 else None
        court: dict[str, Any] = (
            {"footing": "agency"}
            if kind == "legal_hold"
            else {"footing": "other", "legal_basis": "민사소송법 제375조", "court": "법원",
                  "docket_number": "2028카합1", "served_on": self.today}
        )  # fmt: skip
        form = OrderIn(
            kind=kind, issued_on=self.today, valid_until=until, binds=binds, item_ids=items,
            custodians=[CustodianIn(name="보관자", person_id=who)] if binds == "custodians" else [],
            **court,
        )  # fmt: skip
        with self.work("secretary") as work:
            order = actions.enter(work, case_id=CASE, form=form)
        persons = frozenset({who} if binds == "custodians" else set())
        holds = kind != "confidentiality_order"
        self.orders.append(Made(order.id, holds, binds, frozenset(items), persons, until))

    def end(self) -> None:
        """End a live order by two people."""
        live = [
            o for o in self.orders if not o.ended and (o.until is None or self.today <= o.until)
        ]
        if not live:
            return
        order = self.chance.choice(live)
        form = ReleaseIn(outcome="release", authority="결정", decided_on=self.today, reason="확정")
        with self.work("secretary") as work:
            release = actions.ask_release(work, order_id=order.order_id, form=form, version=None)
        with self.work("auditor") as work:
            actions.confirm_release(work, release_id=release.id, version=None)
        order.ended = True

    def jump(self) -> None:
        """Let days pass."""
        self.registry.clock.advance(days=self.chance.randrange(1, 40))
        if self.chance.random() < 0.5:
            self.registry.tick()

    def propose(self) -> None:
        """Propose some pieces for disposal and approve; a bound one refuses the whole plan."""
        planned = {piece.item_id for _, pieces in self.plans for piece in pieces}
        free = [p for p in self.pieces if not p.gone and p.item_id not in planned]
        chosen = self.chance.sample(free, min(self.chance.randrange(1, 4), len(free)))
        if not chosen:
            return
        self.open_case(opened=False)
        form = DisposalIn(
            item_ids=[piece.item_id for piece in chosen], ground="retention_over",
            retention_years=1, review_reference="심의", reviewed_on=self.today, reason="경과",
        )  # fmt: skip
        expected = any(self.bound(piece) for piece in chosen)
        try:
            with self.work("lead") as work:
                plan = actions.propose_disposal(work, case_id=CASE, form=form)
            with self.work("auditor") as work:
                actions.approve_disposal(work, disposal_id=plan.id, version=None)
        except HeldFast:
            assert expected
            self.tell("refused")
        else:
            assert not expected
            self.plans.append((plan.id, chosen))

    def carry_out(self) -> None:
        """Carry out an approved plan; sometimes the power fails on the way."""
        if not self.plans:
            return
        plan_id, pieces = self.chance.choice(self.plans)
        stops = self.store.stops = self.chance.choice(("", "", "before", "after"))
        office = self.registry.office
        try:
            done = dispose(office.world, self.store, disposal_id=plan_id)
        except PowerCut:
            self.tell(f"cut {stops}")
            self._look_what_went(pieces)
            return
        finally:
            self.store.stops = ""
        for piece in pieces:
            assert piece.gone or self.store.is_held(piece.key) == self.bound(piece)
            piece.gone = piece.gone or not self.bound(piece)
        assert done.disposed == sum(piece.gone for piece in pieces)
        self.tell("gone", done.disposed)
        self.tell("saved", done.kept)
        self.plans.remove((plan_id, pieces))

    def _look_what_went(self, pieces: list[Piece]) -> None:
        left = {found.key for found in self.store.keys_older_than(FAR)}
        for piece in pieces:
            went = piece.key not in left
            assert not (went and not piece.gone and self.bound(piece))
            piece.gone = went

    def tamper(self) -> None:
        """Take a mark off, or lay one that nobody ordered, behind everybody's back."""
        here = [piece for piece in self.pieces if not piece.gone]
        if here:
            act = self.chance.choice((self.store.hold, self.store.release))
            act(self.chance.choice(here).key)

    def remove_by_force(self) -> None:
        """Try to remove a piece that the store holds with a permission that forgets the orders."""
        from app.discovery.evidence.holds import NO_HOLDS, may_dispose  # noqa: PLC0415

        for piece in self.pieces:
            if not piece.gone and self.store.is_held(piece.key):
                now = self.registry.clock.now()
                given = may_dispose(piece.key, "force", NO_HOLDS, now, item_id=piece.item_id)
                with pytest.raises(ObjectHeld):
                    self.store.remove(piece.key, given)
                if self.lab is not None:
                    name = object_name(piece.key)
                    assert self.lab.refuses_to_delete(name, bypass=True), piece
                self.tell("forced")
                return

    def reconcile(self) -> None:
        """Let the worker make the store agree; a second time it has nothing to do."""
        world = self.registry.office.world
        reconcile(world, self.store)
        again = reconcile(world, self.store)
        assert (again.laid, again.lifted, again.repaired, again.strays) == (0, 0, 0, 0)
        self.check(marks=True)

    def finish(self) -> None:
        """End everything: nothing stays locked, and all of it can go."""
        while any(not o.ended and (o.until is None or self.today <= o.until) for o in self.orders):
            self.end()
        for plan_id, pieces in list(self.plans):
            dispose(self.registry.office.world, self.store, disposal_id=plan_id)
            for piece in pieces:
                piece.gone = True
            self.plans.remove((plan_id, pieces))
        self.reconcile()
        assert not any(self.store.is_held(piece.key) for piece in self.pieces if not piece.gone)
        left = {found.key for found in self.store.keys_older_than(FAR)}
        assert left == {piece.key for piece in self.pieces if not piece.gone}
        self._chains()

    def _chains(self) -> None:
        office = self.registry.office
        with self.work() as work:
            waiting = work.session.exec(
                select(OrderRelease).where(col(OrderRelease.state) == "asked")
            )
            assert not list(waiting)
        states = {row.id: (row.state, row.store_key) for row in office.rows(EvidenceItem)}
        for piece in self.pieces:
            # Hash and chain outlive the bytes.
            state, key = states[piece.item_id]
            assert (state, key) == (("disposed", None) if piece.gone else ("stored", piece.key))

    def _doomed(self, piece: Piece) -> bool:
        return piece.gone or any(piece in pieces for _, pieces in self.plans)
