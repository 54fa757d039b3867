"""Which facts block a step, and why: named guards that several tracks point to."""

from dataclasses import dataclass
from datetime import date

from app.kernel.calendar import Period, Unit, last_day
from app.kernel.lifecycle import Blocked
from app.kernel.problems import Basis
from app.kernel.text import Text

_RULES = "공정거래위원회 사건절차규칙"
_SUSPENSION = Period(6, Unit.MONTHS)
_LIMIT = Basis("하도급법", "제22조제4항")


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Facts of the rights and notices of the KFTC track; days in Seoul."""

    material_due_on: date | None = None
    resolved: bool = False
    deliberation_asked: bool = False
    without_disposition: bool = False
    reinvestigation_due_on: date | None = None
    reinvestigations_open: int = 0
    former_examiners: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class MinistryFacts:
    """Facts of the two tracks of the ministry. `until_on` and `visit_on` may be asked for.

    The numbers of days and of refusals are figures of the law book.
    """

    until_on: date | None = None
    visit_on: date | None = None
    visit_notified: bool = False
    notice_days: int = 7
    data_due_on: date | None = None
    data_days: int = 7
    data_refusals: int = 0
    refusals_needed: int = 3
    opinion_until_on: date | None = None
    opinion_given: bool = False
    opinion_days: int = 10
    investigation_extended: bool = False
    kftc_request_extended: bool = False
    longest_until_on: date | None = None
    survey: bool = False
    under_other_act: bool | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What the guards may look at. Dates are days in Seoul; `hearing_on` may be asked for."""

    today: date
    examiner_assigned: bool = False
    exhibits: int = 0
    technical_data: bool = False
    supplements_open: int = 0
    data_requests_open: int = 0
    pre_review_extended: bool = False
    hearing_on: date | None = None
    hearing_notice_days: int = 10
    opinion_due_on: date | None = None
    opinion_received: bool = False
    measures_drafted: int = 0
    measures_living: int = 0
    objections_open: int = 0
    referrals_demanded: int = 0
    disposition_last_on: date | None = None
    disposition_basis: Basis = _LIMIT
    suspended_on: date | None = None
    closing_notified: bool = False
    settlement_performed: bool = False
    mediations_open: int = 0
    examiner_id: str = ""
    ex_officio: bool = False
    notices: Notices = Notices()
    ministry: MinistryFacts = MinistryFacts()


def examiner_assigned(facts: CaseFacts) -> Blocked | None:
    """An examiner must be named before anything is investigated."""
    if facts.examiner_assigned:
        return None
    return Blocked("no_examiner", Text("조사관을 먼저 배정하세요", "Assign an examiner first"))


def complainant_known(facts: CaseFacts) -> Blocked | None:
    """A case that was opened ex officio has no complainant to tell anything."""
    if not facts.ex_officio:
        return None
    words = Text("신고인이 없는 직권인지 사건입니다", "Opened ex officio: there is no complainant")
    return Blocked("no_complainant", words)


def proof_attached(facts: CaseFacts) -> Blocked | None:
    """A technology report needs proof (중소기업기술보호법 제8조의2)."""
    if facts.exhibits:
        return None
    return Blocked(
        "no_proof",
        Text("입증 자료가 한 건도 없습니다", "There is no proof on file"),
        (Basis("중소기업기술보호법", "제8조의2"),),
    )


def supplements_settled(facts: CaseFacts) -> Blocked | None:
    """A case with open questions to the complainant is not registered."""
    if not facts.supplements_open:
        return None
    return Blocked(
        "supplement_open",
        Text("보완 요청에 대한 답을 기다리고 있습니다", "A request for more information is open"),
    )


def not_extended_before(facts: CaseFacts) -> Blocked | None:
    """Pre-review may be extended once."""
    if not facts.pre_review_extended:
        return None
    return Blocked(
        "extended_before",
        Text("사전심사 기간은 한 번만 연장할 수 있습니다", "Pre-review is extended once only"),
        (Basis(_RULES, "제12조"),),
    )


def no_data_request_open(facts: CaseFacts) -> Blocked | None:
    """A second data request would pause a clock that is paused."""
    if not facts.data_requests_open:
        return None
    return Blocked(
        "data_request_open",
        Text("답을 기다리는 자료제출 요구가 있습니다", "A data request is still open"),
    )


def data_request_open(facts: CaseFacts) -> Blocked | None:
    """Only what was asked for can be received."""
    if facts.data_requests_open:
        return None
    return Blocked(
        "no_data_request", Text("진행 중인 자료제출 요구가 없습니다", "No data request is open")
    )


def not_time_barred(facts: CaseFacts) -> Blocked | None:
    """No order or surcharge after the disposition limit (하도급법 제22조제4항)."""
    last_on = facts.disposition_last_on
    if last_on is None or facts.today <= last_on:
        return None
    return Blocked(
        "time_barred",
        Text(f"처분시효가 {last_on}에 지났습니다", f"The disposition limit passed on {last_on}"),
        (facts.disposition_basis,),
    )


