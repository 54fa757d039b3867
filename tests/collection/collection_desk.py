"""A desk of collectors: a scene with a served surcharge or fine, two secretaries and a lead."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine

from app.access.actor import Actor, Role
from app.collection import actions, queries
from app.collection.schemas import (
    DecisionIn,
    FineObjectionIn,
    ProposalIn,
    ReceiptFileIn,
    ReceiptFileOut,
    ReceiptOut,
    ReceivableOut,
    RequestIn,
    StepIn,
)
from app.kernel.clock import FrozenClock
from tests.law.surcharge_cases import BOOK
from tests.sanctions.scene import Scene, open_scene

HEAD = "계좌번호,거래번호,거래일,입금액,입금자,적요\n"
WHY = "사유 (가상)"


@dataclass
class Desk:
    """People around receivables on one database."""

    scene: Scene

    @property
    def clock(self) -> FrozenClock:
        return self.scene.clock

    @property
    def other_secretary(self) -> Actor:
        return self.scene.person("secretary_2", Role.SECRETARY)

    def opened(self, measure_id: str) -> ReceivableOut:
        """Open a measure's receivable."""

        def act(work: Any) -> str:
            return actions.open_receivable(work, measure_id=measure_id).id

        return self.see(self.scene.do(self.scene.secretary, act))

    def surcharge(self, won: int = 1_200_000_000) -> ReceivableOut:
        """Return the receivable of a surcharge served today."""
        line = {
            "violation": "TK-USE", "severity": "very_grave", "severity_scored": "very_grave",
            "flat_base_won": won, "reasons": {"base": WHY},
        }  # fmt: skip
        case_id = self.scene.case("kftc", "decision_written", ["TK-USE"])
        sums = {"sums": "nine_steps", "lines": [line]}
        return self.opened(
            self.scene.served(case_id, "surcharge", order_items=[], calculation=sums).id
        )

    def fine(self, won: int = 5_000_000) -> ReceivableOut:
        """Return the receivable of an administrative fine served today."""
        case_id = self.scene.case("kftc", "decision_written", ["SC-IDX"])
        served = self.scene.served(case_id, "administrative_fine", order_items=[], amount_won=won)
        return self.opened(served.id)

    def see(
        self, receivable_id: str, as_of: date | None = None, by: Actor | None = None
    ) -> ReceivableOut:
        """Return a receivable."""
        return self.scene.see(
            by or self.scene.secretary, lambda work: queries.receivable(work, receivable_id, as_of)
        )

    def ask(self, receivable_id: str, by: Actor | None = None, **form: Any) -> ReceivableOut:
        """Ask for something, as the respondent unless said otherwise."""
        asked = RequestIn.model_validate({"reason": WHY, **form})

        def act(work: Any) -> str:
            return actions.ask(work, receivable_id=receivable_id, form=asked, version=None).id

        self.scene.do(by or self.scene.respondent, act)
        return self.see(receivable_id)

    def decide(
        self, receivable_id: str, *, granted: bool = True, by: Actor | None = None
    ) -> ReceivableOut:
        """Decide the last request as the lead."""
        last = self.see(receivable_id).requests[-1].id
        form = DecisionIn(granted=granted, reason=WHY)

        def act(work: Any) -> str:
            return actions.decide(
                work, receivable_id=receivable_id, request_id=last, form=form, version=None
            ).id

        self.scene.do(by or self.scene.lead, act)
        return self.see(receivable_id)

    def step(self, receivable_id: str, step: str, **form: Any) -> ReceivableOut:
        """Take a step as the secretary."""
        taken = StepIn.model_validate({"step": step, "reason": WHY, **form})

        def act(work: Any) -> str:
            return actions.take_step(work, receivable_id=receivable_id, form=taken, version=None).id

        self.scene.do(self.scene.secretary, act)
        return self.see(receivable_id)

    def object(self, receivable_id: str) -> ReceivableOut:
        """Object to a fine as the respondent."""
        form = FineObjectionIn(reason=WHY)

        def act(work: Any) -> str:
            return actions.object_to_fine(
                work, receivable_id=receivable_id, form=form, version=None
            ).id

        self.scene.do(self.scene.respondent, act)
        return self.see(receivable_id)

    def take(self, *lines: str, content: str = "") -> ReceiptFileOut:
        """Take a file in: lines of a list, or other content."""
        form = ReceiptFileIn(file_name="수납.csv", content=content or HEAD + "\n".join(lines))
        return self.scene.do(
            self.scene.secretary,
            lambda work: queries.file(work, actions.take_file(work, form=form)),
        )

    def waiting(self) -> list[ReceiptOut]:
        """Return the receipts that wait for people."""
        return self.scene.see(
            self.scene.secretary,
            lambda work: queries.receipts(work, settled=False, limit=50, cursor=None).items,
        )

    def propose(self, receipt_id: str, receivable_id: str | None) -> None:
        """Say to what a receipt belongs."""
        form = ProposalIn(receivable_id=receivable_id, reason=WHY)
        self.scene.do(
            self.scene.secretary,
            lambda work: (
                actions.propose_match(work, receipt_id=receipt_id, form=form, version=None).id
            ),
        )

    def confirm(self, receipt_id: str, by: Actor | None = None) -> None:
        """Confirm a proposal as the other secretary."""
        self.scene.do(
            by or self.other_secretary,
            lambda work: actions.confirm_match(work, receipt_id=receipt_id, version=None).id,
        )


def open_desk(engine: Engine, clock: FrozenClock) -> Desk:
    """Return a desk whose agency has entered the tables of the notice."""
    return Desk(open_scene(engine, clock, book=BOOK))
