"""The paper of a plan: the same plan gives the same bytes, and every reason stands in it."""

from datetime import date

import pytest

from app.kernel.text import Language, Text
from app.papers.render import render
from app.remedy_fund.plans.paper import TEMPLATE, Told, paper_data
from app.remedy_fund.plans.rules.allocation import allocate
from app.remedy_fund.plans.rules.claims import Claim, Options, Pot, Rounding

COST = frozenset({"litigation_cost"})
TOLD = Told(
    plan_id="plan_" + "0" * 32, period="2026-2", round=1, revision=2,
    state=Text("작성됨", "Prepared"), scheme=Text("시범 제도", "Demonstration scheme"),
    made_on=date(2026, 11, 23), digest="a" * 64, demonstration=True,
    numbers=["기금-2026-00001", "기금-2026-00002"],
    purposes={"general": Text("피해구제 전반", "Any remedy")},
    benefits={"litigation_cost": Text("소송 비용", "Litigation costs")},
)  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_same_plan_is_the_same_paper_in_each_language(language: Language) -> None:
    claims = [Claim(id=name, benefit="litigation_cost", claim_won=won, cap_won=won)
              for name, won in (("a", 5_000_000), ("b", 1_000_000))]  # fmt: skip
    found = allocate(
        claims, [Pot("general", 3_000_001, COST)], Options(rounding=Rounding.TREASURY_10)
    )
    data = paper_data(TOLD, found, range(2))
    assert [share["number"] for share in data["shares"]] == list(TOLD.numbers)
    assert data["pots"][0]["residue"]["en"] == "KRW 1"
    assert all(set(step) == {"ko", "en"} for share in data["shares"] for step in share["steps"])
    first, second = (render(TEMPLATE, data, language=language) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF")
