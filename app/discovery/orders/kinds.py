"""Which orders there are, what each rests on and from when, how long it may last, what it holds.

A figure stands here only where the Act gives it. An order under another law than those listed is
entered as `other`, with its article written out and the period that the paper itself gives. Pure.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.kernel.calendar import Period, Unit
from app.kernel.problems import Basis
from app.kernel.text import Text


class OrderKind(StrEnum):
    """What an order is."""

    PRESERVATION = "preservation_order"
    DOCUMENT = "document_order"
    FACT_FINDING = "expert_fact_finding"
    EXAMINATION = "party_examination"
    CONFIDENTIALITY = "confidentiality_order"
    LEGAL_HOLD = "legal_hold"


class Footing(StrEnum):
    """Under which law an order was made."""

    WIN_WIN = "win_win"
    SUBCONTRACTING = "subcontracting"
    OTHER = "other"
    AGENCY = "agency"


class NoteKind(StrEnum):
    """What may be written in the journal of an order."""

    SUIT_FILED = "suit_filed"
    PROOF_DEMANDED = "proof_demanded"
    COPY_FILED = "copy_filed"
    LIVE_DATA_UPDATED = "live_data_updated"
    ACKNOWLEDGED_ON_PAPER = "acknowledged_on_paper"
    ACCESS_GRANTED = "access_granted"
    APPLICANT_EXCLUDED = "applicant_excluded"
    REPORT_FILED = "report_filed"
    REPORT_READ = "report_read"
    REPORT_OPENED = "report_opened"
    OBSTRUCTION = "obstruction"
    EXAMINATION_HELD = "examination_held"


NOTE_LABELS: dict[NoteKind, Text] = {
    NoteKind.SUIT_FILED: Text("소 제기", "Suit filed"),
    NoteKind.PROOF_DEMANDED: Text("소 제기 증명 명령", "Proof of the suit demanded"),
    NoteKind.COPY_FILED: Text("사본 제출", "Copy filed"),
    NoteKind.LIVE_DATA_UPDATED: Text("사용 중 자료 갱신", "Live data updated"),
    NoteKind.ACKNOWLEDGED_ON_PAPER: Text("서면 확인", "Acknowledged on paper"),
    NoteKind.ACCESS_GRANTED: Text("출입·열람자 지정", "Access granted"),
    NoteKind.APPLICANT_EXCLUDED: Text("신청인 배제", "Applicant excluded"),
    NoteKind.REPORT_FILED: Text("조사결과보고서 제출", "Report filed"),
    NoteKind.REPORT_READ: Text("피조사자 우선 열람", "Report read by the examined party"),
    NoteKind.REPORT_OPENED: Text("보고서 공개", "Report opened"),
    NoteKind.OBSTRUCTION: Text("거부·방해", "Refusal or obstruction"),
    NoteKind.EXAMINATION_HELD: Text("당사자신문 실시", "Party examination held"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an order rests on under one law, for suits filed in a span of days."""

    basis: Basis
    suits_from: date | None = None
    suits_before: date | None = None
    longest: Period | None = None
    extension: Period | None = None
    suit_check: Period | None = None
    proof_after: Period | None = None

    def governs(self, day: date) -> bool:
        """Tell if the law applies to a suit filed, or an order made before suit, on a day."""
        begun = self.suits_from is None or day >= self.suits_from
        return begun and (self.suits_before is None or day < self.suits_before)


OTHER_LAW = Ground(basis=Basis("", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of order. `holds` says that evidence bound by it may not be disposed of."""

    code: OrderKind
    name: Text
    grounds: dict[Footing, Ground]
    holds: bool
    by_court: bool = True
    notes: frozenset[NoteKind] = field(default_factory=frozenset)


_WIN_WIN, _WIN_WIN_FROM = "상생협력법", date(2028, 2, 20)
_FAIR_TRADE_FROM = date(2027, 9, 9)
_YEAR = Period(1, Unit.YEARS)
N, F, K = NoteKind, Footing, OrderKind


def _win_win(article: str) -> Ground:
    return Ground(basis=Basis(_WIN_WIN, article), suits_from=_WIN_WIN_FROM)


_SUBCONTRACTING = Ground(
    basis=Basis("하도급법", "제35조의2부터 제35조의5까지"), suits_before=_FAIR_TRADE_FROM
)
_KEEPING = frozenset({N.COPY_FILED, N.LIVE_DATA_UPDATED, N.ACKNOWLEDGED_ON_PAPER, N.OBSTRUCTION})

KINDS: dict[OrderKind, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            code=K.PRESERVATION,
            name=Text("자료보전명령", "Preservation order"),
            grounds={
                F.WIN_WIN: Ground(
                    basis=Basis(_WIN_WIN, "제40조의11"), suits_from=_WIN_WIN_FROM,
                    longest=_YEAR, extension=_YEAR,
                    suit_check=Period(7, Unit.DAYS), proof_after=Period(14, Unit.DAYS),
                ),
                F.OTHER: OTHER_LAW,
            },
            holds=True,
            notes=_KEEPING | {N.SUIT_FILED, N.PROOF_DEMANDED},
        ),
        Kind(
            code=K.DOCUMENT,
            name=Text("자료제출명령", "Document order"),
            grounds={
                F.WIN_WIN: _win_win("제40조의5"), F.SUBCONTRACTING: _SUBCONTRACTING,
                F.OTHER: OTHER_LAW,
            },
            holds=True,
            notes=_KEEPING,
        ),
        Kind(
            code=K.FACT_FINDING,
            name=Text("전문가 사실조사", "Expert fact-finding"),
            grounds={F.WIN_WIN: _win_win("제40조의6"), F.OTHER: OTHER_LAW},
            holds=True,
            notes=_KEEPING | {
                N.ACCESS_GRANTED, N.APPLICANT_EXCLUDED, N.REPORT_FILED, N.REPORT_READ,
                N.REPORT_OPENED,
            },
        ),
        Kind(
            code=K.EXAMINATION,
            name=Text("당사자신문", "Party examination"),
            grounds={F.WIN_WIN: _win_win("제40조의12"), F.OTHER: OTHER_LAW},
            holds=False,
            notes=frozenset({N.EXAMINATION_HELD}),
        ),
        Kind(
            code=K.CONFIDENTIALITY,
            name=Text("비밀유지명령", "Confidentiality order"),
            grounds={
                F.WIN_WIN: _win_win("제40조의8부터 제40조의9까지"),
                F.SUBCONTRACTING: _SUBCONTRACTING, F.OTHER: OTHER_LAW,
            },
            holds=False,
        ),
        Kind(
            code=K.LEGAL_HOLD,
            name=Text("기관 자료보존조치", "Legal hold by the authority"),
            grounds={F.AGENCY: Ground(basis=Basis("공공기록물 관리에 관한 법률", ""))},
            holds=True,
            by_court=False,
            notes=_KEEPING,
        ),
    )
}  # fmt: skip

HOLDING = frozenset(kind.code for kind in KINDS.values() if kind.holds)
"""The kinds under which nothing that is bound may be disposed of."""
