"""Charts of the fund as plain SVG: what came in and went out by month, and what stays to be given.

A chart is drawn in the colour of the text around it and told apart by pattern, not by colour, so it
holds on dark pages and on paper. Its title and description say in words what it shows; the table
with the same figures belongs beside it. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from app.kernel.money import format_won, won_in_words
from app.kernel.text import Language, Text

WIDTH: Final = 720
HEIGHT: Final = 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 12, 34, 40
_MOST_STEPS: Final = 5
_ENGLISH_UNITS = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k"))

FLOWS = Text("월별 수입과 지출", "Money in and out by month")
SOLVENCY = Text("지급 여력", "What the fund can still give")
_IN = Text("수입", "In")
_OUT = Text("지출", "Out")
_MONTH = Text("월", "Month")
_AVAILABLE = Text("지급 가능액", "Available")
_EXPECTED = Text("예상", "expected")
_NOTHING = Text("표시할 내용이 없습니다.", "There is nothing to show.")


@dataclass(frozen=True, slots=True)
class Flow:
    """What came in and what went out in one month; `month` is `2026-11`, amounts in won."""

    month: str
    in_won: int
    out_won: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What could still be given at the end of a month, in won; `expected` for months to come."""

    month: str
    available_won: int
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the words for who does not see it, and its figures as a table."""

    title: str
    description: str
    svg: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def flow_chart(flows: Sequence[Flow], language: Language) -> Chart:
    """Draw two bars for each month: in filled, out hatched."""
    scale = _Scale(0, max((max(flow.in_won, flow.out_won) for flow in flows), default=0))
    slot = _slot(len(flows))
    bars = []
    for place, flow in enumerate(flows):
        left = _LEFT + place * slot
        pairs = (("in", flow.in_won, 0.12), ("out", flow.out_won, 0.5))
        bars += [
            _bar(name, left + slot * offset, slot * 0.36, scale.y(won), scale.y(0))
            for name, won, offset in pairs
        ]
    described = _flow_words(flows, language)
    drawn = [*_grid(scale, language), *bars, *_months([f.month for f in flows], slot)]
    legend = _legend((("in", _IN), ("out", _OUT)), language)
    return Chart(
        title=FLOWS.get(language),
        description=described,
        svg=_svg("flows", FLOWS.get(language), described, [*drawn, *legend]),
        heads=(_MONTH.get(language), _IN.get(language), _OUT.get(language)),
        rows=tuple(
            (f.month, format_won(f.in_won, language), format_won(f.out_won, language))
            for f in flows
        ),
    )


def solvency_chart(standings: Sequence[Standing], language: Language) -> Chart:
    """Draw a line through what was available; months to come follow in dashes, nought is marked."""
    values = [standing.available_won for standing in standings]
    scale = _Scale(min([0, *values]), max([0, *values]))
    slot = _slot(len(standings))
    places = [(_LEFT + slot * (n + 0.5), scale.y(won)) for n, won in enumerate(values)]
    known = [place for place, one in zip(places, standings, strict=True) if not one.expected]
    coming = places[max(len(known) - 1, 0) :] if len(known) < len(places) else []
    described = _solvency_words(standings, language)
    drawn = [
        *_grid(scale, language),
        *_line("known", known, ""),
        *_line("expected", coming, "6 5"),
        *_dots(places),
        *_months([one.month for one in standings], slot),
    ]
    return Chart(
        title=SOLVENCY.get(language),
        description=described,
        svg=_svg("solvency", SOLVENCY.get(language), described, drawn),
        heads=(_MONTH.get(language), _AVAILABLE.get(language)),
        rows=tuple(
            (_named(one, language), format_won(one.available_won, language)) for one in standings
        ),
    )


class _Scale:
    """Whole, round steps from the lowest to the highest value, and where each lies."""

    def __init__(self, lowest: int, highest: int) -> None:
        self.step = _round_step(max(highest - lowest, 1))
        self.bottom = lowest // self.step * self.step
        self.top = max(-(-highest // self.step) * self.step, self.bottom + self.step)

    def y(self, won: int) -> int:
        """Return the height of a value in whole units of the drawing."""
        room = HEIGHT - _TOP - _BOTTOM
        return HEIGHT - _BOTTOM - (won - self.bottom) * room // (self.top - self.bottom)

    def steps(self) -> Iterable[int]:
        return range(self.bottom, self.top + 1, self.step)


def _round_step(span: int) -> int:
    """Return 1, 2 or 5 times a power of ten so that few steps cover the span."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            if unit * factor * _MOST_STEPS >= span:
                return unit * factor
        unit *= 10


