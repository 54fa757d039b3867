"""Votes are counted and never attributed: no row, event, answer or ordering tells who voted how."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from app.demo import panel
from app.tables import METADATA
from tests.committee.conftest import Chamber

PROPOSAL = panel.violation(later=[{"kind": "corrective_order"}])
BODY = json.dumps({"choice": "for"})


# Signed heads of the log: how many there are depends on when the sequencer happens to run.
_BY_THE_SEQUENCER = "audit_checkpoint"


def dumped(chamber: Chamber) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table in the order in which the database keeps them."""
    chamber.stage.settle()
    found = {}
    with chamber.stage.house.world.engine.connect() as connection:
        for table in METADATA.tables.values():
            if table.name == _BY_THE_SEQUENCER:
                continue
            rows = connection.execute(text(f'SELECT * FROM "{table.name}"'))
            found[table.name] = [tuple(row) for row in rows]
    return found


Rows = dict[str, list[tuple[Any, ...]]]


def voted(chamber: Chamber, choices: list[str]) -> tuple[Rows, Rows]:
    """Let the three members vote in their order; return what is left behind, then after the count."""
    hearing = f"/hearings/{chamber.heard()}"
    opened = chamber.secretary.act(f"{hearing}/votes", PROPOSAL, about=hearing)
    path = f"/votes/{opened['id']}"
    for place, (voter, choice) in enumerate(zip(chamber.cast.panel, choices, strict=True)):
        voter.post(f"{path}/ballot", {"choice": choice}, key=f"vote-{place}")
    before = dumped(chamber)
    chamber.secretary.act(f"{path}/count", about=path)
    return before, dumped(chamber)


@pytest.mark.step("K15")
def test_who_voted_how_leaves_no_trace_in_any_table(
    open_chamber: Callable[..., Chamber],
) -> None:
    """Two runs of one story differ by chance alone; what is steady in both must not change when
    the members exchange their ballots, neither before nor after the count."""
    runs = [
        voted(open_chamber("one"), ["for", "against", "abstain"]),
        voted(open_chamber("two"), ["for", "against", "abstain"]),
        voted(open_chamber("three"), ["abstain", "for", "against"]),
    ]
    assert _compared(*(before for before, _ in runs)) > 500
    assert _compared(*(after for _, after in runs)) > 500


def _compared(same: Rows, again: Rows, swapped: Rows) -> int:
    """Hold that nothing but chance differs; returns how many values were compared."""
    compared = 0
    for table, rows in same.items():
        assert len(rows) == len(again[table]) == len(swapped[table]), table
        for row, second, other in zip(rows, again[table], swapped[table], strict=True):
            for value, twin, changed in zip(row, second, other, strict=True):
                if value == twin:
                    compared += 1
                    assert changed == value, (table, row, other)
    return compared


@pytest.mark.step("K15")
def test_no_text_of_the_database_holds_a_ballot_or_its_digest(chamber: Chamber) -> None:
    _, found = voted(chamber, ["for", "against", "for"])
    digests = {
        hashlib.sha256(json.dumps({"choice": choice}, separators=form).encode()).hexdigest()
        for choice in ("for", "against", "abstain")
        for form in ((",", ":"), (", ", ": "))
    }
    for table, rows in found.items():
        words = "\n".join(str(value) for row in rows for value in row)
        assert not any(digest in words for digest in digests), table
        assert '"choice"' not in words, table
    assert found["ballot_box"] == []
    assert not any("vote-" in str(row) for row in found["answered_key"])
    leaves = [row for row in found["audit_leaf"] if "ballot_cast" in row]
    assert len(leaves) == 3
    assert len({len(str(row)) for row in leaves}) <= 2


@pytest.mark.step("K15")
def test_one_member_votes_once_and_the_box_opens_when_all_have_voted(chamber: Chamber) -> None:
    hearing = f"/hearings/{chamber.heard()}"
    opened = chamber.secretary.act(f"{hearing}/votes", PROPOSAL, about=hearing)
    path, (first, second, third) = f"/votes/{opened['id']}", chamber.cast.panel
    first.post(f"{path}/ballot", {"choice": "for"}, key="one")
    for key in ("one", "two"):
        answer = first.call("POST", f"{path}/ballot", {"choice": "against"}, key=key)
        assert (answer.status, answer.body["code"]) == (409, "voted-before")
    stranger = chamber.cast.substitute.call("POST", f"{path}/ballot", {"choice": "for"})
    assert stranger.status == 404
    missing = chamber.refused(chamber.secretary, f"{path}/count", {}, about=path)
    assert missing == (409, "ballots-missing")
    shown = first.get(path)
    assert (shown["votes_for"], shown["result"]) == (None, "")
    second.post(f"{path}/ballot", {"choice": "for"})
    third.post(f"{path}/ballot", {"choice": "against"})
    lost = chamber.secretary.act(f"{path}/count", about=path)
    assert (lost["state"], lost["result"], lost["votes_for"]) == ("lost", "short", 2)
    assert "제84조" in lost["basis"]
    assert chamber.secretary.get(f"/cases/{chamber.case_id}")["state"]["code"] == "deliberated"
    for reader in (chamber.cast.repeat_offender, chamber.cast.other_owner, chamber.cast.examiner):
        assert reader.call("GET", path).status == 404


@pytest.mark.step("K15")
def test_a_vote_in_which_somebody_is_kept_away_since_is_void(chamber: Chamber) -> None:
    hearing_id = chamber.heard()
    hearing = f"/hearings/{hearing_id}"
    opened = chamber.secretary.act(f"{hearing}/votes", PROPOSAL, about=hearing)
    path, (first, second, third) = f"/votes/{opened['id']}", chamber.cast.panel
    for voter in (first, second):
        voter.post(f"{path}/ballot", {"choice": "for"})
    panel.declare(second, opened["item_id"], "recusal", reason="자문", article="공정거래법 제67조")
    assert second.call("GET", path).status == 404
    third.post(f"{path}/ballot", {"choice": "for"})
    assert chamber.secretary.act(f"{path}/count", about=path)["state"] == "void"
    short = chamber.refused(chamber.secretary, f"{hearing}/votes", PROPOSAL, about=hearing)
    assert short == (409, "no-quorum")
