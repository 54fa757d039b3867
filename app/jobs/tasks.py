"""What each queued job does."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from app.access.actor import WORKER
from app.audit.sequencer import unsequenced_alarm
from app.cases import actions as cases
from app.cases import queries
from app.db import answered
from app.db import work as transactions
from app.db.work import Work
from app.db.world import World
from app.discovery.evidence.actions import clear_draft
from app.discovery.fingerprints.actions import forget_draft as forget_fingerprints
from app.discovery.uploads.reaper import reap
from app.evaluations import actions as outcome_actions
from app.evaluations import queries as evaluations
from app.jobs.worker import Task
from app.kernel.clock import SystemClock
from app.people import actions as people
from app.remedy_fund.closing import checking
from app.sanctions import actions as sanctions
from app.sanctions.actions import standstills
from app.storage.base import Disposal, Store

log = structlog.get_logger("jobs")


@dataclass(frozen=True, slots=True)
class Tasks:
    """The jobs, over the parts they need; each gets the payload it was queued with."""

    world: World
    store: Store

    def by_name(self) -> Mapping[str, Task]:
        """Return every job by the name under which it is queued."""
        return {
            "lapse_consents": self.lapse_consents,
            "reap_uploads": self.reap_uploads,
            "clear_drafts": self.clear_drafts,
            "purge_people": self.purge_people,
            "purge_answers": self.purge_answers,
            "watch_sequence": self.watch_sequence,
            "renew_clocks": self.renew_clocks,
            "check_fund": self.check_fund,
            "find_standstills": self.find_standstills,
            "watch_outcomes": self.watch_outcomes,
        }

    def lapse_consents(self, _payload: dict[str, Any]) -> None:
        """Take silence as refusal where the time for an answer is over."""
        for case_id in transactions.perform(
            self.world, WORKER, queries.silent_consents, reading=True
        ):
            transactions.perform(self.world, WORKER, partial(cases.lapse_consent, case_id=case_id))

    def reap_uploads(self, _payload: dict[str, Any]) -> None:
        """Clear what unfinished uploads left behind."""
        reap(self.world, self.store, SystemClock())

    def clear_drafts(self, _payload: dict[str, Any]) -> None:
        """Remove drafts whose time is over, with their files."""
        for draft_id in transactions.perform(
            self.world, WORKER, queries.expired_drafts, reading=True
        ):
            freed = transactions.perform(self.world, WORKER, partial(_clear, draft_id=draft_id))
            for disposal in freed:
                self.store.remove(disposal.key, disposal)

    def purge_people(self, _payload: dict[str, Any]) -> None:
        """Remove codes, counts, messages and sessions that are past their use."""
        transactions.perform(self.world, WORKER, people.purge)

    def purge_answers(self, _payload: dict[str, Any]) -> None:
        """Forget answers under keys that nobody repeats any more."""
        transactions.perform(self.world, WORKER, answered.purge)

    def watch_sequence(self, _payload: dict[str, Any]) -> None:
        """Sound the alarm where leaves wait too long for their position."""
        late = transactions.perform(self.world, WORKER, unsequenced_alarm, reading=True)
        if late is not None:
            log.error("leaves without position", count=late.count, oldest_at=str(late.oldest_at))

    def check_fund(self, _payload: dict[str, Any]) -> None:
        """Check the fund, keep what was found, and sound the alarm where there is anything."""
        found = checking.check(self.world)
        transactions.perform(self.world, WORKER, partial(checking.keep, checked=found))
        if not found.sound:
            codes = sorted({finding.code for finding in found.findings})
            log.error("the fund is not sound", findings=found.wrong, codes=codes)

    def find_standstills(self, _payload: dict[str, Any]) -> None:
        """Find the cases and measures that can never move again, and sound the alarm."""
        found: list[standstills.Found] = []
        cursor: str | None = None
        while True:
            look = partial(standstills.look, cursor=cursor)
            some, cursor = transactions.perform(self.world, WORKER, look, reading=True)
            found += some
            if cursor is None:
                break
        transactions.perform(self.world, WORKER, partial(standstills.keep, found=found))
        if found:
            log.error("things that cannot move", count=len(found))

    def watch_outcomes(self, _payload: dict[str, Any]) -> None:
        """Mark the issues of outcome facts that time alone has made untrue."""
        for request_id in transactions.perform(
            self.world, WORKER, evaluations.standing_requests, reading=True
        ):
            mark = partial(outcome_actions.outdate, request_id=request_id)
            transactions.perform(self.world, WORKER, mark)

    def renew_clocks(self, payload: dict[str, Any]) -> None:
        """Derive the clocks of a case and its measures anew after a change of the calendar."""
        renewed = partial(sanctions.renew_clocks, case_id=payload["case_id"])
        transactions.perform(self.world, WORKER, renewed)


def _clear(work: Work, *, draft_id: str) -> list[Disposal]:
    freed = clear_draft(work, draft_id=draft_id)
    forget_fingerprints(work, draft_id=draft_id)
    cases.discard_draft(work, draft_id=draft_id)
    return freed
