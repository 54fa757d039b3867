"""Charts show their figures, in words too, in no colour of their own, and whatever the figures are."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import MAXIMUM_WON
from app.remedy_fund.closing.charts import (
    HEIGHT,
    Flow,
    Standing,
    flow_chart,
    short_won,
    solvency_chart,
)

SVG = "{http://www.w3.org/2000/svg}"
FLOWS = [Flow("2026-10", 300_000_000, 120_000_000), Flow("2026-11", 0, 45_000_000)]
AMOUNT = st.integers(0, MAXIMUM_WON)


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def test_a_bar_is_as_high_as_its_amount_and_each_kind_has_its_pattern() -> None:
    root = drawn(flow_chart(FLOWS, "ko").svg)
    bars = {name: [float(r.get("height", "")) for r in root.iter(f"{SVG}rect")
                   if r.get("class") == f"chart-{name}"] for name in ("in", "out")}  # fmt: skip
    tall, none = bars["in"][:2]
    assert none == 0
    assert bars["out"][0] == pytest.approx(tall * 120 / 300, abs=1)
    fills = {r.get("class"): r.get("fill") for r in root.iter(f"{SVG}rect")}
    assert fills == {"chart-in": "currentColor", "chart-out": "url(#hatch-flows)"}


def test_a_chart_says_in_words_what_it_shows() -> None:
    korean, english = flow_chart(FLOWS, "ko"), flow_chart(FLOWS, "en")
    assert "300,000,000원 (3억 원)" in korean.description
    assert english.description == (
        "From 2026-10 to 2026-11, KRW 300,000,000 came in and KRW 165,000,000 went out."
    )
    root = drawn(english.svg)
    assert root.get("role") == "img"
    named = (root.get("aria-labelledby") or "").split()
    assert [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")] == named  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == english.description  # type: ignore[union-attr]


def test_the_table_beside_has_the_same_figures() -> None:
    chart = flow_chart(FLOWS, "en")
    assert chart.heads == ("Month", "In", "Out")
    assert chart.rows[1] == ("2026-11", "KRW 0", "KRW 45,000,000")


def test_a_chart_has_no_style_or_colour_of_its_own() -> None:
    for svg in (flow_chart(FLOWS, "ko").svg, solvency_chart([Standing("2026-11", 5)], "ko").svg):
        assert "style" not in svg
        assert "#" not in svg.replace("url(#hatch-flows)", "")


def test_months_to_come_are_dashed_and_named_as_expected() -> None:
    standings = [Standing("2026-10", 90), Standing("2026-11", 70), Standing("2026-12", -20, True)]
    chart = solvency_chart(standings, "en")
    lines = {p.get("class"): p for p in drawn(chart.svg).iter(f"{SVG}polyline")}
    assert "stroke-dasharray" not in lines["chart-known"].attrib
    assert lines["chart-expected"].get("stroke-dasharray")
    assert len((lines["chart-expected"].get("points") or "").split()) == 2
    assert chart.rows[-1] == ("2026-12 (expected)", "KRW -20")
    assert "least in 2026-12 (expected)" in chart.description


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_chart_of_nothing_says_so(language: str) -> None:
    for chart in (flow_chart([], language), solvency_chart([], language)):  # type: ignore[arg-type]
        assert chart.rows == ()
        assert drawn(chart.svg) is not None
        assert chart.description in {"표시할 내용이 없습니다.", "There is nothing to show."}


@pytest.mark.parametrize(
    ("won", "ko", "en"),
    [(0, "0", "0"), (325_000_000, "3억 2,500만", "325m"), (1_500_000_000, "15억", "1.5bn"),
     (-20_000, "−2만", "−20k"), (MAXIMUM_WON, "1,000조", "1,000tn")],
)  # fmt: skip
def test_an_axis_names_amounts_shortly(won: int, ko: str, en: str) -> None:
    assert (short_won(won, "ko"), short_won(won, "en")) == (ko, en)


@given(st.lists(st.tuples(AMOUNT, AMOUNT), max_size=15))
def test_every_bar_stays_inside_the_drawing(amounts: list[tuple[int, int]]) -> None:
    flows = [Flow(f"2026-{n + 1:02}", come, gone) for n, (come, gone) in enumerate(amounts)]
    for bar in drawn(flow_chart(flows, "ko").svg).iter(f"{SVG}rect"):
        top, height = float(bar.get("y", "")), float(bar.get("height", ""))
        assert 0 <= top <= top + height <= HEIGHT


@given(st.lists(st.integers(-MAXIMUM_WON, MAXIMUM_WON), min_size=1, max_size=15))
def test_every_point_of_the_line_stays_inside_the_drawing(values: list[int]) -> None:
    standings = [Standing(f"2026-{n + 1:02}", won) for n, won in enumerate(values)]
    dots = [float(dot.get("cy", "")) for dot in drawn(solvency_chart(standings, "ko").svg)
            .iter(f"{SVG}circle")]  # fmt: skip
    assert len(dots) == len(values)
    assert all(0 <= dot <= HEIGHT for dot in dots)
