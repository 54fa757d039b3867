"""One approver may let another one speak in his place; both are used up by it."""

from datetime import date

from app.access.actor import OPEN
from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.people import queries as people
from app.remedy_fund.approvals import store
from app.remedy_fund.approvals.events import ApprovalDelegated, ApprovalDelegationEnded
from app.remedy_fund.approvals.problems import DelegationWrong
from app.remedy_fund.approvals.tables import ApprovalDelegation

_UNKNOWN = Text("등록되지 않은 사람입니다", "There is no such person")
_ONESELF = Text("자기 자신에게 위임할 수 없습니다", "Nobody delegates to himself")
_DAYS = Text("위임 기간을 확인해 주세요", "The days of the delegation are wrong")


def delegate(work: Work, *, to_person_id: str, from_on: date, until_on: date) -> ApprovalDelegation:
    """Let another person speak in one's place from a day to a day, both included.

    It gives no right to approve: who speaks has to be an approver himself at that time.
    """
    work.require(May.APPROVAL_GIVE, OPEN)
    if to_person_id == work.actor.person_id:
        raise _wrong("/to_person_id", "oneself", _ONESELF)
    if until_on < from_on or until_on < work.today:
        raise _wrong("/until_on", "days", _DAYS)
    if not people.person_names(work, {to_person_id}):
        raise _wrong("/to_person_id", "unknown", _UNKNOWN)
    row = ApprovalDelegation(
        id=work.new_id("apd"), from_person_id=work.actor.person_id, to_person_id=to_person_id,
        from_on=from_on, until_on=until_on, made_at=work.now,
    )  # fmt: skip
    work.add(row)
    work.record(
        ApprovalDelegated(
            subject=row.id, from_person_id=row.from_person_id, to_person_id=row.to_person_id,
            until_on=until_on.isoformat(),
        )
    )  # fmt: skip
    return row


def end_delegation(work: Work, delegation_id: str) -> ApprovalDelegation:
    """Take one's own delegation back; what was approved under it stays approved."""
    work.require(May.APPROVAL_GIVE, OPEN)
    row = work.one(ApprovalDelegation, delegation_id)
    if row.from_person_id != work.actor.person_id or row.revoked_at is not None:
        raise DelegationWrong(delegation_id=delegation_id)
    row.revoked_at = work.now
    work.record(
        ApprovalDelegationEnded(
            subject=row.id, from_person_id=row.from_person_id, to_person_id=row.to_person_id
        )
    )
    return row


def represented_by(work: Work, giver: str) -> ApprovalDelegation:
    """Return the delegation under which the actor speaks for a person, or raise."""
    found = store.delegation_between(work, giver, work.actor.person_id)
    if found is None:
        raise DelegationWrong(on_behalf_of=giver)
    return found


def _wrong(pointer: str, code: str, words: Text) -> DelegationWrong:
    return DelegationWrong(words, errors=(FieldError(pointer, code, words),))
