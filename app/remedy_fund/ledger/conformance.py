"""Four doors through which an outside test suite tries the books; the service never mounts them.

Their shape is that of the Ledger Conformance Kit: reset, post, balance, journal. A test builds the
router over a world of its own; a database whose name does not say that it is for tests is refused.
Debits take from an account, credits add to it; one that may be overdrawn is opened that way.
"""

import itertools
import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.access.actor import WORKER
from app.db.work import Work, perform
from app.db.world import World
from app.kernel.clock import seoul_day
from app.kernel.money import MAXIMUM_WON
from app.kernel.problems import Problem
from app.remedy_fund.ledger import actions, queries, store
from app.remedy_fund.ledger.problems import KeyReused, NoSuchAccount
from app.remedy_fund.ledger.rules import AccountKind, Entry, Leg, TransactionKind, account_id

_FOR_TESTS = re.compile(r"test|scratch")
_NO_FLOOR = -100 * MAXIMUM_WON


class LegIn(BaseModel):
    """One leg; other currencies than the won are rejected, not converted."""

    model_config = ConfigDict(extra="forbid", strict=True)

    accountId: str  # noqa: N815 - the kit's own names
    type: Literal["DEBIT", "CREDIT"]
    amountSubunits: int  # noqa: N815
    currency: str


class PostIn(BaseModel):
    """A transaction that the suite wants posted."""

    model_config = ConfigDict(extra="forbid", strict=True)

    idempotencyKey: str  # noqa: N815
    transactionId: str  # noqa: N815
    allowOverdraft: bool = False  # noqa: N815
    legs: Annotated[list[LegIn], Field(max_length=100)]


class Suite:
    """The books as the suite sees them: since the last reset, under its own names."""

    def __init__(self, world: World) -> None:
        """Take a world for tests; raises RuntimeError for any other."""
        if not _FOR_TESTS.search(world.engine.url.database or ""):
            raise RuntimeError("the database's name does not say that it is for tests")
        self._world = world
        self._resets = itertools.count(1)
        self._run = "lck0"

    def reset(self) -> dict[str, str]:
        """Begin anew: nothing is removed from the books, the names mean new accounts."""
        self._run = f"lck{next(self._resets)}"
        return {"status": "RESET"}

    def post(self, form: PostIn) -> dict[str, str | None]:
        """Post one transaction; a refusal is an answer, never a fault."""
        try:
            posted, subject = self._tried(form)
        except (Problem, ValueError) as refused:
            return {"status": "REJECTED", "transactionId": form.transactionId,
                    "reason": str(refused)}  # fmt: skip
        status = "DUPLICATE" if posted.repeated else "APPLIED"
        return {"status": status, "transactionId": subject, "reason": None}

    def balance(self, account: str, currency: str) -> dict[str, int]:
        """Return what an account holds; nothing where it was never used."""

        def ask(work: Work) -> int:
            try:
                return queries.balance(work, self._account(account)).balance_won
            except NoSuchAccount:
                return 0

        known = currency == "KRW"
        return {"subunits": perform(self._world, WORKER, ask, reading=True) if known else 0}

    def journal(self) -> list[dict[str, Any]]:
        """Return every leg since the last reset, in the order in which they were committed."""

        def ask(work: Work) -> list[Any]:
            return store.lines_in_order(work.session, self._run)

        start = len(f"earmark:{self._run}:")
        return [
            {
                "entryId": f"{line.transaction_id}-{line.leg}", "transactionId": line.subject,
                "accountId": line.code[start:],
                "type": "DEBIT" if line.amount_won > 0 else "CREDIT",
                "amountSubunits": abs(line.amount_won), "currency": "KRW", "sequence": number,
                "accountSequence": line.account_version, "prevHash": "", "entryHash": "",
            }
            for number, line in enumerate(perform(self._world, WORKER, ask, reading=True), start=1)
        ]  # fmt: skip

    def _code(self, name: str) -> str:
        return f"earmark:{self._run}:{name}"

    def _account(self, name: str) -> str:
        return account_id(self._code(name))

    def _entry(self, form: PostIn) -> Entry:
        if any(leg.currency != "KRW" or leg.amountSubunits <= 0 for leg in form.legs):
            raise ValueError("won above zero only")
        legs = tuple(
            Leg(self._account(leg.accountId),
                leg.amountSubunits if leg.type == "DEBIT" else -leg.amountSubunits)
            for leg in form.legs
        )  # fmt: skip
        return Entry(
            kind=TransactionKind.CONTRIBUTION_REDESIGNATED, key=form.idempotencyKey,
            scope=self._run, subject=form.transactionId,
            effective_on=seoul_day(self._world.clock.now()), legs=legs,
        )  # fmt: skip

    def _tried(self, form: PostIn) -> tuple[actions.Posted, str]:
        entry = self._entry(form)

        def act(work: Work) -> tuple[actions.Posted, str]:
            return self._posted(work, form, entry)

        try:
            return perform(self._world, WORKER, act)
        except KeyReused:
            # Whoever was quicker is seen now, under the name that was given to it then.
            return perform(self._world, WORKER, act)

    def _posted(self, work: Work, form: PostIn, entry: Entry) -> tuple[actions.Posted, str]:
        known = store.transaction(work.session, entry.transaction_id)
        if known is not None and known.legs == entry.legs_text():
            # The suite may name a duplicate anew; what was applied keeps its first name.
            return actions.Posted(entry.transaction_id, repeated=True), known.subject
        for leg in form.legs:
            floor = _NO_FLOOR if form.allowOverdraft and leg.type == "DEBIT" else 0
            actions.open_account(
                work, kind=AccountKind.EARMARK, code=self._code(leg.accountId), floor_won=floor
            )
        return actions.post(work, entry), form.transactionId


def router_for(world: World) -> APIRouter:
    """Return the four doors over a world for tests."""
    suite, router = Suite(world), APIRouter(prefix="/_lck", include_in_schema=False)
    router.add_api_route("/reset", suite.reset, methods=["POST"])
    router.add_api_route("/post", suite.post, methods=["POST"])
    router.add_api_route("/balance", suite.balance, methods=["GET"])
    router.add_api_route("/journal", suite.journal, methods=["GET"])
    return router
