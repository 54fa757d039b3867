"""Taking anonymous tips, adding to them by their code, and what officers do with them.

Whoever tips is nobody here: these acts run as the public, and keep no name, account or address.
"""

from collections.abc import Mapping

from app.access.actor import ANYBODY, Target, Tie
from app.access.policy import May
from app.cases import ex_officio, rules, store
from app.cases.actions.opening import From, opened
from app.cases.events import TipAddedTo, TipPassedOn, TipReceived, TipSettled
from app.cases.lifecycle.tip import TIP, TipCommand, told
from app.cases.problems import TipFull
from app.cases.schemas.opening import OpeningSource, TipOpeningIn
from app.cases.schemas.tips import TipAdditionIn, TipIn, TipReasonIn, TipReceipt, TipUnitIn
from app.cases.tables import AnonymousTip, Case, TipAddition
from app.db.work import Work
from app.kernel import ids
from app.kernel.problems import FieldError, Invalid, NotFound
from app.kernel.text import Text
from app.people.actions import tries
from app.people.rules import Limit

MOST_ADDITIONS = 30
LEVEL = 2
# How much everybody together may send; a count of sources would be a trace of the tipster.
_ALL_TOGETHER: Mapping[str, Limit] = {"global": ex_officio.TIPS_BY_ALL}


def send_tip(work: Work, *, form: TipIn) -> TipReceipt:
    """Take a tip; the receipt code is shown once and kept only as a digest."""
    _as_nobody(work)
    tries.count(work, "tip", _ALL_TOGETHER, login="", account_id="", address="")
    code = ids.spoken_code(4)
    tip = work.add(
        AnonymousTip(
            id=work.new_id("tip"),
            receipt_code_hash=rules.code_digest(code),
            state=TIP.initial,
            unit=form.area,
            respondent_name=form.respondent_name,
            respondent_hint=form.respondent_hint,
            what=form.what,
            received_on=work.today,
        )
    )
    work.record(TipReceived(subject=tip.id, unit=tip.unit))
    line = told(tip.state, settled=False)
    return TipReceipt(
        receipt_code=code, received_on=tip.received_on, status_ko=line.ko, status_en=line.en
    )


def add_to_tip(work: Work, *, form: TipAdditionIn) -> AnonymousTip:
    """Add to a tip by its receipt code; a dismissed one waits to be read again."""
    _as_nobody(work)
    tip = by_code(work, form.code)
    if len(store.additions(work, tip.id)) >= MOST_ADDITIONS:
        raise TipFull
    row = TIP.take(tip.state, TipCommand.ADD)
    tip.state = row.target
    work.touch(tip)
    work.add(
        TipAddition(id=work.new_id("add"), tip_id=tip.id, words=form.words, added_on=work.today)
    )
    work.record(TipAddedTo(subject=tip.id, state=tip.state))
    work.session.flush()
    return tip


def by_code(work: Work, code: str) -> AnonymousTip:
    """Return the tip that a receipt code opens, or raise NotFound."""
    found = store.tip_by_code(work, rules.code_digest(code))
    if found is None:
        raise NotFound(
            Text("접수번호를 다시 확인해 주세요", "Check the receipt code and try again")
        )
    return found


def _as_nobody(work: Work) -> None:
    # Somebody who is signed in tips as nobody too: the record of the act names no account.
    work.actor = ANYBODY


def target_of(work: Work, tip: AnonymousTip) -> Target:
    """Return what the policy table is told of a tip: it lies on the desk of a unit."""
    own = bool(work.actor.unit) and work.actor.unit == tip.unit
    return Target(ties=frozenset({Tie.UNIT} if own else ()), level=LEVEL)


def dismiss_tip(work: Work, *, tip_id: str, form: TipReasonIn, version: int | None) -> AnonymousTip:
    """Dismiss a tip with the reason; its sender learns only that it was looked at."""
    tip = _held(work, tip_id, version)
    _settle(work, tip, TipCommand.DISMISS)
    tip.reason = form.reason
    work.record(TipSettled(subject=tip.id, outcome=tip.state))
    work.session.flush()
    return tip


def pass_on_tip(work: Work, *, tip_id: str, form: TipUnitIn, version: int | None) -> AnonymousTip:
    """Hand a tip to another unit, which reads it anew."""
    tip = _held(work, tip_id, version)
    if form.unit == tip.unit or form.unit not in ex_officio.DESKS:
        words = Text("다른 부서를 고르세요", "Choose another unit")
        raise Invalid(errors=(FieldError("/unit", "not_a_unit", words),))
    row = TIP.take(tip.state, TipCommand.PASS_ON)
    tip.state, tip.unit, tip.reason = row.target, form.unit, form.reason
    work.record(TipPassedOn(subject=tip.id, unit=tip.unit))
    work.session.flush()
    return tip


def open_from_tip(work: Work, *, tip_id: str, form: TipOpeningIn, version: int | None) -> Case:
    """Open a case on what a tip says; the case knows its tip, and no party ever does."""
    tip = _held(work, tip_id, version)
    _settle(work, tip, TipCommand.OPEN)
    case = opened(work, form, From(OpeningSource.TIP, tip_id=tip.id))
    tip.case_id = case.id
    work.record(TipSettled(subject=tip.id, outcome=tip.state, case_id=case.id))
    work.session.flush()
    return case


def _settle(work: Work, tip: AnonymousTip, command: TipCommand) -> None:
    row = TIP.take(tip.state, command)
    tip.state, tip.settled_on, tip.settled_by = row.target, work.today, work.actor.person_id


def _held(work: Work, tip_id: str, version: int | None) -> AnonymousTip:
    tip = work.one(AnonymousTip, tip_id)
    work.require(May.TIP_SETTLE, target_of(work, tip))
    work.expect_version(tip, version)
    return tip
