"""What a new edition lists as changed."""

from app.evaluations.comparison import changes


def _row(fact: str, key: str, **values: object) -> dict[str, object]:
    return {"business_number": "1058112346", "fact": fact, "key": key, **values}


def test_the_same_facts_differ_in_nothing_whatever_their_order() -> None:
    rows = [_row("measure", "제재-1", count=1), _row("points", "kftc_enacted", score="2.5")]
    assert changes(rows, rows[::-1]) == []


def test_what_came_what_went_and_what_changed_are_told_apart() -> None:
    before = [_row("points", "kftc_enacted", score="2.5"), _row("cure", "2026-01-02:payment:1")]
    after = [_row("points", "kftc_enacted", score="0"), _row("measure", "제재-2")]
    found = {(one["fact"], one["change"]): one["fields"] for one in changes(before, after)}
    assert found == {
        ("points", "changed"): {"score": ["2.5", "0"]}, ("cure", "removed"): {},
        ("measure", "added"): {},
    }  # fmt: skip


def test_a_measure_that_became_final_is_one_change() -> None:
    before = [_row("provisional_measure", "제재-1", provisional=True)]
    after = [_row("measure", "제재-1", provisional=False)]
    (found,) = changes(before, after)
    assert found["fields"]["fact"] == ["provisional_measure", "measure"]


def test_another_edition_of_the_rules_is_by_itself_no_other_fact() -> None:
    before, after = (_row("points", "kftc_enacted", rule_edition=one) for one in ("a", "b"))
    assert changes([before], [after]) == []
