"""Until when an order binds, what its clocks say on a day, and what an entry must hold. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.discovery.orders.kinds import KINDS, Footing, Ground, Kind, OrderKind
from app.kernel.calendar import last_day
from app.kernel.clock import SEOUL
from app.kernel.problems import Basis, FieldError
from app.kernel.text import Text

ACKNOWLEDGE_DAYS = 3
"""Days in which a custodian is asked to confirm a notice; the service's own practice, not law."""

REMIND_EVERY_DAYS = 3
ESCALATE_AFTER_REMINDERS = 2
"""How often the silent are reminded, and after how many reminders the team lead is told."""


class Binds(StrEnum):
    """Which evidence of the case an order reaches; what comes later is reached as well."""

    CASE = "case"
    ITEMS = "items"
    CUSTODIANS = "custodians"
    NOTHING = "nothing"


class SuitCheck(StrEnum):
    """Whether the suit that an order made before suit must be followed by has been filed."""

    NOT_ASKED = "not_asked"
    FILED = "filed"
    RUNNING = "running"
    NOT_FILED = "not_filed"
    PROOF_DEMANDED = "proof_demanded"
    PROOF_OVERDUE = "proof_overdue"


class Notice(StrEnum):
    """How far a custodian has answered the notice of an order."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


SUIT_LABELS: dict[SuitCheck, Text] = {
    SuitCheck.NOT_ASKED: Text("해당 없음", "Not asked"),
    SuitCheck.FILED: Text("소 제기 확인", "Suit filed"),
    SuitCheck.RUNNING: Text("소 제기 대기", "Suit may still be filed"),
    SuitCheck.NOT_FILED: Text("소 제기 없음 · 증명 명령 필요", "No suit: the court asks for proof"),
    SuitCheck.PROOF_DEMANDED: Text("증명 대기", "Proof awaited"),
    SuitCheck.PROOF_OVERDUE: Text("증명 기한 경과 · 취소 대상", "No proof: to be cancelled"),
}
NOTICE_LABELS: dict[Notice, Text] = {
    Notice.WAITING: Text("확인 대기", "Waiting"),
    Notice.ACKNOWLEDGED: Text("확인함", "Acknowledged"),
    Notice.OVERDUE: Text("확인 지연", "Overdue"),
    Notice.ESCALATED: Text("과장 보고", "Escalated"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an order's paper says; `suit_filed_on` is empty for one that was made before suit."""

    kind: OrderKind
    footing: Footing
    issued_on: date
    valid_until: date | None = None
    first_valid_until: date | None = None
    suit_filed_on: date | None = None
    proof_due_on: date | None = None

    @property
    def rules(self) -> Kind:
        """The kind of the order."""
        return KINDS[self.kind]

    @property
    def ground(self) -> Ground | None:
        """What the order rests on, or nothing where that law has no such order."""
        return self.rules.grounds.get(self.footing)


def binding_until(valid_until: date | None) -> datetime | None:
    """Return the instant at which an order stops binding: the end of its last day in Seoul."""
    if valid_until is None:
        return None
    return datetime.combine(valid_until + timedelta(days=1), time(), tzinfo=SEOUL)


def longest_until(terms: Terms) -> date | None:
    """Return the latest last day that the Act allows at entry, or nothing where it sets none."""
    ground = terms.ground
    longest = ground.longest if ground else None
    return last_day(terms.issued_on, longest) if longest else None


def extended_until(terms: Terms) -> date | None:
    """Return the latest last day that one extension may give, or nothing where none is known."""
    ground = terms.ground
    if ground is None or ground.extension is None or terms.valid_until is None:
        return None
    return last_day(terms.valid_until, ground.extension)


def suit_check_on(terms: Terms) -> date | None:
    """Return the day by which a suit must have been filed; counted from the order's own day.

    The Act gives seven days and does not say from when: the earlier beginning warns sooner.
    """
    ground = terms.ground
    if ground is None or ground.suit_check is None:
        return None
    return last_day(terms.issued_on, ground.suit_check)


def suit_check(terms: Terms, today: date) -> SuitCheck:
    """Return what the clock of the suit says on a day."""
    check_on = suit_check_on(terms)
    if check_on is None:
        return SuitCheck.NOT_ASKED
    if terms.suit_filed_on is not None:
        return SuitCheck.FILED
    if terms.proof_due_on is not None:
        late = today > terms.proof_due_on
        return SuitCheck.PROOF_OVERDUE if late else SuitCheck.PROOF_DEMANDED
    return SuitCheck.RUNNING if today <= check_on else SuitCheck.NOT_FILED


