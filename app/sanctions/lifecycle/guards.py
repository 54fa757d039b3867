"""Which facts block a step of a measure or objection, and why: named guards of the tables."""

from dataclasses import dataclass, field
from datetime import date

from app.kernel.lifecycle import Blocked
from app.kernel.problems import Basis
from app.kernel.text import Text
from app.sanctions.lifecycle.performance import Performance

_OBJECTION = Basis("공정거래법", "제96조")
_NONE = Basis("", "")


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """What the guards may look at. `on` is the day of the step, `today` that of its entry.

    Sums are in won.
    """

    on: date
    today: date
    basis: Basis = _NONE
    kftc: bool = True
    decided_on: date | None = None
    case_ready: bool = True
    as_resolved: bool = True
    barred: Text | None = None
    bar_basis: Basis = _NONE
    disposition_last_on: date | None = None
    comply_by: date | None = None
    latest_comply_by: date | None = None
    posted_until: date | None = None
    carries_money: bool = False
    answerable: bool = False
    accepted: bool = False
    answer_due_on: date | None = None
    has_duty: bool = True
    due_on: date | None = None
    open_to_objection: bool = True
    objections_open: int = 0
    refund_due_won: int = 0
    performance: Performance = field(default_factory=Performance)


@dataclass(frozen=True, kw_only=True)
class ObjectionFacts:
    """What the guards of an objection may look at."""

    late: bool
    basis: Basis = _OBJECTION
    last_on: date | None = None
    extended: bool = False


def _basis(facts: MeasureFacts) -> tuple[Basis, ...]:
    return (facts.basis,) if facts.basis.act else ()


def _of_objections(facts: MeasureFacts) -> tuple[Basis, ...]:
    return (_OBJECTION,) if facts.kftc else _basis(facts)


def within_disposition_limit(facts: MeasureFacts) -> Blocked | None:
    """No order or surcharge after the disposition limit (하도급법 제22조제4항)."""
    last_on, decided_on = facts.disposition_last_on, facts.decided_on
    if last_on is None or decided_on is None or decided_on <= last_on:
        return None
    return Blocked(
        "time_barred",
        Text(f"처분시효가 {last_on}에 지났습니다", f"The disposition limit passed on {last_on}"),
        (Basis("하도급법", "제22조제4항"),),
    )


def not_barred(facts: MeasureFacts) -> Blocked | None:
    """A mediation that runs, or a settlement that was performed, forbids orders (하도급법 24조의5·6)."""
    if facts.barred is None:
        return None
    return Blocked("barred_by_settlement", facts.barred, (facts.bar_basis,))


def case_ready(facts: MeasureFacts) -> Blocked | None:
    """A measure of a decision is issued and served when the decision is written."""
    if facts.case_ready:
        return None
    return Blocked(
        "case_not_ready",
        Text(
            "사건이 아직 처분을 발령·송달할 단계가 아닙니다 (의결서 작성·의견청취를 먼저 마치세요)",
            "The case has not reached this step: write the decision or hold the hearing first",
        ),
        _basis(facts),
    )


def as_resolved(facts: MeasureFacts) -> Blocked | None:
    """Where a committee resolved, nothing is issued on its finding but what it resolved."""
    if facts.as_resolved:
        return None
    return Blocked(
        "not_resolved",
        Text(
            "위원회가 의결하지 않은 처분이거나 이미 의결대로 발령한 처분입니다",
            "The committee did not resolve this measure, or it has been issued as resolved",
        ),
        (Basis("공정거래위원회 사건절차규칙", "제62조"),),
    )


def comply_day_fits_service(facts: MeasureFacts) -> Blocked | None:
    """The last day to comply lies after service and within the period that the law gives."""
    last_on, latest_on = facts.comply_by, facts.latest_comply_by
    if last_on is None or facts.on < last_on <= (latest_on or last_on):
        return None
    return Blocked(
        "comply_day_does_not_fit",
        Text(
            f"이행기한({last_on})이 송달일({facts.on}) 뒤의 법정 기간 안에 있지 않습니다",
            f"The last day to comply ({last_on}) is not within the period after {facts.on}",
        ),
        _basis(facts),
    )


def posting_still_ahead(facts: MeasureFacts) -> Blocked | None:
    """A posting ends after the day on which it begins, else nobody would ever read it."""
    until = facts.posted_until
    if until is None or facts.today < until:
        return None
    return Blocked(
        "posting_over",
        Text(
            f"게시 마지막 날({until})이 되어 게시할 수 없습니다. 더 늦은 날로 다시 기안하세요",
            f"The last day of the posting ({until}) has come: draft it anew with a later day",
        ),
        _basis(facts),
    )


