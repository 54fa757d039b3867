"""Dates of orders, what an entry must hold, and how silent custodians are answered."""

from datetime import date, timedelta

import pytest

from app.discovery.orders import rules
from app.discovery.orders.kinds import HOLDING, KINDS, Footing, OrderKind
from app.discovery.orders.rules import Notice, SuitCheck, Terms
from app.kernel.clock import seoul_day

ISSUED = date(2028, 3, 2)
TODAY = date(2028, 3, 3)


def terms(**more: object) -> Terms:
    """Return a preservation order under the Win-Win Act."""
    given = {
        "kind": OrderKind.PRESERVATION, "footing": Footing.WIN_WIN, "issued_on": ISSUED,
        "valid_until": date(2029, 3, 2),
    }  # fmt: skip
    return Terms(**{**given, **more})  # type: ignore[arg-type]


def codes(given: Terms, *, basis: str = "", today: date = TODAY) -> list[tuple[str, str]]:
    """Return place and code of what is wrong with an entry."""
    errors = rules.entry_errors(given, legal_basis=basis, today=today)
    return [(error.pointer, error.code) for error in errors]


def test_a_preservation_order_lasts_a_year_and_is_extended_by_one_more() -> None:
    assert rules.longest_until(terms()) == date(2029, 3, 2)
    assert rules.extended_until(terms()) == date(2030, 3, 2)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, []),
        ({"valid_until": date(2029, 3, 3)}, [("/valid_until", "too_long")]),
        ({"valid_until": None}, [("/valid_until", "needed")]),
        ({"valid_until": date(2028, 3, 1)}, [("/valid_until", "order_of_days")]),
        ({"issued_on": date(2028, 3, 4)}, [("/issued_on", "future")]),
        ({"suit_filed_on": date(2028, 3, 4)}, [("/suit_filed_on", "future")]),
        # The Act governs suits filed from 20 February 2028, and orders made before suit from then.
        ({"suit_filed_on": date(2028, 2, 20)}, []),
        ({"suit_filed_on": date(2028, 2, 19)}, [("/footing", "not_in_force")]),
        ({"issued_on": date(2028, 2, 20), "valid_until": date(2029, 2, 20)}, []),
        ({"issued_on": date(2028, 2, 19), "valid_until": date(2029, 2, 19)},
         [("/footing", "not_in_force")]),
        ({"footing": Footing.AGENCY}, [("/footing", "footing")]),
        ({"footing": Footing.OTHER, "valid_until": None}, [("/legal_basis", "legal_basis")]),
    ],
)  # fmt: skip
def test_an_entry_is_checked_against_the_article(
    changed: dict[str, object], wrong: list[tuple[str, str]]
) -> None:
    assert codes(terms(**changed)) == wrong


def test_an_order_under_another_law_lasts_as_long_as_its_paper_says() -> None:
    other = terms(footing=Footing.OTHER, valid_until=date(2040, 1, 1))
    assert codes(other, basis="민사소송법 제375조") == []
    assert rules.longest_until(other) is rules.suit_check_on(other) is None
    assert str(rules.basis_of(other, "민사소송법 제375조")) == "민사소송법 제375조"


def test_the_older_subcontracting_articles_end_where_the_new_ones_begin() -> None:
    old = terms(kind=OrderKind.DOCUMENT, footing=Footing.SUBCONTRACTING, valid_until=None,
                issued_on=date(2027, 9, 8))  # fmt: skip
    assert codes(old) == []
    new = terms(kind=OrderKind.DOCUMENT, footing=Footing.SUBCONTRACTING, valid_until=None,
                issued_on=date(2027, 9, 9))  # fmt: skip
    assert codes(new) == [("/footing", "not_in_force")]


@pytest.mark.parametrize(
    ("changed", "today", "says"),
    [
        ({}, date(2028, 3, 9), SuitCheck.RUNNING),
        ({}, date(2028, 3, 10), SuitCheck.NOT_FILED),
        ({"suit_filed_on": date(2028, 3, 30)}, date(2028, 4, 1), SuitCheck.FILED),
        ({"proof_due_on": date(2028, 3, 24)}, date(2028, 3, 24), SuitCheck.PROOF_DEMANDED),
        ({"proof_due_on": date(2028, 3, 24)}, date(2028, 3, 25), SuitCheck.PROOF_OVERDUE),
        ({"footing": Footing.OTHER}, date(2030, 1, 1), SuitCheck.NOT_ASKED),
    ],
)
def test_the_clock_of_the_suit(changed: dict[str, object], today: date, says: SuitCheck) -> None:
    assert rules.suit_check(terms(**changed), today) is says


def test_proof_of_the_suit_is_due_two_weeks_after_the_demand_at_the_earliest() -> None:
    assert rules.earliest_proof_day(terms(), date(2028, 3, 10)) == date(2028, 3, 24)


def test_an_order_binds_to_the_end_of_its_last_day_in_seoul() -> None:
    until = rules.binding_until(date(2029, 3, 2))
    assert until is not None
    assert seoul_day(until) == date(2029, 3, 3)
    assert seoul_day(until - timedelta(microseconds=1)) == date(2029, 3, 2)
    assert rules.binding_until(None) is None


@pytest.mark.parametrize(
    ("acknowledged", "escalated", "today", "says"),
    [
        (True, True, date(2028, 5, 1), Notice.ACKNOWLEDGED),
        (False, True, date(2028, 5, 1), Notice.ESCALATED),
        (False, False, date(2028, 3, 5), Notice.WAITING),
        (False, False, date(2028, 3, 6), Notice.OVERDUE),
    ],
)
def test_how_far_a_custodian_has_answered(
    acknowledged: bool, escalated: bool, today: date, says: Notice
) -> None:
    stands = rules.notice(
        acknowledged=acknowledged, acknowledge_by=date(2028, 3, 5), escalated=escalated, today=today
    )
    assert stands is says


def test_a_silent_custodian_is_reminded_every_three_days() -> None:
    by = date(2028, 3, 5)
    due = [
        day
        for day in range(1, 15)
        if rules.reminder_due(
            acknowledge_by=by, reminded_on=date(2028, 3, 6) if day > 6 else None,
            today=date(2028, 3, day),
        )
    ]  # fmt: skip
    assert due == [6, 9, 10, 11, 12, 13, 14]


def test_retention_is_counted_from_the_first_of_january_after_the_closing_year() -> None:
    assert rules.disposable_from(date(2026, 1, 1), 5) == date(2032, 1, 1)
    assert rules.disposable_from(date(2026, 12, 31), 1) == date(2028, 1, 1)


def test_secrecy_and_examination_hold_nothing_and_all_else_does() -> None:
    assert set(KINDS) - HOLDING == {OrderKind.CONFIDENTIALITY, OrderKind.EXAMINATION}
