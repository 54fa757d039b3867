"""What each paper says: its facts in plain fields, ready to be set in either language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Final

from app.kernel.clock import SEOUL
from app.kernel.money import format_won
from app.kernel.text import Text

# Free text stays in the language it was written in; fixed wording exists in both.
Words = str | Text

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# How sure a figure is. Every status but `enacted` is named on the paper that uses the figure.
STATUSES: Final[Mapping[str, Text]] = {
    "announced": Text("발표된 수치(미시행)", "Announced, not enacted"),
    "reported": Text("보도된 수치(원문 미확인)", "Reported, source text not seen"),
    "agency_entered": Text("기관 입력 수치", "Entered by the agency"),
    "demonstration": Text("시연용 수치", "Demonstration figure"),
}

# Kinds of measures with a template of their own; all others share the general one.
MEASURE_TEMPLATES: Final[Mapping[str, str]] = {
    "corrective_recommendation": "corrective_recommendation",
    "corrective_order": "corrective_order",
}
# How papers of the general template are headed; what is not listed bears the kind's name.
MEASURE_HEADINGS: Final[Mapping[str, Text]] = {
    "caution": Text("주의촉구 통지서", "Notice of Caution"),
    "warning": Text("경고 통지서", "Notice of Warning"),
    "administrative_fine": Text("과태료 부과 통지서", "Notice of an Administrative Fine"),
    "criminal_referral": Text("고발장", "Criminal Referral"),
    "bid_restriction_request": Text("입찰참가자격제한 요청서", "Request for Bid Restriction"),
    "business_suspension_request": Text("영업정지 요청서", "Request for Business Suspension"),
    "improvement_request": Text("개선요구서", "Improvement Request"),
    "publication": Text("공표 통지서", "Notice of Publication"),
    "education_order": Text("교육명령서", "Education Order"),
    "habitual_listing": Text(
        "상습법위반사업자 명단 공표 통지서", "Notice of Listing as a Habitual Violator"
    ),
    "penalty_points": Text("벌점 부과 결정서", "Decision on Penalty Points"),
}


def day_text(day: date) -> Text:
    """Return a day as official papers write it: `2026. 11. 22.` or `22 November 2026`."""
    return Text(
        f"{day.year}. {day.month}. {day.day}.", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


def instant_text(instant: datetime) -> Text:
    """Return an instant in Seoul on the 24-hour clock."""
    local = instant.astimezone(SEOUL)
    day = day_text(local.date())
    return Text(f"{day.ko} {local:%H:%M}", f"{day.en}, {local:%H:%M} (KST)")


def size_text(size_bytes: int) -> Text:
    """Return an exact size in bytes, with thousands separated."""
    return Text(f"{size_bytes:,}바이트", f"{size_bytes:,} byte{'' if size_bytes == 1 else 's'}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One signature in the approval line: who acted in which role, and on which day."""

    role: Text
    name: str
    approved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of law the paper rests on; `status` tells how sure it is."""

    label: Words
    value: Words
    status: str
    source: Words

    def __post_init__(self) -> None:
        """Refuse a figure that is not configured: no paper may rest on it."""
        if self.status != "enacted" and self.status not in STATUSES:
            raise ValueError(f"a paper cannot rest on a figure with status {self.status!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper carries: its head, its foot and the figures that need a warning."""

    agency: Text
    sender: Text  # the name in which the paper is sent (발신명의)
    registration_number: str
    issued_on: date
    addressee: Words
    subject: Words
    verification_code: str
    verification_url: str
    demonstration: bool
    approvals: tuple[Approval, ...] = ()
    contact: tuple[Words, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def template(self) -> str:
        """Return the name of the template this paper is set in."""
        raise NotImplementedError

    def as_data(self) -> dict[str, Any]:
        """Return the plain data for this paper's template, in both languages."""
        data = _record(self)
        del data["figures"]
        data["issued_on_iso"] = self.issued_on.isoformat()
        data["unconfirmed_figures"] = [
            _plain_record(figure) for figure in self.figures if figure.status in STATUSES
        ]
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegedViolation:
    """One violation code a complaint alleges, and the last day on which it can be reported."""

    code: str
    label: Text
    article: Words
    limitation_ends_on: date | None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One paper or file handed in with a complaint; `sha256` is 64 hexadecimal digits."""

    number: Words
    file_name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What happens next, by which day, and under which article."""

    label: Words
    due_on: date | None
    article: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPaper(Paper):
    """The receipt of a complaint (접수증), with what proves the entry in the audit log."""

    number: Words
    public_reference: str
    received_at: datetime
    complainant: Words
    respondent: Words
    violations: tuple[AllegedViolation, ...]
    exhibits: tuple[Exhibit, ...]
    next_steps: tuple[NextStep, ...]
    leaf_hash: str
    signature: str
    signing_key: str

    @property
    def template(self) -> str:
        """Return the template of receipts."""
        return "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the outline of a measure: a label and what is the case."""

    label: Words
    value: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """An article the measure rests on, and what it provides."""

    article: Words
    provision: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A way to contest the measure: what, how, until which day, under which article."""

    label: Words
    explanation: Words
    last_on: date | None
    article: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePaper(Paper):
    """A measure against a respondent; its kind decides the heading and the template."""

    kind: str
    kind_label: Text
    case_number: Words
    respondent: Words
    items: tuple[Words, ...]  # 주문 of an order, 권고사항 of a recommendation
    findings: tuple[Words, ...]
    legal_basis: tuple[LegalBasis, ...]
    facts: tuple[Fact, ...] = ()
    comply_by_on: date | None = None
    compliance: Words | None = None  # how and to whom compliance is reported
    reply_by_on: date | None = None
    reply: Words | None = None  # how to accept a recommendation, and what acceptance means
    breach: Words | None = None  # what may follow if the measure is not complied with
    remedies: tuple[Remedy, ...] = ()

    @property
    def template(self) -> str:
        """Return the template of the kind; kinds without their own use the general one."""
        return MEASURE_TEMPLATES.get(self.kind, "measure")

    @property
    def heading(self) -> Text:
        """Return what stands over the paper."""
        return MEASURE_HEADINGS.get(self.kind, self.kind_label)

    def as_data(self) -> dict[str, Any]:
        """Return the plain data, with the heading."""
        # Slots make a new class, so that a bare `super()` would look in the old one.
        return Paper.as_data(self) | {"heading": self.heading.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculationStep:
    """One step of a surcharge calculation: an amount, or a result such as a rate."""

    number: str
    label: Words
    formula: Words
    article: Words
    amount_won: int | None = None
    result: Words | None = None
    rounding: Words | None = None
    status: str = "enacted"

    def __post_init__(self) -> None:
        """Refuse a step with no outcome or two, and one that rests on an unknown figure."""
        if (self.amount_won is None) == (self.result is None):
            raise ValueError(f"step {self.number} needs an amount or a result, and only one")
        if self.status != "enacted" and self.status not in STATUSES:
            raise ValueError(f"step {self.number} rests on a figure with status {self.status!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurchargePaper(MeasurePaper):
    """A surcharge order (과징금 납부명령) with the annex that shows every step."""

    surcharge_won: int
    due_on: date | None  # None where neither the rules nor the decision set a day
    payment: Words  # where and how to pay
    late_charge: Words
    instalments: Words | None = None
    steps: tuple[CalculationStep, ...]

    @property
    def template(self) -> str:
        """Return the template of surcharge orders, which has the annex."""
        return "surcharge_order"


def _record(item: Any) -> dict[str, Any]:
    """Return the fields of a dataclass as plain data; the name's last word tells the unit."""
    return {
        field.name: _plain(getattr(item, field.name), unit=field.name.rpartition("_")[2])
        for field in fields(item)
    }


def _plain(value: Any, *, unit: str) -> Any:
    """Return one value as strings, truth values, lists and dictionaries."""
    if isinstance(value, tuple):
        return [_plain(item, unit=unit) for item in value]
    if is_dataclass(value) and not isinstance(value, Text):
        return _plain_record(value)
    if isinstance(value, bool | str) or value is None:
        return value
    return _worded(value, unit=unit)


def _plain_record(item: Any) -> dict[str, Any]:
    """Return a nested record, with its status in words where it has one."""
    record = _record(item)
    status = getattr(item, "status", None)
    if status is not None:
        wording = STATUSES.get(status)
        record["status"] = wording.as_dict() if wording else None
    return record


def _worded(value: Any, *, unit: str) -> Any:
    """Return a bilingual text, a day, an instant or a quantity as it is printed."""
    if isinstance(value, Text):
        return value.as_dict()
    if isinstance(value, datetime):
        return instant_text(value).as_dict()
    if isinstance(value, date):
        return day_text(value).as_dict()
    return _measured(value, unit=unit)


def _measured(value: Any, *, unit: str) -> dict[str, Any]:
    """Return a whole number with its unit; a number without one is never printed by guess."""
    if unit == "won":
        return amount_data(value)
    if unit == "bytes":
        return size_text(value).as_dict()
    raise TypeError(f"{value!r} has no printed form")


def amount_data(amount_won: int) -> dict[str, Any]:
    """Return an amount in figures for both languages and, under `full`, also in words."""
    korean, english = format_won(amount_won, "ko"), format_won(amount_won, "en")
    return {
        "ko": korean.partition(" (")[0],
        "en": english,
        "full": {"ko": korean, "en": english},
    }
