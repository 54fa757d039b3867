"""Asks at the same instant see each other: nothing is split under a threshold."""

from functools import partial

import pytest

from app.remedy_fund.approvals.rules import Aggregate, Dimension
from app.remedy_fund.approvals.tables import ApprovalRequest
from tests.remedy_fund.approvals.conftest import Office
from tests.support.books import at_once


@pytest.mark.invariant(23)
def test_two_asks_that_are_small_alone_are_not_small_together(office: Office) -> None:
    own = (Aggregate(Dimension.APPLICANT, "comp_one", 9_000_000),)
    asks = [
        partial(office.ask, {"n": n}, 9_000_000, about=f"plan_{n}", aggregates=own)
        for n in range(2)
    ]
    answers = at_once(asks)
    found = [one for one in answers if isinstance(one, ApprovalRequest)]
    assert len(found) == 2
    assert sorted(one.required_persons for one in found) == [1, 2]
    assert sorted(one.decisive_won for one in found) == [9_000_000, 18_000_000]