def _slot(count: int) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(count, 1)


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _bar(name: str, left: float, width: float, top: int, bottom: int) -> str:
    fill = "currentColor" if name == "in" else "url(#hatch-flows)"
    return (
        f'<rect class="chart-{name}" x="{_number(left)}" y="{top}" width="{_number(width)}"'
        f' height="{bottom - top}" fill="{fill}" stroke="currentColor"/>'
    )


def _grid(scale: _Scale, language: Language) -> list[str]:
    lines = []
    for won in scale.steps():
        y, strong = scale.y(won), "1" if won == 0 else ".25"
        lines.append(
            f'<line class="chart-grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y}" y2="{y}"'
            f' stroke="currentColor" stroke-opacity="{strong}"/>'
        )
        lines.append(_words(_LEFT - 8, y + 4, short_won(won, language), anchor="end"))
    return lines


def _months(months: Sequence[str], slot: float) -> list[str]:
    every = max(1, -(-len(months) // 12))
    return [
        _words(_LEFT + slot * (place + 0.5), HEIGHT - _BOTTOM + 20, month[2:].replace("-", "."))
        for place, month in enumerate(months)
        if place % every == 0
    ]


def _words(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return (
        f'<text class="chart-text" x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}"'
        f' font-size="12" fill="currentColor">{escape(words)}</text>'
    )


def _legend(entries: Sequence[tuple[str, Text]], language: Language) -> list[str]:
    drawn = []
    for place, (name, words) in enumerate(entries):
        left = _LEFT + place * 110
        drawn += [_bar(name, left, 14, 8, 20), _words(left + 20, 19, words.get(language),
                                                      anchor="start")]  # fmt: skip
    return drawn


def _line(name: str, places: Sequence[tuple[float, int]], dashes: str) -> list[str]:
    if not places:
        return []
    points = " ".join(f"{_number(x)},{y}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'fill="none" stroke="currentColor" stroke-width="2.5"{dashed}'
    return [f'<polyline class="chart-{name}" points="{points}" {look}/>']


def _dots(places: Sequence[tuple[float, int]]) -> list[str]:
    return [
        f'<circle class="chart-dot" cx="{_number(x)}" cy="{y}" r="3.5" fill="currentColor"/>'
        for x, y in places
    ]


def _svg(name: str, title: str, description: str, drawn: Sequence[str]) -> str:
    hatch = (
        f'<defs><pattern id="hatch-{name}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" stroke="currentColor"'
        ' stroke-width="2"/></pattern></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{name}" role="img"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" aria-labelledby="{name}-title {name}-words"'
        ' focusable="false">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-words">{escape(description)}</desc>{hatch}{"".join(drawn)}</svg>'
    )


def short_won(won: int, language: Language) -> str:
    """Return an amount as an axis shows it: `3억 2,500만`, `KRW 325m`."""
    if language == "ko":
        return won_in_words(won).removesuffix("원").strip() if won else "0"
    sign, size = ("−" if won < 0 else ""), abs(won)
    for unit, letters in _ENGLISH_UNITS:
        if size >= unit and size % (unit // 10) == 0:
            whole, tenth = divmod(size, unit)
            return f"{sign}{whole:,}{f'.{tenth * 10 // unit}' if tenth else ''}{letters}"
    return f"{sign}{size:,}"


def _flow_words(flows: Sequence[Flow], language: Language) -> str:
    if not flows:
        return _NOTHING.get(language)
    words = Text(
        "{first}부터 {last}까지 수입은 모두 {come}, 지출은 모두 {gone}입니다.",
        "From {first} to {last}, {come} came in and {gone} went out.",
    )
    return words.get(language).format(
        first=flows[0].month,
        last=flows[-1].month,
        come=format_won(sum(flow.in_won for flow in flows), language),
        gone=format_won(sum(flow.out_won for flow in flows), language),
    )


def _solvency_words(standings: Sequence[Standing], language: Language) -> str:
    if not standings:
        return _NOTHING.get(language)
    lowest = min(standings, key=lambda one: one.available_won)
    words = Text(
        "{first}부터 {last}까지 지급 가능액은 {month}에 가장 적으며 {least}입니다.",
        "From {first} to {last}, what can be given is least in {month}: {least}.",
    )
    return words.get(language).format(
        first=standings[0].month,
        last=standings[-1].month,
        month=_named(lowest, language),
        least=format_won(lowest.available_won, language),
    )


def _named(one: Standing, language: Language) -> str:
    return f"{one.month} ({_EXPECTED.get(language)})" if one.expected else one.month
