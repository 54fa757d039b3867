"""Work with the bank in steps of its own: keep, send outside any transaction, note, read, inquire.

Whatever step a process dies between, the next round finds where it was left and goes on from
there; what may have reached the bank is asked after before anything is sent again.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import structlog

from app.access.actor import WORKER
from app.db.faults import AlreadyThere
from app.db.work import Work, perform
from app.db.world import World
from app.kernel.problems import Problem
from app.remedy_fund.bank.port import (
    Asked,
    Bank,
    ClaimAnswer,
    Finding,
    NoReturnClaims,
    Report,
    Unanswered,
)
from app.remedy_fund.payments import store
from app.remedy_fund.payments.actions import claims, handing, messages
from app.remedy_fund.payments.actions.reports import take_reports
from app.remedy_fund.payments.rules import Attempt
from app.remedy_fund.payments.standing import asked_of

log = structlog.get_logger("payments")


class Delivery:
    """What a worker does with one bank."""

    def __init__(self, world: World, bank: Bank) -> None:
        """Work in a world with a bank."""
        self._world, self._bank = world, bank

    def by_name(self) -> dict[str, Callable[[dict[str, Any]], None]]:
        """Return the jobs by the name under which they are queued."""
        return {
            "deliver_payments": self.deliver,
            "watch_payments": self.watch,
            claims.CLAIM_JOB: self.claim_returns,
        }

    def deliver(self, payload: dict[str, Any]) -> None:
        """Hand over what is left of a run; first settle what was half-way when somebody died."""
        run_id = str(payload["run_id"])
        self._inquire(perform(self._world, WORKER, partial(handing.doubtful, run_id=run_id)))
        self._ask_names(run_id)
        while True:
            chosen = partial(handing.next_file, run_id=run_id, bank=self._bank)
            file = perform(self._world, WORKER, chosen)
            if file is None:
                break
            self._hand_over(file)
        self.collect({})

    def watch(self, payload: dict[str, Any]) -> None:
        """Do for every run what is left, read what the bank sent, ask after what is unknown."""
        for run_id in perform(self._world, WORKER, store.unsent_runs, reading=True):
            self.deliver({"run_id": run_id})
        self.collect(payload)
        self._inquire(perform(self._world, WORKER, _unknown))
        self.claim_returns(payload)

    def claim_returns(self, _payload: dict[str, Any]) -> None:
        """Ask the bank for every payment that is to come back; what it does not answer stays asked."""
        open_claims = partial(claims.open_claims, bank=self._bank)
        for attempt_id, claim in perform(self._world, WORKER, open_claims):
            try:
                answer = self._bank.claim_return(claim)
            except NoReturnClaims as refused:
                answer = ClaimAnswer(taken=False, code=refused.slug)
            except Unanswered:
                log.warning("no answer on a claim for a return", attempt=attempt_id)
                continue
            noted = partial(claims.note_claim, attempt_id=attempt_id, answer=answer)
            perform(self._world, WORKER, noted)

    def collect(self, _payload: dict[str, Any]) -> None:
        """Keep every message that waits at the bank, then carry out what is kept."""
        while received := self._bank.collect():
            for one in received:
                kept = partial(messages.keep_message, name=one.name, content=one.content)
                # Where another worker keeps the same message at this moment, it is kept.
                with suppress(AlreadyThere):
                    perform(self._world, WORKER, kept)
                self._bank.put_away(one.name)
        for message_id in perform(self._world, WORKER, _waiting, reading=True):
            self._read(message_id)

    def _read(self, message_id: str) -> None:
        try:
            perform(self._world, WORKER, partial(messages.read_message, message_id=message_id))
        except Problem as refused:
            # A message is never dropped and never holds the others up: people get to see it.
            aside = partial(messages.put_aside, message_id=message_id, why=refused.slug)
            perform(self._world, WORKER, aside)

    def _hand_over(self, file: handing.Handing) -> None:
        try:
            reports = self._bank.send(file.message_id, file.content)
        except Unanswered:
            lost = partial(handing.lost_sight, message_id=file.message_id)
            perform(self._world, WORKER, lost)
            return
        told = partial(handing.handed_over, message_id=file.message_id, reports=reports)
        perform(self._world, WORKER, told)

    def _inquire(self, asked: list[Asked]) -> None:
        reports = [report for one in asked if (report := self._answer(one)) is not None]
        if reports:
            perform(self._world, WORKER, partial(take_reports, reports=reports))

    def _answer(self, asked: Asked) -> Report | None:
        try:
            return self._bank.inquire(asked)
        except Unanswered:
            return Report(
                finding=Finding.UNKNOWN, order_id=asked.order_id, message_id=asked.message_id
            )

    def _ask_names(self, run_id: str) -> None:
        chosen = partial(handing.unnamed, run_id=run_id, bank=self._bank)
        holders: dict[str, str | None] = {}
        for one in perform(self._world, WORKER, chosen):
            try:
                holders[one.attempt_id] = self._bank.holder_of(one.payee, one.request_id)
            except Unanswered:
                log.warning("no answer on a holder's name", attempt=one.attempt_id)
        if holders:
            noted = partial(handing.note_names, run_id=run_id, holders=holders)
            perform(self._world, WORKER, noted)


def _unknown(work: Work) -> list[Asked]:
    return [asked_of(one) for one in store.attempts(work, states=[Attempt.UNKNOWN])]


def _waiting(work: Work) -> list[str]:
    return [row.id for row in store.messages_in(work, messages.WAITING)]
