"""A report names each damage once, in both languages, and counts what it does not list."""

import json

from app.audit.findings import LISTED_OF_A_KIND, WORDS, Report, place
from app.kernel.text import Text


def test_a_damage_is_noted_once() -> None:
    report = Report()
    report.add("edited", place(3))
    report.add("edited", place(3))
    report.add("dropped", place(3))
    assert dict(report.found) == {"edited": 1, "dropped": 1}
    assert report.positions("edited") == {3}
    assert report.named("dropped", place(3))
    assert not report.ok


def test_a_flood_is_counted_but_not_listed() -> None:
    report = Report()
    for position in range(LISTED_OF_A_KIND + 50):
        report.add("edited", place(position))
    assert len(report.findings) == LISTED_OF_A_KIND
    assert report.as_dict()["found"] == {"edited": LISTED_OF_A_KIND + 50}
    assert len(report.positions("edited")) == LISTED_OF_A_KIND + 50


def test_every_kind_has_words_that_name_the_place() -> None:
    report = Report()
    for kind in WORDS:
        report.add(kind, "event evt_{odd}", Text("(더)", "(more)"))
    for finding in report.findings:
        assert "event evt_{odd}" in finding.text.ko
        assert finding.text.en.endswith("(more)")
    assert json.loads(json.dumps(report.as_dict()))["ok"] is False
