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
        "가림본을 검사하여 공개로 확정하지 않은 자료입니다",
        "The redacted version of this document was not checked and issued",
    ),
    "redaction_outdated": Text(
        "가림본을 검사한 뒤에 비밀 표시가 더해졌습니다. 가림본을 다시 만들어 주세요",
        "The document was marked as secret after its redacted version was checked. Make it anew",
    ),
    "redaction_missing": Text(
        "가림본으로 제출하도록 표시했으나 가림본이 없습니다",
        "The redacted version is to be produced, but there is none",
    ),
    "quarantined": Text(
        "악성 코드가 발견되어 격리된 자료는 제출할 수 없습니다. 보류로 표시해 주세요",
        "Malware was found in this document, so it cannot leave. Withhold it",
    ),
    "text_waiting": Text(
        "본문을 아직 읽지 않은 자료입니다. 읽기가 끝난 뒤 다시 점검해 주세요",
        "The text of this document has not been read yet. Check again once it has",
    ),
    "copy_shown": Text(
        "같은 자료의 다른 사본을 가리지 않고 제출하게 되어 있습니다",
        "Another copy of this document is produced with nothing covered",
    ),
    "duplicate_not_same": Text(
        "중복이라고 한 자료와 파일도 전자우편도 같지 않습니다",
        "This is neither the same file nor the same mail as the document it is said to duplicate",
    ),
    "family_member_inside": Text(
        "묶음(전자우편, 압축 파일)에서 꺼내 살펴보지 않은 파일이 있습니다. 먼저 꺼내 주세요",
        "A file inside this mail or archive was not taken out and reviewed. Take it out first",
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
_LEAVE_A_PAGE = (Standing.PRODUCED, Standing.WITHHELD)


def check(documents: Documents, plan: Plan) -> list[Finding]:
    """Return everything that keeps a set from being built, in the order of the rules."""
    found = [one for rule in _RULES for one in rule(documents)]
    return [*found, *_level(documents, plan)]


def finding(code: str, document_id: str = "") -> Finding:
    """Return one finding in its words."""
    return Finding(code, document_id, CODES[code])


def _something(documents: Documents) -> Iterator[Finding]:
    if not any(one.standing is Standing.PRODUCED for one in documents):
        yield finding("nothing_produced")


def _doubled(documents: Documents) -> Iterator[Finding]:
    ids = Counter(one.id for one in documents)
    yield from (finding("document_doubled", one) for one, many in ids.items() if many > 1)
    numbers = Counter(one.exhibit_number for one in documents if one.exhibit_number)
    for one in documents:
        if numbers[one.exhibit_number] > 1:
            yield finding("exhibit_number_doubled", one.id)


def _exhibit(documents: Documents) -> Iterator[Finding]:
    for one in documents:
        if one.exhibit_number and not _is_exhibit_number(one.exhibit_number):
            yield finding("exhibit_number_wrong", one.id)


def _is_exhibit_number(text: str) -> bool:
    try:
        ExhibitNumber.parse(text)
    except ValueError:
        return False
    return True


def _text(documents: Documents) -> Iterator[Finding]:
    for one in _produced(documents):
        said = one.shown_text
        if one.unread:
            yield finding("text_waiting", one.id)
        elif not (said.character_count if said else one.shown_text_absent):
            yield finding("text_missing", one.id)


def _privileged(documents: Documents) -> Iterator[Finding]:
    for one in _produced(documents):
        grounds = one.redaction.grounds if one.redaction else ()
        if one.privileged and Ground.LAWYER_CLIENT not in grounds:
            yield finding("privileged_produced", one.id)


def _redaction(documents: Documents) -> Iterator[Finding]:
    for one in _produced(documents):
        if one.redaction is None:
            if one.redacted_wanted:
                yield finding("redaction_missing", one.id)
        elif not one.redaction.verified:
            yield finding("redaction_unverified", one.id)
        elif one.redaction.outdated:
            yield finding("redaction_outdated", one.id)


def _quarantined(documents: Documents) -> Iterator[Finding]:
    yield from (finding("quarantined", one.id) for one in _produced(documents) if one.quarantined)


def _copies(documents: Documents) -> Iterator[Finding]:
    whole = {one.id for one in documents if one.shown_whole}
    for one in documents:
        kept_back = one.standing in _LEAVE_A_PAGE and not one.shown_whole
        if kept_back and one.copies & whole:
            yield finding("copy_shown", one.id)


def _reasons(documents: Documents) -> Iterator[Finding]:
    for one in documents:
        if one.standing is not Standing.PRODUCED and not one.reason.strip():
            yield finding("reason_missing", one.id)
        if one.standing is Standing.WITHHELD and one.ground is None:
            yield finding("ground_missing", one.id)


def _duplicates(documents: Documents) -> Iterator[Finding]:
    kept = {one.id for one in documents if one.standing is not Standing.DUPLICATE}
    for one in documents:
        if one.standing is Standing.DUPLICATE and one.duplicate_of not in kept - {one.id}:
            yield finding("duplicate_of_missing", one.id)
        elif one.standing is Standing.DUPLICATE and one.duplicate_of not in one.copies:
            yield finding("duplicate_not_same", one.id)


def _families(documents: Documents) -> Iterator[Finding]:
    ids = {one.id for one in documents}
    shared = {one.family for one in _produced(documents)}
    for one in documents:
        if {one.family, *one.family_members} - ids:
            yield finding("family_member_missing", one.id)
        if one.standing in _LEFT_OUT and one.family in shared:
            yield finding("family_split", one.id)
        if one.shown_whole and one.members_inside:
            yield finding("family_member_inside", one.id)


def _order(documents: Documents) -> Iterator[Finding]:
    ids, seen, before = {one.id for one in documents}, set[str](), ""
    for one in documents:
        begins = one.family != before
        lost = begins and (one.family in seen or one.family != one.id)
        if lost and one.family in ids:
            yield finding("family_apart", one.id)
        seen.add(one.family)
        before = one.family


def _level(documents: Documents, plan: Plan) -> Iterator[Finding]:
    for one in _produced(documents):
        if one.shown_level > plan.recipient_level:
            yield finding("level_too_high", one.id)


def _produced(documents: Documents) -> list[DocumentValue]:
    return [one for one in documents if one.standing is Standing.PRODUCED]


_RULES: tuple[Callable[[Documents], Iterator[Finding]], ...] = (
    _something, _doubled, _exhibit, _quarantined, _text, _privileged, _redaction, _reasons, _copies,
    _duplicates, _families, _order,
)  # fmt: skip
