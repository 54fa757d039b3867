"""What a written decision and its corrections must hold to. Pure."""

from collections.abc import Collection, Sequence

from app.committee.decisions.problems import FindingUnproved, NotClerical
from app.kernel.problems import FieldError
from app.kernel.text import Text


def check_findings(cited: Sequence[Collection[str]], on_file: Collection[str]) -> None:
    """Raise FindingUnproved for a finding without evidence, or with evidence not on this file."""
    errors = []
    for place, exhibits in enumerate(cited):
        pointer = f"/findings/{place}/exhibit_ids"
        if not exhibits:
            words = Text("인정 사실마다 증거를 하나 이상 적어 주세요",
                         "Each finding names at least one exhibit")  # fmt: skip
            errors.append(FieldError(pointer, "missing", words))
        elif not set(exhibits) <= set(on_file):
            words = Text("이 사건의 증거가 아닙니다", "Not an exhibit of this case")
            errors.append(FieldError(pointer, "not_on_file", words))
    if errors:
        raise FindingUnproved(errors=tuple(errors))


def check_correction(passage: str, corrected: str, texts: Collection[str]) -> None:
    """Raise NotClerical unless the passage is in the decision and the correction changes it."""
    if not any(passage in text for text in texts):
        words = Text("의결서에 없는 표현입니다", "The decision has no such passage")
        raise NotClerical(errors=(FieldError("/passage", "not_there", words),))
    if passage == corrected:
        words = Text("고칠 내용이 같습니다", "The correction changes nothing")
        raise NotClerical(errors=(FieldError("/corrected", "same", words),))
