"""Surcharges as situations: what goes into the nine steps, what comes out of each of them."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.kernel.exact import parse_exact
from app.kernel.problems import Invalid
from app.law.surcharge import (
    Contract,
    Inability,
    RepeatRecord,
    Severity,
    SurchargeInputs,
    SurchargeLine,
    compute_surcharge,
)
from app.law.surcharge_other import OfficersAmount, governs, officers_surcharge
from app.law.surcharge_reasons import discretionary, refuse_unreasoned, unreasoned
from tests.law.surcharge_cases import BOOK, DAY

FOLDER = Path(__file__).parent / "surcharge_situations"
SITUATIONS = sorted(FOLDER.glob("*.toml"))


def _exact(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with its rates, points and severities as the law takes them."""
    found: dict[str, Any] = dict(table)
    for name, value in table.items():
        if name.endswith("rate") or name == "points":
            found[name] = parse_exact(value)
        if name.startswith("severity") and value in set(Severity):
            found[name] = Severity(value)
    return found


def inputs_of(page: dict[str, Any]) -> SurchargeInputs:
    """Return the inputs that a page gives."""
    return SurchargeInputs(
        decided_on=page["decided_on"],
        contracts=tuple(Contract(**one) for one in page.get("contracts", [])),
        lines=tuple(SurchargeLine(**_exact(line)) for line in page["lines"]),
        repeat=RepeatRecord(**_exact(page["repeat"])) if "repeat" in page else None,
        inability=Inability(**_exact(page["inability"])) if "inability" in page else None,
    )


def read(path: Path) -> dict[str, Any]:
    """Return a page."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_a_surcharge_comes_out_step_by_step_as_its_page_says(path: Path) -> None:
    page = read(path)
    inputs = inputs_of(page)
    made = compute_surcharge(BOOK, inputs)
    assert made.amount_won == page["amount_won"]
    for step in page["steps"]:
        found = [one.amount_won for one in made.steps if one.number == step["number"]]
        assert step["amount_won"] in found, (step, found)
    refuse_unreasoned(inputs)


def test_the_three_synthetic_vectors_are_here() -> None:
    assert {"vector_a", "vector_b", "vector_c"} <= {path.stem for path in SITUATIONS}


def test_every_step_of_discretion_is_named_when_its_reasons_are_missing() -> None:
    page = read(FOLDER / "vector_a.toml")
    page["lines"][0]["reasons"] = {}
    page["lines"][0]["severity_scored"] = "grave"
    page["repeat"]["reason"] = " "
    inputs = inputs_of(page)
    assert [step.pointer for step in unreasoned(inputs)] == [
        "/lines/0/reasons/base", "/lines/0/severity_reason", "/lines/0/reasons/victims",
        "/lines/0/reasons/retaliation", "/lines/0/reasons/cure", "/lines/0/reasons/cooperation",
        "/repeat/reason",
    ]  # fmt: skip
    with pytest.raises(Invalid) as refused:
        refuse_unreasoned(inputs)
    assert {error.code for error in refused.value.errors} == {"reason_missing"}
    assert len(discretionary(inputs)) == 8


CEILINGS = (
    ("FT-SUP", 10_000_000_000, 400_000_000),
    ("FT-RETAL", None, 1_000_000_000),
    ("PL-UTP", 10_000_000_000, 400_000_000),
    ("PL-DOM", 10_000_000_000, 600_000_000),
    ("PL-DOM", None, 2_000_000_000),
    ("RT-CUT", 30_000_000, 60_000_000),
    ("RT-STAFF", None, 500_000_000),
    ("FR-FALSE", 1_000_000_000, 20_000_000),
    ("FR-RETAL", None, 500_000_000),
    ("AG-BUY", 70_000_000, 70_000_000),
    ("AG-RETAL", None, 500_000_000),
)


def _amount(code: str, won: int, measured: int | None, **more: Any) -> OfficersAmount:
    told = {"measured_reason": "내역서", "reasons": "위반의 정도", **more}
    return OfficersAmount(DAY, (code,), won, measured, **told)


@pytest.mark.parametrize(("code", "measured", "ceiling"), CEILINGS)
def test_the_ceiling_of_another_act_is_the_most_an_officer_may_set(
    code: str, measured: int | None, ceiling: int
) -> None:
    made = officers_surcharge(BOOK, _amount(code, ceiling, measured))
    assert [step.amount_won for step in made.steps] == [ceiling, ceiling]
    assert made.warnings[0].en.startswith("No formula")
    with pytest.raises(Invalid) as refused:
        officers_surcharge(BOOK, _amount(code, ceiling + 1, measured))
    assert refused.value.errors[0].code == "over_the_ceiling"


def test_an_officers_amount_needs_its_reasons() -> None:
    with pytest.raises(Invalid) as refused:
        officers_surcharge(BOOK, _amount("FR-FALSE", 1, None, reasons="", measured_reason=" "))
    assert [error.pointer for error in refused.value.errors] == ["/reasons", "/measured_reason"]


def test_violations_of_two_ceilings_make_no_single_amount() -> None:
    mixed = OfficersAmount(date(2026, 11, 21), ("FT-SUP", "PL-DOM"), 1, None, "내역서", "이유")
    with pytest.raises(Invalid):
        officers_surcharge(BOOK, mixed)
    assert not governs(("FT-SUP", "SC-CUT"))
    assert governs(("FT-SUP", "RT-CUT"))
