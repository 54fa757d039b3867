"""How a request for records comes in: asked, matched with a case, its recipient named, withdrawn."""

from app.access.actor import OPEN, Role
from app.access.policy import May
from app.cases import queries as cases
from app.db.work import Work
from app.discovery.transmissions import recipient_keys, regimes, standing
from app.discovery.transmissions.events import (
    RecordsMatched,
    RecordsRecipientNamed,
    RecordsRequested,
    RecordsRequestWithdrawn,
)
from app.discovery.transmissions.lifecycle import MATCHED_IN, TRANSMISSION, Command
from app.discovery.transmissions.rules import Regime
from app.discovery.transmissions.schemas import MatchIn, RecipientIn, RequestIn, WithdrawalIn
from app.discovery.transmissions.tables import RecordTransmission
from app.kernel.lifecycle import StepNotAllowed
from app.kernel.problems import FieldError, Invalid
from app.kernel.text import Text
from app.people import queries as people

_FUTURE = Text("소 제기일은 오늘보다 뒤일 수 없습니다", "A suit cannot be filed after today")
_EFFORT = Text(
    "다른 방법으로는 얻기 어려웠다는 사정을 적어 주세요 ({basis})",
    "Say what was tried to get the material otherwise ({basis})",
)
_FOR_THE_AGENCY = Text(
    "접수 담당만 적을 수 있는 항목입니다. 비워 두세요", "For the agency only; leave this out"
)
_NOT_A_COURT = Text("법원·기관 계정이 아닙니다", "This is not an account of a court or agency")


def file_request(work: Work, *, form: RequestIn) -> RecordTransmission:
    """Take a request for records from a court, or from the secretary who got it on paper.

    A court hears nothing of whether the case number that it names is known.
    """
    work.require(May.TRANSMISSION_REQUEST, OPEN)
    regime = regimes.choose(form.suit_act, form.suit_filed_on)
    _check(work, form, regime)
    if form.follows_id:
        standing.known(work, form.follows_id)
    row = _row(work, form, regime)
    _name(work, row, form.recipient_account_id, form.recipient_key)
    if form.case_id:
        _match(work, row, form.case_id)
    work.add(row)
    work.record(
        RecordsRequested(
            subject=row.id, case_id=row.case_id or "", regime=row.regime, suit_act=row.suit_act,
            suit_filed_on=row.suit_filed_on, categories=tuple(row.categories),
            follows_id=form.follows_id,
        )
    )  # fmt: skip
    return row


def match_case(
    work: Work, *, transmission_id: str, form: MatchIn, version: int | None
) -> RecordTransmission:
    """Settle whose case file a request is about; before the review begins, also anew."""
    row, target = standing.known(work, transmission_id, lock=True)
    work.require(May.TRANSMISSION_RELEASE, target)
    work.expect_version(row, version)
    if row.state not in MATCHED_IN:
        raise StepNotAllowed(state=row.state, command="match")
    _match(work, row, form.case_id)
    work.record(RecordsMatched(subject=row.id, case_id=form.case_id))
    return row


def name_recipient(
    work: Work, *, transmission_id: str, form: RecipientIn, version: int | None
) -> RecordTransmission:
    """Settle who receives the records and with which key, until they are released.

    What a court filed itself only that court changes, so that nobody else chooses who can read.
    """
    row, target = standing.known(work, transmission_id, lock=True)
    standing.require_change(work, row, target)
    work.expect_version(row, version)
    if not standing.recipient_open(row):
        raise StepNotAllowed(state=row.state, command="name_recipient")
    _name(work, row, form.recipient_account_id, form.recipient_key)
    work.record(RecordsRecipientNamed(subject=row.id, account_id=row.recipient_account_id))
    return row


def withdraw(
    work: Work, *, transmission_id: str, form: WithdrawalIn, version: int | None
) -> RecordTransmission:
    """Take a request back before anything was released; what a court filed, only that court."""
    row, target = standing.known(work, transmission_id, lock=True)
    standing.require_change(work, row, target)
    work.expect_version(row, version)
    step = TRANSMISSION.take(row.state, Command.WITHDRAW, standing.facts_of(work, row))
    row.state, row.withdrawn_at, row.withdrawal_reason = step.target, work.now, form.reason
    work.record(RecordsRequestWithdrawn(subject=row.id, case_id=row.case_id or ""))
    return row


def _check(work: Work, form: RequestIn, regime: Regime) -> None:
    court = work.actor.role is Role.COURT
    wrong = [
        (form.suit_filed_on > work.today, "/suit_filed_on", "future", _FUTURE),
        (
            regime.effort_needed and not form.effort,
            "/effort",
            "effort",
            _EFFORT.format(basis=regime.basis),
        ),
        (court and bool(form.case_id), "/case_id", "for_the_agency", _FOR_THE_AGENCY),
    ]
    errors = tuple(FieldError(at, code, words) for failed, at, code, words in wrong if failed)
    if errors:
        raise Invalid(errors=errors, basis=(regime.basis,))


def _row(work: Work, form: RequestIn, regime: Regime) -> RecordTransmission:
    return RecordTransmission(
        id=work.new_id("trm"), case_number=form.case_number, court=form.court,
        docket_number=form.docket_number, suit_act=form.suit_act,
        suit_filed_on=form.suit_filed_on, regime=regime.code, categories=list(form.categories),
        scope=form.scope, effort=form.effort, protective_order=form.protective_order,
        named_readers=form.named_readers, filed_by=work.actor.account_id,
        filed_by_person=work.actor.person_id, filed_at=work.now,
        follows_id=form.follows_id or None, state=TRANSMISSION.initial,
    )  # fmt: skip


def _match(work: Work, row: RecordTransmission, case_id: str) -> None:
    case = cases.subject(work, case_id)
    work.require(May.CASE_SEE, cases.target_of(work, case_id, level=1))
    row.case_id, row.unit = case.id, case.unit


def _name(work: Work, row: RecordTransmission, account_id: str, key: str) -> None:
    """Put recipient and key on a request; a court receives what it asks for itself."""
    if work.actor.role is Role.COURT:
        if account_id not in {"", work.actor.account_id}:
            error = FieldError("/recipient_account_id", "for_the_agency", _FOR_THE_AGENCY)
            raise Invalid(errors=(error,))
        row.recipient_account_id = work.actor.account_id
        row.recipient_person_id = work.actor.person_id
    elif account_id:
        courts = {found.id: found for found in people.staff(work, roles=[Role.COURT])}
        if account_id not in courts:
            error = FieldError("/recipient_account_id", "not_a_court", _NOT_A_COURT)
            raise Invalid(errors=(error,))
        row.recipient_account_id = account_id
        row.recipient_person_id = courts[account_id].person_id
    row.recipient_key = recipient_keys.checked(key)
