"""Taking a step of an application's table, with who, why, shown by what, and both times."""

from collections.abc import Collection
from dataclasses import dataclass

from app.access.actor import Target
from app.access.policy import May
from app.db.work import Work
from app.kernel.lifecycle import Row, refuse_blocked
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.events import FundApplicationMoved
from app.remedy_fund.applications.lifecycle import (
    APPLICATION,
    REFUSED,
    ApplicationFacts,
    Command,
    State,
)
from app.remedy_fund.applications.problems import HarmClaimed
from app.remedy_fund.applications.rules import harm_key, refuse_unknown
from app.remedy_fund.applications.tables import (
    FundApplication,
    FundApplicationStep,
    FundBenefitLine,
)

_REASON = Text("사유를 입력하세요", "Enter the reason")


@dataclass(frozen=True, kw_only=True)
class How:
    """How a step is taken: why, on what basis, shown by what, and by which act."""

    reason: str = ""
    basis: str = ""
    evidence: Collection[str] = ()
    asked: bool = False  # another act has asked for permission already
    facts: ApplicationFacts | None = None


def take(
    work: Work, row: FundApplication, target: Target | None, command: Command, how: How
) -> FundApplicationStep:
    """Take a step where table, policy and facts permit it; raises the problem that says why not."""
    found = APPLICATION.find(row.state, command, by_hand=not how.asked)
    if not how.asked and target is not None:
        work.require(May(found.by), target)
    facts = how.facts or standing.facts_of(work, row)
    refuse_blocked(found, facts)
    if found.needs_reason and not how.reason:
        raise Invalid(errors=(FieldError("/reason", "missing", _REASON),))
    check_evidence(work, row, how.evidence)
    row.state = State(found.target)
    step = note(work, row, found, how)
    _keep_harms(work, row)
    work.session.flush()
    work.record(
        FundApplicationMoved(
            subject=row.id, case_id=row.case_id, command=command, from_state=found.source,
            to_state=found.target, on=work.today, plan_id=row.plan_id,
        )
    )  # fmt: skip
    return step


def note(work: Work, row: FundApplication, found: Row, how: How) -> FundApplicationStep:
    """Add a step to an application's history, and let the application count as changed."""
    basis = how.basis or found.basis or str(standing.scheme_of(work, row).basis)
    step = work.add(
        FundApplicationStep(
            id=work.new_id("fstep"), application_id=row.id,
            sequence=len(store.steps(work, row.id)) + 1, command=found.command,
            from_state=found.source, to_state=found.target, on=work.today, at=work.now,
            account_id=work.actor.account_id, person_id=work.actor.person_id,
            role=work.actor.role, reason=how.reason, basis=basis, evidence=sorted(how.evidence),
        )
    )  # fmt: skip
    work.touch(row)
    return step


def check_evidence(work: Work, row: FundApplication, item_ids: Collection[str]) -> None:
    """Raise UnknownEvidence for a piece that the applicant did not bring in."""
    if not item_ids:
        return
    brought = {one.item_id for one in store.evidence(work, row.id)}
    refuse_unknown(item_ids, brought, "/evidence")


def _keep_harms(work: Work, row: FundApplication) -> None:
    """Let what is refused be claimed anew, and what is asked for stay claimed."""
    over = row.state in REFUSED
    for line in store.lines(work, row.id):
        if line.awarded_won:  # what was given for a harm is never asked for again
            continue
        if over or line.refused:
            line.once_key = None
        elif line.once_key is None:
            claim(work, row, [line])


def claim(work: Work, row: FundApplication, lines: Collection[FundBenefitLine]) -> None:
    """Claim the harms of lines; raises HarmClaimed where another line has one of them."""
    keys = {harm_key(row.case_id, line.benefit, line.harm): line for line in lines}
    taken = [found for found in store.claimed(work, keys) if found.application_id != row.id]
    if taken:
        words = Text(
            "같은 사건의 같은 피해에 대해 이미 신청했거나 지원받은 항목입니다",
            "The same harm of the case has been claimed or paid for under this benefit",
        )
        raise HarmClaimed(words, harms=sorted({f"{line.benefit}:{line.harm}" for line in taken}))
    for key, line in keys.items():
        line.once_key = key
