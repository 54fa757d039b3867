"""A rectangle on a page that nobody may read, and what is done with rectangles. Pure.

Lengths are points (1/72 inch) from the upper left corner of the page as a reader sees it, after
its rotation and its crop.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in points: `left` and `top` are the smaller numbers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Tell if two rectangles have more than an edge in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0 and down > 0

    def around(self, other: "Area") -> "Area":
        """Return the smallest rectangle that holds both."""
        return Area(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip

    def padded(self, points: float) -> "Area":
        """Return the rectangle made larger on every side."""
        return Area(
            self.left - points, self.top - points, self.right + points, self.bottom + points
        )

    def within(self, width: float, height: float) -> "Area":
        """Return the part that lies on a page of this size."""
        return Area(
            min(max(self.left, 0), width), min(max(self.top, 0), height),
            min(max(self.right, 0), width), min(max(self.bottom, 0), height),
        )  # fmt: skip

    @property
    def empty(self) -> bool:
        """Tell if nothing lies in it."""
        return self.right <= self.left or self.bottom <= self.top


@dataclass(frozen=True, slots=True)
class Box:
    """What is to be blacked out: a page counted from 1, a rectangle, and the reason as a code."""

    page: int
    area: Area
    reason: str


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a page's text and the rectangle that it takes."""

    text: str
    area: Area


def one_line_each(areas: Sequence[Area]) -> list[Area]:
    """Return rectangles around runs of characters: those on one line, across or down, are joined."""
    joined: list[Area] = []
    for area in areas:
        if joined and _on_one_line(joined[-1], area):
            joined[-1] = joined[-1].around(area)
        else:
            joined.append(area)
    return joined


def _on_one_line(run: Area, area: Area) -> bool:
    down = min(run.bottom, area.bottom) - max(run.top, area.top)
    across = min(run.right, area.right) - max(run.left, area.left)
    height = min(run.bottom - run.top, area.bottom - area.top)
    width = min(run.right - run.left, area.right - area.left)
    return (height > 0 and down > height / 2) or (width > 0 and across > width / 2)


def texts_under(characters: Sequence[Character], areas: Iterable[Area]) -> list[str]:
    """Return the text that each rectangle covers, wholly or in part; empty ones are left out."""
    covered = []
    for area in areas:
        under = "".join(one.text for one in characters if one.area.meets(area)).strip()
        if under:
            covered.append(under)
    return covered


def text_beside(characters: Sequence[Character], areas: Sequence[Area]) -> str:
    """Return the text that none of the rectangles touches."""
    return "".join(
        one.text for one in characters if not any(one.area.meets(area) for area in areas)
    )


def on_page(boxes: Iterable[Box], page: int) -> list[Box]:
    """Return the boxes of one page."""
    return [box for box in boxes if box.page == page]
