"""The facts of a paper become plain, printed data: days, amounts and warnings."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.kernel.text import Text
from app.papers.documents import (
    STATUSES,
    CalculationStep,
    Exhibit,
    Figure,
    Paper,
    amount_data,
    day_text,
    instant_text,
)
from tests.support.papers import a_measure, a_receipt, a_surcharge, papers


def test_a_day_is_written_as_official_papers_write_it() -> None:
    assert day_text(date(2026, 3, 1)) == Text("2026. 3. 1.", "1 March 2026")


def test_an_instant_is_told_in_seoul_on_the_24_hour_clock() -> None:
    instant = datetime(2026, 11, 22, 15, 4, tzinfo=UTC)
    assert instant_text(instant) == Text("2026. 11. 23. 00:04", "23 November 2026, 00:04 (KST)")


def test_an_amount_is_printed_in_figures_and_in_full() -> None:
    assert amount_data(325_000_000) == {
        "ko": "325,000,000원",
        "en": "KRW 325,000,000",
        "full": {"ko": "325,000,000원 (3억 2,500만 원)", "en": "KRW 325,000,000"},
    }


@pytest.mark.parametrize("paper", papers().values(), ids=papers())
def test_the_data_of_a_paper_are_plain_and_name_no_object(paper: Paper) -> None:
    data = paper.as_data()
    assert json.loads(json.dumps(data)) == data
    assert list(leaves_of_other_kinds(data)) == []


def leaves_of_other_kinds(value: Any) -> list[Any]:
    """Return the leaves that are neither text, nor a truth value, nor absent."""
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves_of_other_kinds(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves_of_other_kinds(item)]
    return [] if value is None or isinstance(value, str | bool) else [value]


def test_free_text_stays_exactly_as_it_was_typed() -> None:
    typed = "#panic() $x$ {{7*7}} \\ \"'\n두 번째 줄"
    assert a_receipt(complainant=typed).as_data()["complainant"] == typed


def test_a_receipt_prints_sizes_days_and_the_instant_of_receipt() -> None:
    data = a_receipt().as_data()
    assert data["received_at"]["ko"] == "2026. 11. 22. 14:05"
    assert data["issued_on_iso"] == "2026-11-22"
    assert data["exhibits"][0]["size_bytes"] == {"ko": "1,482,133바이트", "en": "1,482,133 bytes"}
    assert data["violations"][1]["late"] is True
    assert data["next_steps"][1]["due_on"] is None


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        ("corrective_recommendation", "corrective_recommendation"),
        ("corrective_order", "corrective_order"),
        ("publication", "measure"),
        ("education_order", "measure"),
    ],
)
def test_a_measure_without_a_paper_of_its_own_uses_the_general_one(
    kind: str, template: str
) -> None:
    paper = a_measure(kind, Text("처분", "Measure"), Text("제목", "Subject"))
    assert paper.template == template


def test_only_figures_outside_enacted_law_are_named_in_the_warning() -> None:
    data = a_surcharge().as_data()
    assert [one["status"] for one in data["unconfirmed_figures"]] == [
        STATUSES["demonstration"].as_dict(),
        STATUSES["agency_entered"].as_dict(),
    ]
    assert "figures" not in data


def test_a_step_shows_an_amount_or_a_result_and_its_status_if_not_enacted() -> None:
    steps = a_surcharge().as_data()["steps"]
    assert (steps[0]["amount_won"], steps[0]["result"], steps[0]["status"]) == (None, "10%", None)
    assert steps[1]["amount_won"]["en"] == "KRW 120,000,000"
    assert steps[1]["status"] == STATUSES["demonstration"].as_dict()


@pytest.mark.parametrize("status", ["unknown", "", "guessed"])
def test_no_paper_rests_on_a_figure_that_is_not_configured(status: str) -> None:
    with pytest.raises(ValueError, match="cannot rest on a figure"):
        Figure(label="상한", value="?", status=status, source="")
    with pytest.raises(ValueError, match="rests on a figure"):
        CalculationStep(number="1", label="", formula="", article="", amount_won=0, status=status)


@pytest.mark.parametrize("outcome", [{}, {"amount_won": 0, "result": "0%"}])
def test_a_step_has_exactly_one_outcome(outcome: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="only one"):
        CalculationStep(number="1", label="", formula="", article="", **outcome)


def test_a_number_without_a_unit_is_not_printed_by_guess() -> None:
    exhibit = Exhibit(number=3, file_name="a", size_bytes=1, sha256="0")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="no printed form"):
        a_receipt(exhibits=(exhibit,)).as_data()
