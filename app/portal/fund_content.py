"""What is put up for approval, in words: each part of the content with its label, amounts as won."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.kernel.money import format_won
from app.kernel.text import Language, Text
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
    "payee_fingerprint": Text("수취 계좌 지문", "Payee fingerprint"), "loan": Text("대여", "Loan"),
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


def label_of(name: str, language: Language) -> str:
    """Return what a part of the content is called; an unknown one keeps its own name."""
    found = _LABELS.get(name) or _codes().get(name)
    return found.get(language) if found else name.replace("_", " ")


def in_words(content: Mapping[str, Any], language: Language) -> dict[str, list[Any]]:
    """Return single facts, and each list of things as a table; nothing is left out of it."""
    facts, tables = [], []
    for name, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            tables.append(_table(name, value, language))
        elif isinstance(value, Mapping):
            facts += [
                {"key": f"{label_of(name, language)} – {label_of(inner, language)}",
                 "value": _shown(inner, one, language)}
                for inner, one in value.items()
            ]  # fmt: skip
        else:
            facts.append({"key": label_of(name, language), "value": _shown(name, value, language)})
    return {"facts": facts, "tables": tables}


def _table(name: str, rows: list[Mapping[str, Any]], language: Language) -> dict[str, Any]:
    heads = list(dict.fromkeys(key for row in rows for key in row))
    return {
        "title": label_of(name, language),
        "columns": [
            {"label": label_of(head, language), "kind": "amount" if _is_won(head) else "text"}
            for head in heads
        ],
        "rows": [[_cell(head, row.get(head), language) for head in heads]
                 for row in rows[:_MOST_ROWS]],
        "left_out": max(0, len(rows) - _MOST_ROWS),
    }  # fmt: skip


def _cell(name: str, value: Any, language: Language) -> str:
    return (
        f"{value:,}" if _is_won(name) and isinstance(value, int) else _shown(name, value, language)
    )


def _shown(name: str, value: Any, language: Language) -> str:
    if isinstance(value, Mapping):
        parts = value.items()
        return ", ".join(f"{label_of(n, language)} {_shown(n, v, language)}" for n, v in parts)
    if isinstance(value, list):
        return "; ".join(_pair(name, one, language) for one in value)
    return _plain(name, value, language)


def _pair(name: str, value: Any, language: Language) -> str:
    """Return an entry of a list; a code with its sum in won reads as both."""
    match value:
        case [str(code), int(won)]:
            return f"{label_of(code, language)} {won:,}"
        case _:
            return _shown(name, value, language)


def _plain(name: str, value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return (_YES if value else _NO).get(language)
    if isinstance(value, int) and _is_won(name):
        return format_won(value, language)
    known = _codes().get(value) if isinstance(value, str) else None
    return known.get(language) if known else "" if value is None else str(value)


def _is_won(name: str) -> bool:
    return name.endswith("_won")