def can_be_answered(facts: MeasureFacts) -> Blocked | None:
    """Only a recommendation that asks for an answer is accepted or declined."""
    if not facts.answerable:
        words = Text("수락 여부를 묻는 처분이 아닙니다", "This measure asks for no acceptance")
        return Blocked("not_answerable", words, _basis(facts))
    if not facts.accepted:
        return None
    return Blocked(
        "accepted_before", Text("이미 수락한 권고입니다", "It has been accepted"), _basis(facts)
    )


def answered_in_time(facts: MeasureFacts) -> Blocked | None:
    """A recommendation is accepted within ten days of notice (하도급법 제25조의5)."""
    due_on = facts.answer_due_on
    if due_on is None or facts.on <= due_on:
        return None
    return Blocked(
        "answer_late",
        Text(f"수락 통지 기한({due_on})이 지났습니다", f"The time to answer ended on {due_on}"),
        _basis(facts),
    )


def answer_time_over(facts: MeasureFacts) -> Blocked | None:
    """Silence counts only when the time to answer is over."""
    due_on = facts.answer_due_on
    if due_on is not None and facts.on > due_on:
        return None
    return Blocked(
        "answer_time_runs",
        Text(
            "수락 여부 통지 기한이 아직 지나지 않았습니다",
            "The respondent still has time to answer",
        ),
        _basis(facts),
    )


def carries_money(facts: MeasureFacts) -> Blocked | None:
    """Only a measure that carries money is paid."""
    if facts.carries_money:
        return None
    return Blocked(
        "no_money", Text("금전을 부과하는 처분이 아닙니다", "This measure imposes no money")
    )


def carries_no_money(facts: MeasureFacts) -> Blocked | None:
    """What imposes money ends by payment, not by a finding of compliance."""
    if not facts.carries_money:
        return None
    return Blocked(
        "money", Text("납부로 끝나는 처분입니다", "This measure ends by payment"), _basis(facts)
    )


def has_a_duty(facts: MeasureFacts) -> Blocked | None:
    """Compliance and breach need something to comply with, and an acceptance where one is due."""
    if facts.has_duty and (facts.accepted or not facts.answerable):
        return None
    return Blocked(
        "no_duty",
        Text(
            "피심인에게 이행할 의무가 생기지 않은 처분입니다",
            "The measure puts no duty on the respondent",
        ),
        _basis(facts),
    )


def due_day_passed(facts: MeasureFacts) -> Blocked | None:
    """Nobody is in breach before the last day has passed."""
    due_on = facts.due_on
    if due_on is None or facts.on > due_on:
        return None
    return Blocked(
        "still_in_time",
        Text(f"이행·납부 기한({due_on})이 지나지 않았습니다", f"There is time until {due_on}"),
        _basis(facts),
    )


def open_to_objection(facts: MeasureFacts) -> Blocked | None:
    """An objection is open against dispositions only."""
    if facts.open_to_objection:
        return None
    return Blocked(
        "no_objection",
        Text("이의신청 대상이 아닌 조치입니다", "No objection is open against this measure"),
        _of_objections(facts),
    )


def no_objection_pending(facts: MeasureFacts) -> Blocked | None:
    """One objection is ruled on before another is filed."""
    if not facts.objections_open:
        return None
    return Blocked(
        "objection_pending",
        Text("재결을 기다리는 이의신청이 있습니다", "An objection awaits its ruling"),
        _of_objections(facts),
    )


def refund_is_due(facts: MeasureFacts) -> Blocked | None:
    """Only money that must be given back is given back."""
    if facts.refund_due_won:
        return None
    return Blocked("no_refund_due", Text("환급할 금액이 없습니다", "No refund is due"))


def filed_in_time(facts: ObjectionFacts) -> Blocked | None:
    """A late objection has no effect and can only be dismissed (공정거래법 제96조)."""
    if not facts.late:
        return None
    return Blocked(
        "objection_late",
        Text(
            f"이의신청 기한({facts.last_on})이 지난 신청이라 인용할 수 없습니다",
            f"Filed after {facts.last_on}, so it cannot be upheld",
        ),
        (facts.basis,),
    )


def not_extended_before(facts: ObjectionFacts) -> Blocked | None:
    """The time for a ruling is extended once."""
    if not facts.extended:
        return None
    return Blocked(
        "extended_before",
        Text("재결 기간은 한 번만 연장할 수 있습니다", "The ruling is put off once only"),
        (facts.basis,),
    )
