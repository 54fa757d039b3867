"""What may be written in the journal of an order, what each line must say, and what comes first.

Pure. The examined party reads an expert's report before anybody else and may ask, passage by
passage, for deletions (상생협력법 제40조의6); data in use are updated only after a copy of them is
on file (제40조의11).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.discovery.orders.kinds import NoteKind
from app.discovery.orders.rules import SuitCheck, Terms, earliest_proof_day, suit_check
from app.discovery.orders.schemas.inputs import NoteIn
from app.kernel.problems import FieldError
from app.kernel.text import Text

_EXPERTS = frozenset({"expert", "lawyer_expert"})
_LAWYERS = frozenset({"lawyer_expert"})
N = NoteKind

_NEEDED: dict[NoteKind, tuple[str, ...]] = {
    N.SUIT_FILED: ("reference",),
    N.PROOF_DEMANDED: ("due_on",),
    N.COPY_FILED: ("item_id", "words"),
    N.LIVE_DATA_UPDATED: ("copy_note_id", "words"),
    N.ACKNOWLEDGED_ON_PAPER: ("custodian_id",),
    N.ACCESS_GRANTED: ("name", "capacity"),
    N.APPLICANT_EXCLUDED: ("words",),
    N.REPORT_FILED: ("item_id",),
    N.REPORT_READ: ("name",),
    N.REPORT_OPENED: (),
    N.OBSTRUCTION: ("conduct", "words"),
    N.EXAMINATION_HELD: ("name", "words", "oath", "counsel_of_both", "item_id"),
}
_WORDS: dict[str, Text] = {
    "reference": Text("법원과 사건번호를 적어 주세요", "Name the court and its docket number"),
    "due_on": Text("증명 기한을 적어 주세요", "Write by when proof is due"),
    "item_id": Text("제출된 자료를 골라 주세요", "Name the piece of evidence on file"),
    "words": Text("내용을 적어 주세요", "Say what happened"),
    "copy_note_id": Text("먼저 제출한 사본을 골라 주세요", "Name the copy that was filed before"),
    "custodian_id": Text("보관자를 골라 주세요", "Name the custodian"),
    "name": Text("이름을 적어 주세요", "Write the name"),
    "capacity": Text("자격을 골라 주세요", "Choose the capacity"),
    "conduct": Text("어떤 행위인지 골라 주세요", "Choose what was done"),
    "oath": Text("선서 후에 신문해야 합니다", "The party is examined on oath"),
    "counsel_of_both": Text("양쪽 대리인이 참여해야 합니다", "Counsel of both sides take part"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What is on record under an order: lines by kind, copies, capacities, open requests."""

    terms: Terms
    today: date
    kinds: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()
    custodians: frozenset[str] = frozenset()
    capacities: frozenset[str] = frozenset()
    open_deletions: int = 0


def wrong(said: NoteIn, journal: Journal) -> list[FieldError]:
    """Return what is missing or wrong in a line of the journal."""
    if said.kind not in journal.terms.rules.notes:
        words = Text(
            "이 명령에는 기록하지 않는 사항입니다", "This is not noted under such an order"
        )
        return [FieldError("/kind", "kind", words)]
    missing = [name for name in _NEEDED[said.kind] if not getattr(said, name)]
    errors = [FieldError(f"/{name}", "needed", _WORDS[name]) for name in missing]
    if said.custodian_id and said.custodian_id not in journal.custodians:
        errors.append(FieldError("/custodian_id", "unknown", _WORDS["custodian_id"]))
    earliest = earliest_proof_day(journal.terms, said.on or journal.today)
    if said.kind is N.PROOF_DEMANDED and said.due_on and earliest and said.due_on < earliest:
        words = Text(
            f"증명 기한은 빨라도 {earliest}입니다", f"Proof is due on {earliest} at the earliest"
        )
        errors.append(FieldError("/due_on", "too_early", words))
    return errors


def too_early(said: NoteIn, journal: Journal) -> Text | None:
    """Return why a line cannot stand before another one, or nothing."""
    check = _FIRST.get(said.kind)
    return check(said, journal) if check else None


def _proof(_said: NoteIn, journal: Journal) -> Text | None:
    if suit_check(journal.terms, journal.today) in {SuitCheck.NOT_FILED, SuitCheck.PROOF_OVERDUE}:
        return None
    return Text(
        "소 제기 기간이 지나고 소가 제기되지 않은 때에만 증명을 명합니다",
        "Proof is demanded only when the days for a suit are over and none was filed",
    )


def _update(said: NoteIn, journal: Journal) -> Text | None:
    if said.copy_note_id in journal.copies:
        return None
    return Text(
        "사본을 먼저 제출해야 자료를 갱신할 수 있습니다",
        "Data in use may be updated only after a copy of them is on file",
    )


def _report(_said: NoteIn, journal: Journal) -> Text | None:
    if journal.capacities & _EXPERTS and journal.capacities & _LAWYERS:
        return None
    return Text(
        "변호사인 전문가가 한 명 이상 지정되어 있어야 합니다",
        "At least one expert who is a lawyer must be on the access list",
    )


def _read(_said: NoteIn, journal: Journal) -> Text | None:
    if N.REPORT_FILED in journal.kinds:
        return None
    return Text("보고서가 아직 제출되지 않았습니다", "The report has not been filed")


def _opened(_said: NoteIn, journal: Journal) -> Text | None:
    if N.REPORT_READ not in journal.kinds:
        return Text("피조사자가 먼저 열람해야 합니다", "The examined party reads the report first")
    if journal.open_deletions:
        return Text("결정하지 않은 삭제 요청이 있습니다", "A request of deletion is undecided")
    return None


_FIRST = {
    N.PROOF_DEMANDED: _proof,
    N.LIVE_DATA_UPDATED: _update,
    N.REPORT_FILED: _report,
    N.REPORT_READ: _read,
    N.REPORT_OPENED: _opened,
}


def deletion_too_early(journal: Journal) -> Text | None:
    """Return why no deletion can be asked for now, or nothing."""
    if N.REPORT_READ not in journal.kinds:
        return Text("피조사자가 보고서를 먼저 열람해야 합니다", "The examined party reads it first")
    if N.REPORT_OPENED in journal.kinds:
        return Text("이미 공개된 보고서입니다", "The report has been opened to the parties")
    return None


def applicant_reads(kinds: Collection[str], *, listed: bool) -> bool:
    """Tell if the applicant's side may read a report, given the kinds of lines on record.

    Not before it is opened; and where the court excluded the applicant only who is on the access
    list (`listed`).
    """
    return N.REPORT_OPENED in kinds and (listed or N.APPLICANT_EXCLUDED not in kinds)


def audience(journal: Journal) -> str:
    """Return to whom a report is opened: without the applicant where the court excluded it."""
    excluded = N.APPLICANT_EXCLUDED in journal.kinds
    return "lawyers_and_experts" if excluded else "parties"
