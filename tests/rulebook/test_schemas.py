"""Tests of how figures are shown."""

from app.law.book import load
from app.law.figures import Measured
from app.rulebook.schemas import StretchOut


def test_a_demonstration_figure_shows_its_value_only_in_a_demonstration() -> None:
    entry = load().parameter("announced_fine_due_days").history[0]
    shown = StretchOut.of(entry, Measured.DAYS, demonstration=True)
    assert (shown.value, shown.status_ko) == ("60 days", "시연용 값")
    hidden = StretchOut.of(entry, Measured.DAYS, demonstration=False)
    assert (hidden.value, hidden.status) == (None, "unknown")
