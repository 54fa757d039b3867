"""The gap equation: produced, withheld, not responsive and duplicate make up what was collected.

It is asked for each custodian, in documents and in pages, and of every number in the range.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.discovery.productions.values import STANDINGS, CollectedItem, Finding, Standing
from app.kernel.text import Text

_NOT_MARKED = Text(
    "수집한 자료에 처리 구분이 없습니다", "A collected document has no standing in this set"
)
_NOT_COLLECTED = Text(
    "수집 목록에 없는 자료가 들어 있습니다", "A document in the set was never collected"
)
_UNEQUAL = Text(
    "‘{custodian}’의 {unit} 수가 맞지 않습니다 (수집 {collected}, 합계 {accounted})",
    "The {unit_en} of “{custodian}” do not add up (collected {collected}, accounted {accounted})",
)
_NUMBER = Text(
    "쪽 번호 {number}에 쪽도 기록도 없습니다", "Number {number} has neither a page nor a log row"
)


@dataclass(frozen=True, slots=True)
class Treated:
    """What became of one document and how many of its pages are accounted for."""

    id: str
    custodian: str
    standing: Standing
    pages: int


@dataclass(frozen=True, slots=True)
class Line:
    """One custodian's account: documents and pages collected, and by standing."""

    custodian: str
    documents: int
    pages: int
    by_standing: Mapping[Standing, tuple[int, int]]

    @property
    def accounted(self) -> tuple[int, int]:
        """The sums over all standings, in documents and pages."""
        found = self.by_standing.values()
        return sum(one for one, _ in found), sum(many for _, many in found)

    def cells(self) -> dict[str, str]:
        """Return the account as one row of a table."""
        row = {"CUSTODIAN": self.custodian, "COLLECTED_DOCUMENTS": str(self.documents),
               "COLLECTED_PAGES": str(self.pages)}  # fmt: skip
        for standing, (documents, pages) in self.by_standing.items():
            row[f"{standing.upper()}_DOCUMENTS"] = str(documents)
            row[f"{standing.upper()}_PAGES"] = str(pages)
        return row


COLUMNS = ("CUSTODIAN", "COLLECTED_DOCUMENTS", "COLLECTED_PAGES",
           *(f"{one.upper()}_{unit}" for one in STANDINGS for unit in ("DOCUMENTS", "PAGES")))  # fmt: skip


def account(collected: Sequence[CollectedItem], treated: Sequence[Treated]) -> list[Line]:
    """Return each custodian's account, by name.

    Pages that were never counted at collection are taken as they are accounted for.
    """
    pages_of = {one.id: one.pages for one in treated}
    documents: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for item in collected:
        documents[item.custodian] += 1
        pages[item.custodian] += pages_of.get(item.id, 1) if item.pages is None else item.pages
    names = sorted({*documents, *(one.custodian for one in treated)})
    return [Line(name, documents[name], pages[name], _standings(name, treated)) for name in names]


def _standings(custodian: str, treated: Iterable[Treated]) -> dict[Standing, tuple[int, int]]:
    found = dict.fromkeys(STANDINGS, (0, 0))
    for one in treated:
        if one.custodian == custodian:
            documents, pages = found[one.standing]
            found[one.standing] = (documents + 1, pages + one.pages)
    return found


def findings(collected: Sequence[CollectedItem], treated: Sequence[Treated]) -> list[Finding]:
    """Return every way in which the equation does not hold."""
    known, marked = {one.id for one in collected}, {one.id for one in treated}
    found = [Finding("gap_not_marked", one, _NOT_MARKED) for one in sorted(known - marked)]
    found += [Finding("gap_not_collected", one, _NOT_COLLECTED) for one in sorted(marked - known)]
    for line in account(collected, treated):
        documents, pages = line.accounted
        for unit, unit_en, have, want in (
            ("문서", "documents", documents, line.documents), ("쪽", "pages", pages, line.pages),
        ):  # fmt: skip
            if have != want:
                words = _UNEQUAL.format(
                    custodian=line.custodian, unit=unit, unit_en=unit_en, collected=want,
                    accounted=have,
                )  # fmt: skip
                found.append(Finding(f"gap_{unit_en}", "", words))
    return found


def unexplained(
    labels: Iterable[str], imaged: Collection[str], logged: Collection[str]
) -> list[Finding]:
    """Return the numbers of a range that no page bears and no log names."""
    explained = {*imaged, *logged}
    return [
        Finding("gap_number", "", _NUMBER.format(number=label))
        for label in labels
        if label not in explained
    ]
