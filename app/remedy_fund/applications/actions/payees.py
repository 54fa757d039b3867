"""Naming the account that is paid, changing it, and verifying that it is the applicant's."""

from app.access.policy import May
from app.db.work import Work
from app.kernel.problems import Conflict
from app.kernel.sealing import keyed_hash, sealed
from app.kernel.text import Text
from app.remedy_fund.applications import standing, store
from app.remedy_fund.applications.events import PayeeChanged, PayeeVerified
from app.remedy_fund.applications.payees import PURPOSE, current_payee
from app.remedy_fund.applications.problems import PayeeMissing
from app.remedy_fund.applications.rules import payee_usable_from
from app.remedy_fund.applications.schemas.filing import PayeeIn
from app.remedy_fund.applications.schemas.review import VerificationIn
from app.remedy_fund.applications.tables import FundApplication, FundPayee
from app.remedy_fund.approvals import actions as approvals
from app.remedy_fund.schemes.kinds import Scheme


def change_payee(
    work: Work, *, application_id: str, form: PayeeIn, version: int | None
) -> FundApplication:
    """Name another account: it is verified anew, waits, and what was approved counts no longer."""
    row, _target = standing.known(work, application_id, lock=True, may=May.APPLICATION_FILE)
    work.expect_version(row, version)
    put_payee(work, row, form, scheme=standing.scheme_of(work, row))
    return row


def put_payee(work: Work, row: FundApplication, form: PayeeIn, *, scheme: Scheme) -> None:
    """Put an account under an application in place of the one before it."""
    earlier = store.payees(work, row.id)
    mark = f"{form.bank_code}:{form.account_number}:{form.holder_name}"
    fingerprint = keyed_hash(work.world.seal_key, PURPOSE, mark)
    if any(one.current and one.fingerprint == fingerprint for one in earlier):
        raise Conflict(Text("지금 등록된 계좌와 같습니다", "This account is named already"))
    for one in earlier:
        one.current = False
    first = not earlier
    payee = work.add(
        FundPayee(
            id=work.new_id("fpay"), application_id=row.id, sequence=len(earlier) + 1,
            bank_code=form.bank_code,
            sealed_number=sealed(work.world.seal_key, PURPOSE, form.account_number),
            last_four=form.account_number[-4:], holder_name=form.holder_name,
            fingerprint=fingerprint, set_by_person=work.actor.person_id, set_at=work.now,
            usable_from=payee_usable_from(work.calendar, scheme, work.today, first=first),
        )
    )  # fmt: skip
    work.touch(row)
    work.session.flush()
    if not first:
        approvals.void_all(work, subject=row.id, reason="payee_changed")
    work.record(
        PayeeChanged(
            subject=row.id, case_id=row.case_id, payee_id=payee.id, first=first,
            usable_from=payee.usable_from,
        )
    )  # fmt: skip


def verify_payee(
    work: Work, *, application_id: str, form: VerificationIn, version: int | None
) -> FundApplication:
    """Record that the account was found to be the applicant's."""
    row, _target = standing.known(work, application_id, lock=True, may=May.APPLICATION_REVIEW)
    work.expect_version(row, version)
    payee = current_payee(work, row.id)
    if payee is None:
        raise PayeeMissing
    if payee.verified_at is not None:
        raise Conflict(Text("이미 확인한 계좌입니다", "The account was verified already"))
    payee.verified_at, payee.verified_by_person = work.now, work.actor.person_id
    payee.verified_how, payee.verification_reference = form.method, form.reference
    work.touch(row)
    work.record(
        PayeeVerified(subject=row.id, case_id=row.case_id, payee_id=payee.id, method=form.method)
    )
    work.session.flush()
    return row
