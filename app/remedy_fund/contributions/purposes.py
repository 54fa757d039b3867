"""What money may be set aside for: the scheme's purposes, the programme's, the contributor's, the law's."""

from dataclasses import dataclass

from app.db.work import Work
from app.kernel.problems import FieldError
from app.kernel.text import Text
from app.remedy_fund.contributions import store, uses
from app.remedy_fund.contributions.problems import PurposeFixed, PurposeUnknown, UseNotConfigured
from app.remedy_fund.contributions.rules.sums import Account
from app.remedy_fund.contributions.tables import Contribution
from app.remedy_fund.schemes import queries as schemes

_NO_PURPOSE = Text("제도에 없는 용도입니다", "The scheme has no such purpose")
_NO_PROGRAMME = Text("없거나 기간이 지난 사업입니다", "No such programme on this day")
_NOT_SERVED = Text("이 사업의 용도가 아닙니다", "The programme does not serve this purpose")
_NOT_A_USE = Text("상생협력기금 계정의 용도가 아닙니다", "The cooperation account may not pay this")


@dataclass(frozen=True, slots=True)
class Destination:
    """A purpose, within a programme or none."""

    purpose: str
    programme_id: str | None = None


def refuse_unknown(work: Work, destination: Destination, account: str) -> None:
    """Refuse a purpose or programme that there is not, or that the account may not pay.

    Raises NoEnactedScheme where no scheme applies, PurposeUnknown, and UseNotConfigured where the
    closed list of the cooperation account is not known well enough to say.
    """
    scheme = schemes.current(work, work.today)
    if destination.purpose and destination.purpose not in scheme.purposes:
        raise PurposeUnknown(errors=(FieldError("/purpose", "unknown", _NO_PURPOSE),))
    _refuse_programme(work, destination)
    if account == Account.COOPERATION and destination.purpose:
        _refuse_use(work, destination.purpose)


def refuse_other(row: Contribution, destination: Destination) -> None:
    """Refuse what the contributor has not fixed (상생협력법 제20조의5)."""
    other_purpose = row.purpose and row.purpose != destination.purpose
    other_programme = row.programme_id and row.programme_id != destination.programme_id
    if other_purpose or other_programme:
        raise PurposeFixed(purpose=row.purpose, programme_id=row.programme_id or "")


def _refuse_programme(work: Work, destination: Destination) -> None:
    if not destination.programme_id:
        return
    found = store.programme(work, destination.programme_id)
    over = found is not None and found.until_on is not None and found.until_on < work.today
    if found is None or over or work.today < found.from_on:
        raise PurposeUnknown(errors=(FieldError("/programme_id", "unknown", _NO_PROGRAMME),))
    if destination.purpose and destination.purpose not in found.purposes:
        raise PurposeUnknown(errors=(FieldError("/purpose", "not_served", _NOT_SERVED),))


def _refuse_use(work: Work, purpose: str) -> None:
    listed = uses.applying(uses.known_lists(), work.today, demonstration=work.world.demonstration)
    permitted = None if listed is None else listed.permits(purpose)
    if permitted is None:
        basis = () if listed is None else (listed.basis,)
        raise UseNotConfigured(basis=basis, purpose=purpose)
    if not permitted:
        raise PurposeUnknown(errors=(FieldError("/purpose", "not_a_use", _NOT_A_USE),))
