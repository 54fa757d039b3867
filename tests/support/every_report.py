"""Every report that the service sets for a reader: fund, plan, contribution, custody; all is fictional.

Each is made by the builder that the service uses, from facts that show all of its parts.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from app.discovery.custody.paper import TEMPLATE as CUSTODY
from app.discovery.custody.paper import report_data
from app.discovery.custody.schemas import (
    CouldHave,
    CustodyChain,
    CustodyLink,
    Described,
    LogStand,
    RefusedTry,
    Somebody,
)
from app.discovery.evidence.custody_words import act_of
from app.kernel.text import Language, Text
from app.remedy_fund.closing.statements import AMOUNT, COUNT, Line, Section, Statement, as_paper
from app.remedy_fund.closing.statements import TEMPLATE as STATEMENT
from app.remedy_fund.closing.words import ACCOUNTS, TRANSACTIONS
from app.remedy_fund.contributions.paper import TEMPLATE as CONTRIBUTION
from app.remedy_fund.contributions.paper import Confirmed, receipt_data
from app.remedy_fund.plans.paper import TEMPLATE as PLAN
from app.remedy_fund.plans.paper import Told, paper_data
from app.remedy_fund.plans.rules.allocation import allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding

MARKS: Final = "도면ㆍ사양①"
AT: Final = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HASH, ROOT = "5d" * 32, "ab" * 32


def a_link(sequence: int, act: str, **more: str) -> CustodyLink:
    words = act_of(act)
    told: dict[str, Any] = {
        "role": "investigator", "role_ko": "조사관", "role_en": "Investigator", "name": "윤조사",
        "purpose": "", "purpose_ko": "", "purpose_en": "", "legal_basis": "", "authority_ko": "",
        "authority_en": "", "event_id": f"evt_{sequence:032x}", "log_position": sequence,
    }  # fmt: skip
    return CustodyLink(
        sequence=sequence, act=act, act_ko=words.name.ko, act_en=words.name.en,
        refusal=words.refusal, at=AT + timedelta(minutes=sequence), sha256=HASH, **(told | more),
    )  # fmt: skip


def a_chain(**more: Any) -> CustodyChain:
    told: dict[str, Any] = {
        "items": [a_link(1, "received"), a_link(2, "downloaded")],
        "refused": [
            RefusedTry(
                door="GET /api/v1/evidence/{item_id}/content", problem="not-found", permission="",
                because="tie", role="party", role_ko="기업·신고인", role_en="Company or complainant",
                account_id="account_3", name="이누리", count=2, first_at=AT, last_at=AT,
            )
        ],
        "could_have": [
            CouldHave(
                role="investigator", role_ko="조사관", role_en="Investigator", through="assigned",
                through_ko="배정된 사건", through_en="assigned cases", may_read=True,
                after_second_factor=False, count=1,
                people=[Somebody(account_id="account_1", person_id="person_1", name="윤조사")],
            )
        ],
        "log": LogStand(size=412, root=ROOT, note="note"), "whole": True,
    }  # fmt: skip
    return CustodyChain(
        item_id="evi_" + "1" * 32, case_id=None, sha256=HASH, could_have_whole=True,
        could_have_at=AT, **(told | more),
    )  # fmt: skip


def custody_data(chain: CustodyChain, *, demonstration: bool = True) -> dict[str, Any]:
    """Return what the custody report says of a chain."""
    described = Described(
        label="신 제1호증", file_name=f"{MARKS} 도면.pdf", media_type="application/pdf",
        size_bytes=1_234, side="complainant",
    )  # fmt: skip
    return report_data(
        chain, described, made_at=AT, verify_at="https://sangsaeng.example/api/v1/audit/proofs/",
        demonstration=demonstration,
    )  # fmt: skip


def _plan(_language: Language) -> dict[str, Any]:
    cost, advance = frozenset({"litigation_cost"}), frozenset({"advance_relief"})
    claims = [
        Claim(id=name, benefit=benefit, claim_won=won, cap_won=min(won, 200_000_000))
        for name, benefit, won in (
            ("a", "litigation_cost", 25_000_007), ("b", "litigation_cost", 1_000_000),
            ("c", "advance_relief", 325_000_000), ("d", "litigation_cost", 900),
        )
    ]  # fmt: skip
    pots = [Pot("general", 13_000_001, cost), Pot("advance", 400_000_000, advance)]
    found = allocate(claims, pots, Options(rounding=Rounding.TREASURY_10, de_minimis_won=10_000))
    told = Told(
        plan_id="plan_" + "0" * 32, period="2026-2", round=1, revision=2,
        state=Text("작성됨", "Prepared"), scheme=Text(f"시범 제도 {MARKS}", f"Demonstration scheme {MARKS}"),
        made_on=date(2026, 11, 23), digest="a" * 64, demonstration=True,
        numbers=[f"기금-2026-{number:05d}" for number in range(1, 5)],
        purposes={"general": Text("피해구제 전반", "Any remedy"), "advance": Text("긴급 지원", "Advance relief")},
        benefits={"litigation_cost": Text("소송 비용", "Litigation costs"),
                  "advance_relief": Text("선지급 지원", "Advance relief")},
    )  # fmt: skip
    return paper_data(told, found, range(4))


def _contribution(_language: Language) -> dict[str, Any]:
    return receipt_data(Confirmed(
        number="출연-2026-00001", contributor=f"주식회사 한빛정밀 {MARKS} (가상)",
        amount_won=325_000_000, received_on=date(2026, 11, 20), issued_on=date(2026, 11, 23),
        reference="C-2026-0001", account=Text("기금 일반 계정", "General account of the fund"),
        purpose=Text("소송 비용", "Litigation costs"), programme=None,
        expires_on=date(2029, 12, 31), scheme=Text("시범 제도", "Demonstration scheme"),
        notice=Text("시연용 운영안입니다.", "This scheme is a demonstration."),
        contribution_id="contribution_" + "1" * 32, demonstration=True,
    ))  # fmt: skip


def _custody(_language: Language) -> dict[str, Any]:
    return custody_data(a_chain())


def _statement(kind: str, title: Text, quarter: int = 0) -> Callable[[Language], dict[str, Any]]:
    def lines(names: Mapping[Any, Text]) -> tuple[Line, ...]:
        return tuple(
            Line(str(code), name, (number, None if number == 2 else number * 1_234_567_890))
            for number, (code, name) in enumerate(names.items(), start=1)
        )

    told = Statement(
        kind=kind, title=title, fiscal_year=2026, from_on=date(2026, 1, 1),
        to_on=date(2026, 12, 31), known_at=AT, demonstration=True, quarter=quarter,
        sections=(
            Section("accounts", Text("계정", "Accounts"), (COUNT, AMOUNT), lines(ACCOUNTS)),
            Section("kinds", Text("거래", "Transactions"), (COUNT, AMOUNT), lines(TRANSACTIONS)),
            Section("changes", Text("지출계획 변경", "Changes of the budget"), (AMOUNT,), ()),
            Section("noted", Text(f"비고 {MARKS}", f"Remarks {MARKS}"), (AMOUNT,), ()),
        ),
    )  # fmt: skip
    raw = told.content()
    return lambda language: as_paper(raw, language, hashlib.sha256(raw).hexdigest())


STATEMENTS: Final[Mapping[str, Callable[[Language], dict[str, Any]]]] = {
    "closing": _statement("closing", Text("2026회계연도 결산", "Closing of the fiscal year 2026")),
    "quarterly": _statement(
        "quarterly",
        Text("2026회계연도 3분기 기금 운용 보고", "Report of the fund, quarter 3 of 2026"),
        3,
    ),
    "yearly": _statement("yearly", Text("2026회계연도 기금 공시", "Publication of the fund, 2026")),
}
REPORTS: Final[Mapping[str, tuple[str, Callable[[Language], dict[str, Any]]]]] = {
    "allocation plan": (PLAN, _plan),
    "contribution receipt": (CONTRIBUTION, _contribution),
    "custody report": (CUSTODY, _custody),
    **{f"fund {kind}": (STATEMENT, data) for kind, data in STATEMENTS.items()},
}
"""Template and data of each report, by its name."""