def time_barred(facts: CaseFacts) -> Blocked | None:
    """Closing for time needs the limit to have passed."""
    if not_time_barred(facts) is not None:
        return None
    return Blocked(
        "not_time_barred",
        Text("처분시효가 아직 지나지 않았습니다", "The disposition limit has not passed"),
        (facts.disposition_basis,),
    )


def no_mediation_open(facts: CaseFacts) -> Blocked | None:
    """Nothing is imposed while mediation or arbitration runs."""
    if not facts.mediations_open:
        return None
    return Blocked(
        "mediation_open",
        Text("조정·중재가 진행 중입니다", "Mediation or arbitration is running"),
        (Basis("중소기업기술보호법 시행령", "제4조의4"),),
    )


def opinion_settled(facts: CaseFacts) -> Blocked | None:
    """The respondent's time for an opinion on the report must be used or over."""
    if facts.opinion_received:
        return None
    due_on = facts.opinion_due_on
    if due_on is not None and facts.today > due_on:
        return None
    until = f" ({due_on}까지)" if due_on else ""
    until_en = f" (until {due_on})" if due_on else ""
    return Blocked(
        "opinion_pending",
        Text(f"심사보고서에 대한 의견 제출 기간입니다{until}",
             f"The respondent may still answer the report{until_en}"),
        (Basis(_RULES, "제25조"),),
    )  # fmt: skip


def hearing_notice_long_enough(facts: CaseFacts) -> Blocked | None:
    """A hearing is announced the prescribed number of days before it is held."""
    if facts.hearing_on is None:
        return None
    ahead = (facts.hearing_on - facts.today).days
    if ahead >= facts.hearing_notice_days:
        return None
    days = facts.hearing_notice_days
    return Blocked(
        "hearing_too_soon",
        Text(f"심의·의견청취 기일은 {days}일 전까지 알려야 합니다",
             f"A hearing needs {days} days' notice"),
        (Basis(_RULES, "제37조"),),
    )  # fmt: skip


def hearing_day_reached(facts: CaseFacts) -> Blocked | None:
    """Nothing is heard before its day."""
    if facts.hearing_on is not None and facts.today >= facts.hearing_on:
        return None
    day = f" ({facts.hearing_on})" if facts.hearing_on else ""
    return Blocked(
        "hearing_ahead",
        Text(f"지정된 기일이 아직 아닙니다{day}", f"The day set has not come{day}"),
    )


def measure_drafted(facts: CaseFacts) -> Blocked | None:
    """A written decision names at least one measure."""
    if facts.measures_drafted:
        return None
    return Blocked("no_measure", Text("기안된 처분이 없습니다", "No measure has been drafted"))


def measures_ended(facts: CaseFacts) -> Blocked | None:
    """A case stays open while any measure lives."""
    if not facts.measures_living:
        return None
    return Blocked(
        "measure_living",
        Text(f"끝나지 않은 처분이 {facts.measures_living}건 있습니다",
             f"{facts.measures_living} measure(s) have not ended"),
    )  # fmt: skip


def measures_ended_or_deliberation_asked(facts: CaseFacts) -> Blocked | None:
    """A report follows a measure that was refused, or a warned party's own request."""
    return None if facts.notices.deliberation_asked else measures_ended(facts)


def objections_ruled(facts: CaseFacts) -> Blocked | None:
    """A case stays open while an objection waits for its ruling."""
    if not facts.objections_open:
        return None
    return Blocked(
        "objection_open",
        Text("재결을 기다리는 이의신청이 있습니다", "An objection awaits its ruling"),
        (Basis("공정거래법", "제96조"),),
    )


def suspended_six_months(facts: CaseFacts) -> Blocked | None:
    """A suspended case may be ended after six months (사건절차규칙 제56조)."""
    start = facts.suspended_on
    if start is not None and facts.today > last_day(start, _SUSPENSION):
        return None
    return Blocked(
        "suspension_short",
        Text("심의중지 뒤 6개월이 지나야 종결할 수 있습니다",
             "A suspended case may be ended after six months"),
        (Basis(_RULES, "제56조"),),
    )  # fmt: skip


def closing_not_notified(facts: CaseFacts) -> Blocked | None:
    """The parties are told of a closing once (사건절차규칙 제61조)."""
    if not facts.closing_notified:
        return None
    return Blocked(
        "notified",
        Text("이미 종결을 통지했습니다", "The closing has been notified"),
        (Basis(_RULES, "제61조"),),
    )


def settlement_performed(facts: CaseFacts) -> Blocked | None:
    """A case ends as settled once the settlement of its mediation was performed."""
    if facts.settlement_performed:
        return None
    return Blocked(
        "settlement_not_performed",
        Text("이행이 확인된 조정 합의가 없습니다", "No settlement has been confirmed as performed"),
        (Basis("하도급법", "제24조의6"),),
    )
