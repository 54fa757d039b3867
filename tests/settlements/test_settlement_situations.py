"""The situations that a lawyer can read, each held to the rules of settlements."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.kernel.problems import Invalid, NotConfigured
from app.law.book import load
from app.settlements.consent_decisions.rules import Charge, check_charge
from app.settlements.mediation.rules import forbids_measures
from app.settlements.self_corrections.rules import Days, moment_of, outcome_of, warning_is_open
from app.settlements.simplified_decisions.rules import check_ceiling, silence_is_consent

TODAY = date(2026, 11, 23)
TOLD: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "situations.toml").read_text(encoding="utf-8")
)


def _of(kind: str) -> list[Any]:
    return [
        pytest.param(one, marks=pytest.mark.step(one["step"]), id=f"{kind}-{number}")
        for number, one in enumerate(TOLD[kind], start=1)
    ]


@pytest.mark.parametrize("one", _of("mediation"))
def test_mediation_forbids_an_order_unless_the_investigation_had_begun(
    one: dict[str, Any],
) -> None:
    found = forbids_measures(one["track"], one["filed_on"], one.get("opened_on"))
    assert found is one["forbids"], one["told"]


@pytest.mark.parametrize("one", _of("cure"))
def test_the_day_of_a_cure_and_the_agency_decide_what_it_brings(one: dict[str, Any]) -> None:
    days = Days(one.get("opened_on"), one.get("reported_on"), one.get("measured_on"))
    moment = moment_of(one["cured_on"], days)
    assert moment == one["moment"], one["told"]
    if one.get("not_configured"):
        with pytest.raises(NotConfigured):
            outcome_of(one["track"], moment)
        return
    outcome = outcome_of(one["track"], moment)
    assert (outcome.cause if outcome else None) == one.get("cause"), one["told"]
    assert (outcome.figure if outcome else "") == one.get("figure", "")
    late = moment == "after_measure"
    assert warning_is_open(one["track"], moment) is (one["track"] == "kftc" and not late)


@pytest.mark.parametrize("one", _of("charge"))
def test_a_day_is_charged_once_and_within_the_ceiling(one: dict[str, Any]) -> None:
    charge = Charge(one["daily_won"], one["due_on"], one["until_on"])
    ceiling = load().figure("consent_daily_charge_cap", TODAY).number

    def check() -> None:
        check_charge(
            charge, ceiling_won=ceiling, today=TODAY, charged_until=one.get("charged_until")
        )

    if "refused" not in one:
        check()
        assert charge.total_won == one["total_won"], one["told"]
        return
    with pytest.raises(Invalid) as refused:
        check()
    assert [error.code for error in refused.value.errors] == [one["refused"]]


@pytest.mark.parametrize("one", _of("simplified"))
def test_the_ceiling_of_the_rules_in_force_and_the_meaning_of_silence(one: dict[str, Any]) -> None:
    ceiling = load().figure("simplified_expected_surcharge", TODAY).number
    if one.get("refused"):
        with pytest.raises(Invalid):
            check_ceiling(one["expected_won"], ceiling_won=ceiling)
        return
    check_ceiling(one["expected_won"], ceiling_won=ceiling)
    assert silence_is_consent(one["expected_won"]) is one["silence_is_consent"], one["told"]
