"""What must be right before a set may be built; each finding keeps it from being built."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from app.discovery.productions.exhibit_numbers import ExhibitNumber
from app.discovery.productions.values import DocumentValue, Finding, Ground, Plan, Standing
from app.kernel.text import Text

CODES: dict[str, Text] = {
    "nothing_produced": Text(
        "제출할 자료가 하나도 없습니다. 제출할 자료를 표시해 주세요",
        "No document is produced. Mark what is to be produced",
    ),
    "document_doubled": Text(
        "같은 자료가 두 번 들어 있습니다", "The same document is in the set twice"
    ),
    "exhibit_number_doubled": Text(
        "같은 호증 번호가 두 번 쓰였습니다", "An exhibit number is used twice"
    ),
    "exhibit_number_wrong": Text(
        "호증 번호의 형식이 맞지 않습니다 (예: 갑 제1호증의2)",
        "The exhibit number has the wrong form (such as 갑 제1호증의2)",
    ),
    "text_missing": Text(
        "본문 텍스트도 없고 없는 사유도 없습니다", "There is neither text nor a reason for its absence"
    ),
    "privileged_produced": Text(
        "변호사와 의뢰인 사이의 자료가 그대로 제출 대상에 있습니다. 보류하거나 가려 주세요",
        "A lawyer–client paper is produced as it is. Withhold or redact it",
    ),
    "redaction_unverified": Text(
        "가림 처리를 확인하지 않은 자료입니다", "The redaction of this document was not verified"
    ),
    "level_too_high": Text(
        "받는 쪽이 볼 수 있는 비밀등급보다 높은 자료입니다",
        "The document is above the level that the recipient may read",
    ),
    "reason_missing": Text(
        "제출하지 않는 사유를 적어 주세요", "Say why this document is not produced"
    ),
    "ground_missing": Text(
        "제출을 보류하는 근거를 골라 주세요", "Choose the ground on which this is withheld"
    ),
    "duplicate_of_missing": Text(
        "중복이라고 한 원본이 이 제출 자료에 없습니다",
        "The document that this one is said to duplicate is not in the set",
    ),
    "family_member_missing": Text(
        "함께 들어온 자료(첨부 등) 가운데 빠진 것이 있습니다",
        "A member of the document's family, such as an attachment, is missing",
    ),
    "family_split": Text(
        "일부만 제출하는 묶음입니다. 나머지는 보류로 표시해 주세요",
        "Only part of a family is produced. Withhold the others instead of leaving them out",
    ),
    "family_apart": Text(
        "묶음의 자료가 이어져 있지 않거나 본 자료가 먼저가 아닙니다",
        "A family does not stand together with its parent first",
    ),
}  # fmt: skip

Documents = Sequence[DocumentValue]
_LEFT_OUT = (Standing.NON_RESPONSIVE, Standing.DUPLICATE)


def check(documents: Documents, plan: Plan) -> list[Finding]:
    """Return everything that keeps a set from being built, in the order of the rules."""
    found = [finding for rule in _RULES for finding in rule(documents)]
    return [*found, *_level(documents, plan)]


def _finding(code: str, document_id: str = "") -> Finding:
    return Finding(code, document_id, CODES[code])


def _something(documents: Documents) -> Iterator[Finding]:
    if not any(one.standing is Standing.PRODUCED for one in documents):
        yield _finding("nothing_produced")


def _doubled(documents: Documents) -> Iterator[Finding]:
    ids = Counter(one.id for one in documents)
    yield from (_finding("document_doubled", one) for one, many in ids.items() if many > 1)
    numbers = Counter(one.exhibit_number for one in documents if one.exhibit_number)
    for one in documents:
        if numbers[one.exhibit_number] > 1:
            yield _finding("exhibit_number_doubled", one.id)


def _exhibit(documents: Documents) -> Iterator[Finding]:
    for one in documents:
        if one.exhibit_number and not _is_exhibit_number(one.exhibit_number):
            yield _finding("exhibit_number_wrong", one.id)


def _is_exhibit_number(text: str) -> bool:
    try:
        ExhibitNumber.parse(text)
    except ValueError:
        return False
    return True


def _text(documents: Documents) -> Iterator[Finding]:
    for one in _produced(documents):
        if not (one.shown_text or "").strip() and not one.text_absent:
            yield _finding("text_missing", one.id)


def _privileged(documents: Documents) -> Iterator[Finding]:
    for one in _produced(documents):
        grounds = one.redaction.grounds if one.redaction else ()
        if one.privileged and Ground.LAWYER_CLIENT not in grounds:
            yield _finding("privileged_produced", one.id)


def _redaction(documents: Documents) -> Iterator[Finding]:
    for one in _produced(documents):
        if one.redaction is not None and not one.redaction.verified:
            yield _finding("redaction_unverified", one.id)


def _reasons(documents: Documents) -> Iterator[Finding]:
    for one in documents:
        if one.standing is not Standing.PRODUCED and not one.reason.strip():
            yield _finding("reason_missing", one.id)
        if one.standing is Standing.WITHHELD and one.ground is None:
            yield _finding("ground_missing", one.id)


def _duplicates(documents: Documents) -> Iterator[Finding]:
    kept = {one.id for one in documents if one.standing is not Standing.DUPLICATE}
    for one in documents:
        if one.standing is Standing.DUPLICATE and one.duplicate_of not in kept - {one.id}:
            yield _finding("duplicate_of_missing", one.id)


def _families(documents: Documents) -> Iterator[Finding]:
    ids = {one.id for one in documents}
    shared = {one.family for one in _produced(documents)}
    for one in documents:
        if {one.family, *one.family_members} - ids:
            yield _finding("family_member_missing", one.id)
        if one.standing in _LEFT_OUT and one.family in shared:
            yield _finding("family_split", one.id)


def _order(documents: Documents) -> Iterator[Finding]:
    ids, seen, before = {one.id for one in documents}, set[str](), ""
    for one in documents:
        begins = one.family != before
        lost = begins and (one.family in seen or one.family != one.id)
        if lost and one.family in ids:
            yield _finding("family_apart", one.id)
        seen.add(one.family)
        before = one.family


def _level(documents: Documents, plan: Plan) -> Iterator[Finding]:
    for one in _produced(documents):
        if one.redaction is None and one.level > plan.recipient_level:
            yield _finding("level_too_high", one.id)


def _produced(documents: Documents) -> list[DocumentValue]:
    return [one for one in documents if one.standing is Standing.PRODUCED]


_RULES: tuple[Callable[[Documents], Iterator[Finding]], ...] = (
    _something, _doubled, _exhibit, _text, _privileged, _redaction, _reasons, _duplicates,
    _families, _order,
)  # fmt: skip
