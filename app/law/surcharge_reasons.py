"""Which steps of a surcharge are left to discretion, and which of them lack written reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.kernel.problems import Basis, FieldError, Invalid
from app.kernel.text import Text
from app.law.surcharge_inputs import Severity, SurchargeInputs, SurchargeLine

NOTICE = Basis("과징금고시", "")


@dataclass(frozen=True, slots=True)
class Discretion:
    """A step in which somebody chose: where it stands in the inputs, what it is, and why so."""

    pointer: str
    label: Text
    reason: str

    @property
    def reasoned(self) -> bool:
        """Tell whether the choice has written reasons."""
        return bool(self.reason.strip())


_BASE = Text("부과율·정액 기준금액의 선택", "Choice of the rate or flat base inside its band")
_SEVERITY = Text("점수와 다른 중대성 판단", "Severity other than the score gives")
_STEPS = {
    "victims": Text("피해 사업자 수 가중", "Aggravation for the number of victims"),
    "retaliation": Text("보복조치 가중", "Aggravation for retaliation"),
    "duration": Text("위반 기간 가중", "Aggravation for the duration"),
    "cure": Text("자진시정 감경", "Mitigation for self-correction"),
    "cooperation": Text("조사 협조 감경", "Mitigation for cooperation"),
    "simplified": Text("약식의결 수락 감경", "Mitigation for accepting the simplified result"),
}
_REPEAT = Text("반복 위반 가중", "Aggravation for repeat violations")
_INABILITY = Text("현실적 부담능력 감경", "Reduction for inability to pay")
_WAIVER = Text("소액 면제", "Waiver of a small amount")


def discretionary(inputs: SurchargeInputs) -> tuple[Discretion, ...]:
    """Return every step of discretion that the inputs take, in the order of the nine steps."""
    found = [
        step
        for place, line in enumerate(inputs.lines)
        for step in _of_line(line, f"/lines/{place}")
    ]
    if inputs.repeat is not None and inputs.repeat.rate:
        found.append(Discretion("/repeat/reason", _REPEAT, inputs.repeat.reason))
    if inputs.inability is not None:
        found.append(Discretion("/inability/reason", _INABILITY, inputs.inability.reason))
    if inputs.waive_small:
        found.append(Discretion("/waiver_reason", _WAIVER, inputs.waiver_reason))
    return tuple(found)


def _of_line(line: SurchargeLine, at: str) -> Iterator[Discretion]:
    yield Discretion(f"{at}/reasons/base", _BASE, line.reasons.get("base", ""))
    if line.severity_scored is not line.severity:
        yield Discretion(f"{at}/severity_reason", _severity(line), line.severity_reason)
    for name, label in _STEPS.items():
        if getattr(line, f"{name}_rate"):
            yield Discretion(f"{at}/reasons/{name}", label, line.reasons.get(name, ""))


def _severity(line: SurchargeLine) -> Text:
    known = isinstance(line.severity_scored, Severity)
    return _SEVERITY if known else Text("점수 없는 중대성 판단", "Severity judged without a score")


def unreasoned(inputs: SurchargeInputs) -> tuple[Discretion, ...]:
    """Return the steps of discretion that still lack written reasons."""
    return tuple(step for step in discretionary(inputs) if not step.reasoned)


def refuse_unreasoned(inputs: SurchargeInputs) -> None:
    """Raise `Invalid` naming every step of discretion without written reasons."""
    errors = tuple(
        FieldError(
            step.pointer,
            "reason_missing",
            Text(
                f"{step.label.ko}: 이유를 글로 적어 주세요.",
                f"{step.label.en}: give written reasons.",
            ),
        )
        for step in unreasoned(inputs)
    )
    if errors:
        raise Invalid(errors=errors, basis=(NOTICE,))
