"""What is put up for approval, in words: each part of the content with its label, amounts as won."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from markupsafe import Markup

from app.db.work import Work
from app.kernel.dates import format_day
from app.kernel.money import format_won
from app.kernel.text import Language, Text
from app.portal.fund_names import Shown, is_known, names_in, payee_name
from app.remedy_fund.recoveries.lifecycle import KIND_LABELS
from app.remedy_fund.schemes.book import known_schemes

_LABELS: Mapping[str, Text] = {
    "amount_won": Text("금액", "Amount"), "total_won": Text("합계", "Total"),
    "available_won": Text("나눌 금액", "Money to share out"),
    "owed_won": Text("남은 채권액", "Still owed"), "out_won": Text("남은 대여금", "Still lent"),
    "claimed_won": Text("신청액", "Claimed"), "assessed_won": Text("산정액", "Assessed"),
    "awarded_won": Text("지원액", "Awarded"), "share_won": Text("배분액", "Share"),
    "kind": Text("종류", "Kind"), "purpose": Text("용도", "Purpose"),
    "reason": Text("사유", "Reason"), "letter_reference": Text("공문 번호", "Official letter"),
    "letter_on": Text("공문 날짜", "Day of the letter"), "expires_on": Text("기한", "Until"),
    "pay_on": Text("지급일", "Day of payment"), "fiscal_year": Text("회계연도", "Fiscal year"),
    "run_id": Text("지급 묶음", "Payment run"), "contribution": Text("출연", "Contribution"),
    "change": Text("변경 요청", "Change"), "earmark": Text("재원", "Earmark"),
    "programme": Text("지원 사업", "Programme"), "from_line": Text("빼는 예산", "From line"),
    "to_line": Text("더하는 예산", "To line"),
    "beyond": Text("10분의 2를 넘는 주요항목", "Main items beyond two tenths"),
    "disbursements": Text("지급 건", "Payments"), "disbursement_id": Text("지급 건", "Payment"),
    "application_id": Text("신청", "Application"), "award_id": Text("지원 결정", "Award"),
    "payee_fingerprint": Text("받는 계좌", "Paid to"), "loan": Text("대여", "Loan"),
    "sources": Text("재원", "Paid from"), "earmark_id": Text("재원", "Earmark"),
    "recovery_id": Text("회수 채권", "Claim"), "loan_id": Text("대여금", "Loan"),
    "act": Text("할 일", "Act"), "write_off": Text("결손 처분", "Write-off"), "plan": Text("배분 계획", "Plan"),
    "period": Text("기간", "Period"), "edition": Text("제도 판", "Edition of the scheme"),
    "number": Text("번호", "Number"), "version": Text("판", "Version"),
    "revision": Text("작성 횟수", "Revision"), "round": Text("차수", "Round"),
    "scheme": Text("제도", "Scheme"), "scheme_edition": Text("제도 판", "Edition of the scheme"),
    "scheme_digest": Text("제도 해시", "Digest of the scheme"),
    "claims": Text("신청 항목 수", "Lines claimed"), "plan_id": Text("배분 계획", "Plan"),
    "plan_digest": Text("계획 해시", "Digest of the plan"),
    "residue": Text("용도별 남는 금액", "What stays by purpose"),
    "programmes": Text("예산 사업", "Programme of the budget"),
    "shares": Text("배분", "Shares"), "lines": Text("항목", "Lines"),
}  # fmt: skip


@cache
def _codes() -> Mapping[str, Text]:
    """Return the words of every purpose and benefit that any scheme knows."""
    found: dict[str, Text] = {}
    for scheme in known_schemes():
        found |= {code: purpose.label for code, purpose in scheme.purposes.items()}
        found |= {code: benefit.label for code, benefit in scheme.benefits.items()}
    return found


_YES, _NO = Text("예", "Yes"), Text("아니오", "No")
_MOST_ROWS = 200
# What an approver looks at first; everything else follows in the order of the content.
_FIRST = ("application_id", "amount_won", "award_id", "sources", "payee_fingerprint", "loan")
_KINDS: Mapping[str, Text] = KIND_LABELS | {
    "redesignation": Text("용도 변경", "Re-designation"), "return": Text("반환", "Return"),
    "treasury": Text("국고 반납", "Repayment to the Treasury"),
    "write_off": Text("결손 처분", "Write-off"),
}  # fmt: skip


def label_of(name: str, language: Language) -> str:
    """Return what a part of the content is called; an unknown one keeps its own name."""
    found = _LABELS.get(name) or _codes().get(name)
    return found.get(language) if found else name.replace("_", " ")


def in_words(work: Work, content: Mapping[str, Any], language: Language) -> dict[str, list[Any]]:
    """Return single facts, and each list of things as a table; nothing is left out of it.

    Ids read as the names of the things, with a link to each that the reader may open.
    """
    return _Words(language, names_in(work, _ids(content), language), work).told(content)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _ids(one)
    elif isinstance(value, list):
        for one in value[:_MOST_ROWS]:
            yield from _ids(one)
    elif is_known(value):
        yield value


@dataclass(frozen=True, slots=True)
class _Words:
    """A content as somebody may read it in a language."""

    language: Language
    names: Mapping[str, Shown]
    work: Work

    def told(self, content: Mapping[str, Any]) -> dict[str, list[Any]]:
        facts, tables = [], []
        for name, value in content.items():
            label = label_of(name, self.language)
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                tables.append(self._table(name, value))
            elif isinstance(value, Mapping):
                facts += [
                    {"key": f"{label} – {label_of(inner, self.language)}",
                     "value": self._shown(inner, one)}
                    for inner, one in value.items()
                ]  # fmt: skip
            else:
                facts.append({"key": label, "value": self._shown(name, value)})
        return {"facts": facts, "tables": tables}

    def _table(self, name: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
        known = list(dict.fromkeys(key for row in rows for key in row))
        heads = [head for head in _FIRST if head in known]
        heads += [head for head in known if head not in heads]
        return {
            "title": label_of(name, self.language),
            "columns": [
                {"label": label_of(head, self.language),
                 "kind": "amount" if _is_won(head) else "text"}
                for head in heads
            ],
            "rows": [[self._cell(head, row) for head in heads] for row in rows[:_MOST_ROWS]],
            "left_out": max(0, len(rows) - _MOST_ROWS),
        }  # fmt: skip

    def _cell(self, name: str, row: Mapping[str, Any]) -> Shown:
        value = row.get(name)
        if name == "payee_fingerprint" and row.get("application_id"):
            return payee_name(self.work, row["application_id"], str(value), self.language)
        if _is_won(name) and isinstance(value, int):
            return f"{value:,}"
        return self._shown(name, value)

    def _shown(self, name: str, value: Any) -> Shown:
        if isinstance(value, Mapping):
            parts = [(label_of(inner, self.language), self._shown(inner, one))
                     for inner, one in value.items()]  # fmt: skip
            return Markup(", ").join(Markup("{} {}").format(*part) for part in parts)
        if isinstance(value, list):
            return Markup("; ").join(self._pair(name, one) for one in value)
        return self._plain(name, value)

    def _pair(self, name: str, value: Any) -> Shown:
        """Return an entry of a list; a thing or code with its sum in won reads as both."""
        match value:
            case [str(code), int(won)]:
                told = self.names.get(code) or label_of(code, self.language)
                return Markup("{} {}").format(told, f"{won:,}")
            case _:
                return self._shown(name, value)

    def _plain(self, name: str, value: Any) -> Shown:
        if isinstance(value, str):
            return self._worded(name, value)
        if isinstance(value, bool):
            return (_YES if value else _NO).get(self.language)
        if value is None:
            return ""
        return format_won(value, self.language) if _is_won(name) else str(value)

    def _worded(self, name: str, value: str) -> Shown:
        if value in self.names:
            return self.names[value]
        if value and name.endswith("_on"):
            return format_day(date.fromisoformat(value), self.language)
        known = _codes().get(value) or _KINDS.get(value)
        return known.get(self.language) if known else value


def _is_won(name: str) -> bool:
    return name.endswith("_won")