def earliest_proof_day(terms: Terms, demanded_on: date) -> date | None:
    """Return the first day that the court may set for proof of the suit."""
    ground = terms.ground
    if ground is None or ground.proof_after is None:
        return None
    return last_day(demanded_on, ground.proof_after)


def notice(*, acknowledged: bool, acknowledge_by: date, escalated: bool, today: date) -> Notice:
    """Return how far a custodian has answered."""
    if acknowledged:
        return Notice.ACKNOWLEDGED
    if escalated:
        return Notice.ESCALATED
    return Notice.OVERDUE if today > acknowledge_by else Notice.WAITING


def reminder_due(*, acknowledge_by: date, reminded_on: date | None, today: date) -> bool:
    """Tell if a custodian who has not answered is to be reminded on a day."""
    if today <= acknowledge_by:
        return False
    return reminded_on is None or today >= reminded_on + timedelta(days=REMIND_EVERY_DAYS)


def disposable_from(closed_on: date, retention_years: int) -> date:
    """Return the first day on which a closed file may go.

    Retention is counted from the first of January after the year in which the file was closed.
    """
    return date(closed_on.year + 1 + retention_years, 1, 1)


def _error(pointer: str, code: str, ko: str, en: str) -> FieldError:
    return FieldError(pointer, code, Text(ko, en))


def entry_errors(terms: Terms, *, legal_basis: str, today: date) -> list[FieldError]:
    """Return what is wrong with an order as it is entered; nothing where it may stand."""
    ground = terms.ground
    if ground is None:
        name = terms.rules.name
        return [_error("/footing", "footing", f"{name.ko}에는 쓸 수 없는 근거 법률입니다",
                       f"“{name.en}” does not rest on that law")]  # fmt: skip
    errors = _day_errors(terms, today)
    if terms.footing is Footing.OTHER and not legal_basis:
        errors.append(_error("/legal_basis", "legal_basis", "근거 조문을 적어 주세요",
                             "Write the article that the order rests on"))  # fmt: skip
    governing = terms.suit_filed_on or terms.issued_on
    if not ground.governs(governing):
        since = ground.suits_from or ground.suits_before
        errors.append(_error(
            "/footing", "not_in_force", f"{governing} 기준으로 적용되지 않는 조문입니다 (기준일 {since})",
            f"That article does not govern {governing}; it turns on {since}",
        ))  # fmt: skip
    return errors + _length_errors(terms)


def _day_errors(terms: Terms, today: date) -> list[FieldError]:
    errors = []
    if terms.issued_on > today:
        errors.append(_error("/issued_on", "future", "결정일이 오늘보다 늦을 수 없습니다",
                             "The order cannot be dated in the future"))  # fmt: skip
    if terms.valid_until is not None and terms.valid_until < terms.issued_on:
        errors.append(_error("/valid_until", "order_of_days", "종료일이 결정일보다 빠릅니다",
                             "The last day lies before the order"))  # fmt: skip
    if terms.suit_filed_on is not None and terms.suit_filed_on > today:
        errors.append(_error("/suit_filed_on", "future", "소 제기일이 오늘보다 늦을 수 없습니다",
                             "The suit cannot be filed in the future"))  # fmt: skip
    return errors


def _length_errors(terms: Terms) -> list[FieldError]:
    latest = longest_until(terms)
    if latest is None:
        return []
    if terms.valid_until is None:
        return [_error("/valid_until", "needed", f"종료일을 적어 주세요 (늦어도 {latest})",
                       f"Write the last day, {latest} at the latest")]  # fmt: skip
    if terms.valid_until > latest:
        return [_error("/valid_until", "too_long", f"늦어도 {latest}까지만 명할 수 있습니다",
                       f"The Act allows {latest} at the latest")]  # fmt: skip
    return []


def basis_of(terms: Terms, legal_basis: str) -> Basis:
    """Return the article that an order rests on: the Act's, or the one written out."""
    ground = terms.ground
    if ground is None or terms.footing is Footing.OTHER:
        return Basis.parse(legal_basis)
    return ground.basis
