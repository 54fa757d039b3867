"""The closed list of the cooperation account as dated data; wrong data stops start-up."""

from datetime import date
from pathlib import Path

import pytest

from app.law.reading import LawDataError
from app.remedy_fund.contributions.uses import applying, known_lists, read_lists

GOOD = """
[now]
basis = "상생협력법 제20조의5"
source = "act"
status = "enacted"
from = 2026-09-29
[now.uses.running_cost]
ko = "운영비"
en = "Running costs"
status = "enacted"
[sources.act]
ko = "법"
en = "Act"
address = "law.go.kr"
"""


def test_the_statute_names_running_costs_and_leaves_the_rest_unknown() -> None:
    listed = applying(known_lists(), date(2026, 12, 1), demonstration=False)
    assert listed is not None
    assert listed.basis.article == "제20조의5"
    assert listed.permits("running_cost") is True
    assert listed.permits("litigation") is None


def test_nothing_is_said_of_days_before_the_text_was_read() -> None:
    assert applying(known_lists(), date(2026, 9, 28), demonstration=False) is None
    assert applying(known_lists(), date(2026, 9, 29), demonstration=False) is not None


def test_a_demonstration_has_its_own_list_and_real_use_never_sees_it() -> None:
    shown = applying(known_lists(), date(2026, 12, 1), demonstration=True)
    assert shown is not None
    assert shown.name == "demonstration"
    assert shown.permits("litigation") is True
    assert shown.permits("liquidity") is False


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD.replace('source = "act"', 'source = "hearsay"'),
        GOOD.replace("from = 2026-09-29\n", ""),
        GOOD.replace('ko = "운영비"', 'ko = "운영비"\nsum = 3'),
        GOOD.replace('status = "enacted"\nfrom', 'status = "enacted"\nuntil = 2027-01-01\nfrom'),
        GOOD.split("[now.uses", maxsplit=1)[0] + "[sources" + GOOD.split("[sources")[1],
    ],
    ids=["unknown-source", "no-first-day", "stray-key", "stray-date", "no-uses"],
)
def test_wrong_data_is_an_error(wrong: str, tmp_path: Path) -> None:
    page = tmp_path / "uses.toml"
    page.write_text(GOOD, encoding="utf-8")
    assert len(read_lists(page)) == 1
    page.write_text(wrong, encoding="utf-8")
    with pytest.raises(LawDataError):
        read_lists(page)
